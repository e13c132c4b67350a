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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

/** Secrets that are files, as {@code spring.config.import: configtree:/run/secrets/} reads them. */
class UnreadFileTest {

  private static final String VALUE = "of-nobody";

  @TempDir Path secrets;

  private final ConfigurableEnvironment environment = new StandardEnvironment();

  @BeforeEach
  void withTheRoutersOwnDefaults() throws IOException {
    new YamlPropertySourceLoader()
        .load("defaults", new ClassPathResource("org/extendrouter/defaults.yaml"))
        .forEach(environment.getPropertySources()::addLast);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EXTEND_REVIEW_CHANNEL      | did you mean EXTEND_REVIEW_CHANNELS?",
        "EXTEND_APIKEY              | did you mean extend.api.key?",
        "EXTEND_API_KEY             | name it extend.api.key",
        "EXTEND_SIGNING_SECRET      | did you mean EXTEND_SIGNING_SECRETS?",
        "EXTEND_REDELIVERY_MAXDELAY | name it extend.redelivery.max-delay",
        "extend_redelivery_maxdelay | name it extend.redelivery.max-delay",
        "EXTEND_REDELIVERY_MAXDELAI | did you mean extend.redelivery.max-delay?",
        "EXTEND_TENANT | name it as the key, such as extend.default-threshold, read it in application.yaml as ${EXTEND_TENANT}, or remove it"
      })
  void aFileWithTheNameOfAVariableThatNobodyReadsIsTold(String name, String fix)
      throws IOException {
    assertThat(warnings(name))
        .containsExactly(
            new Fault(
                secrets.resolve(name).toString(),
                "no setting is read from a file of this name",
                fix));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EXTEND_SIGNING_SECRETS",
        "EXTEND_DATA_DIR",
        "extend.redelivery.max-delay",
        "LEDGER_PASSWORD"
      })
  void oneThatIsReadIsNot(String name) throws IOException {
    assertThat(warnings(name)).isEmpty();
  }

  @Test
  void norIsOneThatStaffReadInASettingOrARoute() throws IOException {
    Path types = Files.createDirectories(secrets.resolve("..routes/types"));
    Files.writeString(types.resolve("a.camel.yaml"), "uri: 'http://{{EXTEND_PARTNER}}'\n");
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "settings",
                Map.of(
                    "extend.routes",
                    "file:" + types + "/*.camel.yaml",
                    "extend.payload.hosts",
                    "${EXTEND_PAYLOAD_HOST}")));

    assertThat(warnings("EXTEND_PARTNER")).isEmpty();
    assertThat(warnings("EXTEND_PAYLOAD_HOST")).isEmpty();
  }

  private List<Fault> warnings(String name) throws IOException {
    Files.writeString(secrets.resolve(name), VALUE);
    environment.getPropertySources().addFirst(new ConfigTreePropertySource("secrets", secrets));
    return UnreadFile.warnings(environment);
  }
}
