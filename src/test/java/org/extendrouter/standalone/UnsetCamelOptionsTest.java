package org.extendrouter.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;

class UnsetCamelOptionsTest {

  private static final String[] ALL =
      ImportCandidates.load(AutoConfiguration.class, UnsetCamelOptionsTest.class.getClassLoader())
          .getCandidates()
          .toArray(String[]::new);

  @Test
  void whatHandsOverNoSettingsIsLeftOut() {
    assertThat(leftOut("extend.standalone=true"))
        .hasSizeGreaterThan(40)
        .allMatch(name -> name.startsWith("org.apache.camel."))
        .anyMatch(name -> name.endsWith(".SedaComponentAutoConfiguration"))
        .anyMatch(name -> name.endsWith(".SimpleLanguageAutoConfiguration"))
        .anyMatch(name -> name.endsWith(".AwsVaultAutoConfiguration"))
        .noneMatch(name -> name.endsWith(".CamelAutoConfiguration"))
        .noneMatch(name -> name.endsWith(".SpringBootPlatformHttpAutoConfiguration"))
        .noneMatch(name -> name.endsWith(".CamelMetricsAutoConfiguration"));
  }

  @ParameterizedTest
  @CsvSource({
    "camel.component.seda.queue-size=7, org.apache.camel.component.",
    "camel.component.http.soTimeout=7, org.apache.camel.component.",
    "camel.language.simple.trim=false, org.apache.camel.language.",
    "camel.dataformat.mimeMultipart.headersInline=true, org.apache.camel.dataformat.",
    "camel.vault.aws.region=eu, org.apache.camel.spring.boot.vault.",
    "camel.cloud.enabled=true, org.apache.camel.spring.boot.cloud."
  })
  void aSettingKeepsAllOfItsKind(String setting, String kind) {
    assertThat(leftOut("extend.standalone=true", setting))
        .isNotEmpty()
        .noneMatch(name -> name.startsWith(kind));
  }

  @Test
  void aVariableOfTheEnvironmentIsASetting() {
    StandardEnvironment environment = new StandardEnvironment();
    TestPropertyValues.of("CAMEL_COMPONENT_SEDA_QUEUESIZE=7")
        .applyTo(environment, TestPropertyValues.Type.SYSTEM_ENVIRONMENT);

    assertThat(leftOut(environment, "extend.standalone=true"))
        .isNotEmpty()
        .noneMatch(name -> name.startsWith("org.apache.camel.component."));
  }

  @Test
  void nothingOfAnApplicationIsLeftOut() {
    assertThat(leftOut()).isEmpty();
  }

  private static List<String> leftOut(String... settings) {
    return leftOut(new StandardEnvironment(), settings);
  }

  private static List<String> leftOut(ConfigurableEnvironment environment, String... settings) {
    TestPropertyValues.of(settings).applyTo(environment);
    UnsetCamelOptions filter = new UnsetCamelOptions();
    filter.setEnvironment(environment);
    boolean[] wanted = filter.match(ALL, null);
    List<String> leftOut = new ArrayList<>();
    for (int i = 0; i < wanted.length; i++) {
      if (!wanted[i]) {
        leftOut.add(ALL[i]);
      }
    }
    return leftOut;
  }
}
