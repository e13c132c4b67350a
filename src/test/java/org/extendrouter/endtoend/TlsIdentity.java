package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * What a server called localhost proves itself with: a certificate that the company signed itself.
 */
record TlsIdentity(Path keyStore, Path certificate) {

  static final String STORE_PASSWORD = "of the key store";

  static TlsIdentity make(Path directory) throws IOException, InterruptedException {
    TlsIdentity identity =
        new TlsIdentity(directory.resolve("server.p12"), directory.resolve("server.pem"));
    identity.keytool(
        "-genkeypair -alias server -keyalg RSA -dname CN=localhost -ext san=dns:localhost"
            + " -storetype PKCS12 -keystore");
    identity.keytool("-exportcert -alias server -rfc -file " + identity.certificate + " -keystore");
    return identity;
  }

  SSLContext serverContext() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore)) {
      store.load(in, STORE_PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, STORE_PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private void keytool(String arguments) throws IOException, InterruptedException {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    String[] words = (keytool + " " + arguments + " " + keyStore + " -storepass").split(" ");
    String[] command = Arrays.copyOf(words, words.length + 1);
    command[words.length] = STORE_PASSWORD;
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }
}
