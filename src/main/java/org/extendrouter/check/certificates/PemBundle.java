package org.extendrouter.check.certificates;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.keys.BoundSettings;
import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.ssl.pem.PemContent;

/**
 * A bundle of PEM files.
 *
 * @param properties what it is made from
 * @param name its key
 * @param user the setting that names it
 * @param settings all settings
 */
record PemBundle(
    PemSslBundleProperties properties,
    ConfigurationPropertyName name,
    ConfigurationPropertyName user,
    BoundSettings settings) {

  private static final String NO_CERTIFICATE = "Missing certificates";

  List<Fault> faults() {
    List<Fault> faults =
        new ArrayList<>(
            Stream.concat(
                    faults("keystore", properties.getKeystore()),
                    faults("truststore", properties.getTruststore()))
                .toList());
    if (faults.isEmpty() && files().noneMatch(BundleFile::isReadByApplication)) {
      try {
        PropertiesSslBundle.get(properties, BundleFile.loader()).createSslContext();
      } catch (RuntimeException unusable) {
        faults.add(UnusableBundle.asAWhole(unusable, name, user, settings));
      }
    }
    return faults;
  }

  private Stream<Fault> faults(String store, PemSslBundleProperties.Store of) {
    BundleFile certificate = certificate(store, of);
    BundleFile key = key(store, of);
    return Stream.of(
            isLookedAt(certificate)
                ? certificate.unreadable().or(() -> noCertificate(certificate))
                : Optional.<Fault>empty(),
            isLookedAt(key)
                ? key.unreadable().or(() -> noKey(key, of.getPrivateKeyPassword()))
                : Optional.<Fault>empty())
        .flatMap(Optional::stream);
  }

  private Stream<BundleFile> files() {
    return Stream.of(
        certificate("keystore", properties.getKeystore()),
        key("keystore", properties.getKeystore()),
        certificate("truststore", properties.getTruststore()),
        key("truststore", properties.getTruststore()));
  }

  private BundleFile certificate(String store, PemSslBundleProperties.Store of) {
    return new BundleFile(name.append(store).append("certificate"), of.getCertificate(), settings);
  }

  private BundleFile key(String store, PemSslBundleProperties.Store of) {
    return new BundleFile(name.append(store).append("private-key"), of.getPrivateKey(), settings);
  }

  private static boolean isLookedAt(BundleFile file) {
    return file.isSet() && !file.isReadByApplication();
  }

  private static Optional<Fault> noCertificate(BundleFile file) {
    try {
      content(file).getCertificates();
      return Optional.empty();
    } catch (IOException | RuntimeException unusable) {
      return Optional.of(
          file.fault(
              file.name()
                  + (String.valueOf(unusable.getMessage()).contains(NO_CERTIFICATE)
                      ? " holds no PEM certificate"
                      : " holds a PEM certificate that is cut off or damaged"),
              "copy the certificate again: it is a text that begins with -----BEGIN CERTIFICATE-----"));
    }
  }

  private static Optional<Fault> noKey(BundleFile file, String password) {
    try {
      content(file).getPrivateKey(password);
      return Optional.empty();
    } catch (IOException | RuntimeException unusable) {
      return Optional.of(
          file.fault(
              file.name() + " holds no PEM private key that can be read",
              "copy the key again, and set private-key-password beside it if it is encrypted"));
    }
  }

  private static PemContent content(BundleFile file) throws IOException {
    if (file.isText()) {
      return PemContent.of(file.value());
    }
    try (InputStream in = file.resource().getInputStream()) {
      return PemContent.load(in);
    }
  }
}
