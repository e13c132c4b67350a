package org.extendrouter.check.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.extendrouter.check.fault.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;

class MisspeltVariableTest {

  private static final String VALUE = "of-nobody";

  @TempDir Path home;

  private final ConfigurableEnvironment environment = new StandardEnvironment();
  private final Map<String, Object> variables = new TreeMap<>();

  @BeforeEach
  void withTheRoutersOwnDefaults() throws IOException {
    environment.getPropertySources().remove("systemProperties");
    environment
        .getPropertySources()
        .replace(
            "systemEnvironment",
            new SystemEnvironmentPropertySource("systemEnvironment", variables));
    new YamlPropertySourceLoader()
        .load("defaults", new ClassPathResource("org/extendrouter/defaults.yaml"))
        .forEach(environment.getPropertySources()::addLast);
  }

  @ParameterizedTest
  @CsvSource({
    "EXTEND_DEFAULT_TRESHOLD, EXTEND_DEFAULT_THRESHOLD",
    "EXTEND_DEFAULTTRESHOLD, EXTEND_DEFAULTTHRESHOLD",
    "EXTEND_REVIEW_CHANNEL, EXTEND_REVIEW_CHANNELS",
    "EXTEND_PAYLOAD_HOST, EXTEND_PAYLOAD_HOSTS",
    "EXTEND_REDELIVERY_MAX_DELAI, EXTEND_REDELIVERY_MAX_DELAY",
    "EXTEND_RE_DELIVERY_MAXDELAY, EXTEND_REDELIVERY_MAXDELAY",
    "EXTEND_TYPES_3_TRESHOLD, EXTEND_TYPES_3_THRESHOLD",
    "extend_default_treshold, EXTEND_DEFAULT_THRESHOLD",
    "EXTEND_SIGNING_SECRET, EXTEND_SIGNING_SECRETS",
    "EXTEND_APIKEY, EXTEND_API_KEY"
  })
  void aVariableThatIsCloseToOneOfTheRoutersIsToldWithoutItsValue(String written, String meant) {
    variables.put(written, VALUE);

    assertThat(warnings())
        .singleElement()
        .hasToString(written + ": no such setting: did you mean " + meant + "?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EXTEND_TYPES_INVOICE_THRESHOLD",
        "EXTEND_TYPES_BANK_STATEMENT_THRESHOLD",
        "extend_types_invoice_threshold",
        "EXTEND_TYPES_INVOICE_BRANCH",
        "EXTEND_TYPES_INVOICE_IDS_0"
      })
  void aSettingOfATypeByItsNameIsTold(String name) {
    variables.put(name, VALUE);

    assertThat(warnings())
        .singleElement()
        .hasToString(
            name
                + ": no such setting, as types are a list: set it in application.yaml, at the type in extend.types");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EXTEND_DEFAULT_THRESHOLD",
        "EXTEND_DEFAULTTHRESHOLD",
        "EXTEND_REVIEW_EMAIL_REPLY_TO",
        "EXTEND_REVIEW_EMAIL_REPLYTO_0",
        "EXTEND_PAYLOAD_HOSTS_7",
        "EXTEND_TYPES_3_THRESHOLD",
        "EXTEND_SIGNING_SECRETS",
        "EXTEND_API_KEY"
      })
  void aVariableThatIsReadIsNotTold(String name) {
    variables.put(name, VALUE);
    assertThat(warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EXTEND_TENANT",
        "EXTEND_ROUTER",
        "EXTEND_ROUTE",
        "EXTEND_API_TOKEN_OF_OUR_SCRIPT",
        "EXTEND_WORKSPACE_ID",
        "EXTEND_TYPES_OF_OUR_SCRIPT",
        "REVIEW_CHANNEL"
      })
  void norIsOneOfAnotherProgram(String name) {
    variables.put(name, VALUE);
    assertThat(warnings()).isEmpty();
  }

  /** A service {@code extend-review-email-smtps}. */
  @Test
  void norAreThoseThatKubernetesSetsForAService() {
    String service = "EXTEND_REVIEW_EMAIL_SMTPS_";
    variables.put(service + "SERVICE_HOST", "10.0.0.1");
    variables.put(service + "SERVICE_PORT", "25");
    variables.put(service + "SERVICE_PORT_SMTP", "25");
    variables.put(service + "PORT", "tcp://10.0.0.1:25");
    variables.put(service + "PORT_25_TCP", "tcp://10.0.0.1:25");
    variables.put(service + "PORT_25_TCP_ADDR", "10.0.0.1");

    assertThat(warnings()).isEmpty();
  }

  @Test
  void norAreThoseOfTheStartScript() throws IOException {
    Pattern.compile("EXTEND_\\w+")
        .matcher(Files.readString(Path.of("src/dist/bin/extend-camel-router")))
        .results()
        .forEach(found -> variables.put(found.group(), VALUE));

    assertThat(variables).containsKeys("EXTEND_HOME", "EXTEND_CACHE_DIR");
    assertThat(warnings()).isEmpty();
  }

  @Test
  void norIsOneThatStaffReadInASetting() {
    variables.put("EXTEND_PAYLOAD_HOST", VALUE);
    set("extend.payload.hosts", "${EXTEND_PAYLOAD_HOST}");
    assertThat(warnings()).isEmpty();
  }

  @Test
  void norIsOneThatARouteReads() throws IOException {
    variables.put("EXTEND_PAYLOAD_HOST", VALUE);
    Path types = Files.createDirectories(home.resolve("types"));
    Files.writeString(types.resolve("a.camel.yaml"), "uri: 'http://{{env:EXTEND_PAYLOAD_HOST}}'\n");
    set("extend.routes", "file:" + types + "/*.camel.yaml");

    assertThat(warnings()).isEmpty();
  }

  private List<Fault> warnings() {
    return MisspeltVariable.warnings(environment);
  }

  private void set(String key, String value) {
    environment.getPropertySources().addFirst(new MapPropertySource(key, Map.of(key, value)));
  }
}
