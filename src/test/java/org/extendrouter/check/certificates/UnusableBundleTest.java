package org.extendrouter.check.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.keys.SettingsBinding;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

class UnusableBundleTest {

  private static final String APPLICATION = "extend.standalone: false\n";
  private static final String PASSWORD = "of-nobody";

  @TempDir static Path home;

  @BeforeAll
  static void makeCertificates() throws IOException, InterruptedException {
    keytool(
        "server.p12", "-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=localhost");
    keytool("server.p12", "-exportcert", "-alias", "server", "-rfc", "-file", home + "/ca.pem");
    keytool("store.p12", "-importcert", "-noprompt", "-file", home + "/ca.pem");
    String certificate = Files.readString(home.resolve("ca.pem"));
    List<String> lines = certificate.lines().toList();
    Files.write(
        home.resolve("cut.pem"),
        Stream.of(lines.subList(0, 2), lines.subList(lines.size() - 1, lines.size()))
            .flatMap(List::stream)
            .toList());
    Files.writeString(home.resolve("garbage.pem"), "no certificate\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "file:HOME/no.pem | HOME/no.pem is missing | put it there, or write file: and the path of another",
        "HOME/no.pem | HOME/no.pem is missing | put it there, or write file: and the path of another",
        "HOME/secrets/mail_ca | HOME/secrets/mail_ca is missing | put it there, or write file: and the path of another",
        "/run/no_secrets/mail_ca | /run/no_secrets/mail_ca is missing | put it there, or write file: and the path of another",
        "no.pem | WORK/no.pem is missing | put it there, or write file: and the path of another",
        "classpath:no.pem | classpath:no.pem is missing | put it there, or write file: and the path of another",
        "file:HOME/garbage.pem | HOME/garbage.pem holds no PEM certificate | copy the certificate again",
        "file:HOME/cut.pem | HOME/cut.pem holds a PEM certificate that is cut off or damaged | copy the certificate again",
        "file:HOME | HOME cannot be read | that the router's user may read",
        "'${NO_SUCH_CA}' | NO_SUCH_CA is not set anywhere | set this environment variable"
      })
  void aCertificateOfTheMailServerThatCannotBeReadIsToldWithItsFile(
      String certificate, String problem, String fix) throws IOException {
    assertThat(check(mail("pem.mail.truststore.certificate", certificate)))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place())
                  .contains("spring.ssl.bundle.pem.mail.truststore.certificate");
              assertThat(fault.problem()).isEqualTo(written(problem));
              assertThat(fault.fix()).contains(fix);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "extend.review.email.smtp.ssl-bundle",
        "extend.payload.ssl-bundle",
        "server.ssl.bundle",
        "management.server.ssl.bundle",
        "camel.component.http.ssl-bundle"
      })
  void eachSettingThatNamesABundleIsLookedAt(String key) throws IOException {
    assertThat(check(key + ": mial\nspring.ssl.bundle.pem.mail.truststore.certificate: x\n"))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).contains(key);
              assertThat(fault.problem()).isEqualTo("there is no SSL bundle mial");
              assertThat(fault.fix()).isEqualTo("did you mean mail?");
            });
  }

  @Test
  void aBundleThatTwoSettingsNameIsToldOnce() throws IOException {
    assertThat(
            check(
                "extend.payload.ssl-bundle: mail\n"
                    + mail("pem.mail.truststore.certificate", "file:no.pem")))
        .hasSize(1);
  }

  @Test
  void aBundleThatNobodyNamesIsLeftAlone() throws IOException {
    assertThat(
            check(
                "server.ssl: {enabled: false, bundle: mail}\n"
                    + "spring.ssl.bundle.pem.mail.truststore.certificate: file:no.pem\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{location: 'file:HOME/store.p12', password: wrong-of-nobody} | truststore.password | does not open HOME/store.p12 | write the password",
        "{location: 'file:HOME/store.p12'} | truststore.location | HOME/store.p12 shows no certificate | set spring.ssl.bundle.jks.mail.truststore.password",
        "{location: 'file:HOME/no.p12', password: of-nobody} | truststore.location | HOME/no.p12 is missing | put it there",
        "{location: 'file:HOME/ca.pem', password: of-nobody} | truststore.location | HOME/ca.pem cannot be read as a key store | PKCS12 or JKS"
      })
  void aKeyStoreThatCannotBeOpenedIsToldWithoutItsPassword(
      String store, String key, String problem, String fix) throws IOException {
    assertThat(check(mail("jks.mail.truststore", store)))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).contains("spring.ssl.bundle.jks.mail." + key);
              assertThat(fault.problem()).isEqualTo(written(problem));
              assertThat(fault.fix()).contains(fix);
              assertThat(fault.toString()).doesNotContain("of-nobody");
            });
  }

  @Test
  void aPrivateKeyThatStandsInThePlaceOfItsFileIsNotTold() throws IOException {
    assertThat(
            check(
                "server.ssl.bundle: web\nspring.ssl.bundle.pem.web.keystore:\n"
                    + written("  certificate: file:HOME/ca.pem\n")
                    + "  private-key: MIGHAgEAMBMGByqGSM49ofnobody\n"))
        .singleElement()
        .satisfies(fault -> assertThat(fault.toString()).doesNotContain("ofnobody"));
  }

  @Test
  void soundBundlesAreLeftAlone() throws IOException {
    assertThat(
            check(
                "extend.payload.ssl-bundle: theirCa\n"
                    + written("spring.ssl.bundle.pem.theirCa.truststore.certificate: HOME/ca.pem\n")
                    + mail(
                        "jks.mail.truststore",
                        "{location: 'file:HOME/store.p12', password: of-nobody}")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pem.mail.truststore.certificate | s3://bucket/ca.pem",
        "pem.mail.keystore | {certificate: 'file:HOME/ca.pem', private-key: 'vault:mail/key'}",
        "jks.mail.truststore | {location: 's3://bucket/store.p12', password: of-nobody}"
      })
  void anApplicationMayReadItsCertificatesFromAPlaceOfItsOwn(String bundle) throws IOException {
    String[] part = bundle.split(" \\| ");
    assertThat(check(APPLICATION + mail(part[0], part[1]))).isEmpty();
  }

  @Test
  void whatAnApplicationHasOnItsDiskIsLookedAtBesideIt() throws IOException {
    assertThat(
            check(
                APPLICATION
                    + mail(
                        "pem.mail",
                        "{keystore: {certificate: 'classpath:no.pem', private-key: 'vault:key'},"
                            + " truststore: {certificate: 's3://bucket/ca.pem'}}")))
        .singleElement()
        .satisfies(fault -> assertThat(fault.problem()).isEqualTo("classpath:no.pem is missing"));
  }

  @Test
  void theRouterItselfReadsFromNoSuchPlace() throws IOException {
    assertThat(check(mail("pem.mail.truststore.certificate", "s3://bucket/ca.pem"))).hasSize(1);
  }

  private static String mail(String key, String value) {
    return "extend.review.email.smtp.ssl-bundle: mail\nspring.ssl.bundle.%s: %s\n"
        .formatted(key, written(value));
  }

  private static String written(String text) {
    return text.replace("HOME", home.toString())
        .replace("WORK", Path.of("").toAbsolutePath().toString());
  }

  private static List<Fault> check(String yaml) throws IOException {
    StandardEnvironment environment = new StandardEnvironment();
    new YamlPropertySourceLoader()
        .load(
            "settings",
            new ByteArrayResource(
                (yaml.startsWith(APPLICATION) ? yaml : "extend.standalone: true\n" + yaml)
                    .getBytes(StandardCharsets.UTF_8)))
        .forEach(environment.getPropertySources()::addFirst);
    ConfigurationPropertySources.attach(environment);
    return new UnusableBundle()
        .faults(SettingsBinding.of(environment, List.of(), List.of()))
        .toList();
  }

  private static void keytool(String store, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        Stream.of(
                Stream.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()),
                Stream.of(arguments),
                Stream.of("-keystore", home + "/" + store, "-storepass", PASSWORD))
            .flatMap(words -> words)
            .toList();
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }
}
