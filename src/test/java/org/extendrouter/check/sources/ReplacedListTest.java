package org.extendrouter.check.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.extendrouter.check.fault.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

/** Each source that is added wins over those before it. */
class ReplacedListTest {

  private static final String INVOICE =
      "extend:\n  types:\n    - type: invoice\n      threshold: 0.90\n";

  @TempDir Path home;

  private final ConfigurableEnvironment environment = new StandardEnvironment();

  @BeforeEach
  void withTheRoutersOwnDefaults() throws IOException {
    environment.getPropertySources().remove("systemEnvironment");
    environment.getPropertySources().remove("systemProperties");
    load(new ClassPathResource("org/extendrouter/defaults.yaml"));
  }

  @Test
  void theTypesOfTheFileThatAProfileReplacesAreTold() throws IOException {
    Path file = file("application.yaml", INVOICE);
    Path profile = file("application-prod.yaml", "extend.types:\n- type: receipt\n");

    assertThat(warnings())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.place()).isEqualTo(profile + " line 2, extend.types");
              assertThat(warning.problem())
                  .isEqualTo(
                      "replaces the list of "
                          + file
                          + " as a whole: it drops invoice, the threshold of invoice");
              assertThat(warning.fix())
                  .isEqualTo("repeat them there, or keep the list in one place");
            });
  }

  @Test
  void soAreThoseThatVariablesReplace() throws IOException {
    file("application.yaml", INVOICE);
    variables(Map.of("EXTEND_TYPES_0_TYPE", "receipt", "EXTEND_TYPES_0_THRESHOLD", "0.99"));

    assertThat(warnings())
        .singleElement()
        .satisfies(
            warning ->
                assertThat(warning.toString())
                    .startsWith("extend.types (")
                    .contains("EXTEND_TYPES_0_T", "it drops invoice"));
  }

  @Test
  void soAreThoseThatAnArgumentReplaces() throws IOException {
    file("application.yaml", INVOICE);
    arguments("--extend.types[0].type=receipt");

    assertThat(warnings())
        .singleElement()
        .satisfies(warning -> assertThat(warning.place()).contains("commandLineArgs"));
  }

  @Test
  void ofThreeListsTheFirstReplacesBothOthers() throws IOException {
    file("application.yaml", INVOICE);
    file("application-prod.yaml", "extend.types: [{type: receipt}, {type: order}]\n");
    arguments("--extend.types[0].type=receipt");

    assertThat(warnings())
        .extracting(Fault::problem)
        .satisfiesExactlyInAnyOrder(
            problem -> assertThat(problem).contains("application.yaml", "it drops invoice"),
            problem -> assertThat(problem).contains("application-prod.yaml", "it drops order"));
  }

  @Test
  void aListThatRepeatsWhatItReplacesIsNotTold() throws IOException {
    file("application.yaml", INVOICE);
    file(
        "application-prod.yaml",
        "extend.types: [{type: receipt}, {type: invoice, threshold: 0.8}]\n");

    assertThat(warnings()).isEmpty();
  }

  @Test
  void aTypeThatLosesItsThresholdIsTold() throws IOException {
    file("application.yaml", INVOICE);
    arguments("--extend.types[0].type=invoice", "--extend.types[0].branch=bills");

    assertThat(warnings())
        .singleElement()
        .satisfies(
            warning ->
                assertThat(warning.problem()).endsWith(": it drops the threshold of invoice"));
  }

  @Test
  void aListOfTextsMayBeReplacedOnPurpose() throws IOException {
    file("application.yaml", "extend.review.email.to: [a@example.com, b@example.com]\n");
    variables(Map.of("EXTEND_REVIEW_EMAIL_TO", "test@example.com"));

    assertThat(warnings()).isEmpty();
  }

  @Test
  void soAreRecipientsByTheirType() throws IOException {
    file(
        "application.yaml",
        "extend.review.email.recipients: [{type: invoice, to: [a@example.com]}]\n");
    file(
        "application-prod.yaml",
        "extend.review.email.recipients: [{type: receipt, to: [a@example.com]}]\n");

    assertThat(warnings())
        .singleElement()
        .satisfies(warning -> assertThat(warning.problem()).contains("it drops invoice"));
  }

  @Test
  void aListThatIsEmptyReplacesOneToo() throws IOException {
    file("application.yaml", INVOICE);
    file("application-prod.yaml", "extend.types: []\n");
    assertThat(warnings()).hasSize(1);
  }

  @Test
  void theRoutersOwnDefaultsMayBeReplaced() throws IOException {
    file("application.yaml", "extend.payload.hosts: [files.example.com]\n");
    assertThat(warnings()).isEmpty();
  }

  @Test
  void aSettingThatIsNoListMayBeReplaced() throws IOException {
    file("application.yaml", "extend.data-dir: data\n");
    arguments("--extend.data-dir=other");
    assertThat(warnings()).isEmpty();
  }

  @Test
  void noSecretIsToldThatAVariableReplaces() throws IOException {
    file("application.yaml", "extend.webhook.signing-secrets: [wss_old]\n");
    variables(Map.of("EXTEND_WEBHOOK_SIGNINGSECRETS", "wss_new"));
    assertThat(warnings()).isEmpty();
  }

  @Test
  void aServiceOfKubernetesIsNoList() throws IOException {
    file("application.yaml", INVOICE);
    variables(Map.of("EXTEND_TYPES_SERVICE_HOST", "10.0.0.1"));
    assertThat(warnings()).isEmpty();
  }

  private List<Fault> warnings() {
    return ReplacedList.warnings(environment);
  }

  private Path file(String name, String yaml) throws IOException {
    Path file = Files.writeString(home.resolve(name), yaml);
    load(new FileSystemResource(file));
    return file;
  }

  private void load(Resource yaml) throws IOException {
    new YamlPropertySourceLoader()
        .load(yaml.getFilename(), yaml)
        .forEach(environment.getPropertySources()::addFirst);
  }

  private void variables(Map<String, Object> variables) {
    environment
        .getPropertySources()
        .addFirst(new SystemEnvironmentPropertySource("systemEnvironment", variables));
  }

  private void arguments(String... arguments) {
    environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
  }
}
