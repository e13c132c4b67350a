package org.extendrouter.check.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.sources.UnquotedType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.mock.env.MockEnvironment;

class TypeNamesTest {

  private static final Set<String> ROUTED = Set.of("invoice", "receipt");

  @TempDir Path home;

  private final MockEnvironment environment = new MockEnvironment();

  @ParameterizedTest
  @CsvSource({
    "'type: invoce, threshold: 0.99', type",
    "'type: Bank Statement, branch: invoce', branch"
  })
  void aTypeCloseToAListedOneIsWarnedOf(String entry, String key) throws IOException {
    load("extend.types: [{type: invoice}, {type: memo}, {" + entry + "}]\n");

    assertThat(TypeNames.faults(environment, ROUTED)).isEmpty();
    assertThat(TypeNames.warnings(environment, ROUTED))
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.place()).isEqualTo(file() + " line 1, extend.types[2]." + key);
              assertThat(warning.problem()).contains("no route takes \"invoce\"");
              assertThat(warning.fix()).isEqualTo("did you mean invoice?");
            });
  }

  @Test
  void whatIsAFaultIsNotWarnedOfBesides() throws IOException {
    load("extend.types: [{type: invoce}]\n");

    assertThat(TypeNames.faults(environment, ROUTED)).hasSize(1);
    assertThat(TypeNames.warnings(environment, ROUTED)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"' '", "' cls_a'", "'cls_a '"})
  void anIdThatHasABlankAtAnEndIsRefused(String id) throws IOException {
    load("extend.types: [{type: invoice, ids: [cls_b, " + id + "]}, {type: receipt, ids: [5]}]\n");

    assertThat(TypeNames.faults(environment, ROUTED))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).contains("extend.types[0].ids[1]");
              assertThat(fault.problem()).contains("is no id");
            });
  }

  @Test
  void anIdThatAnEnvironmentDoesNotHaveIsNot() throws IOException {
    load("extend.types: [{type: invoice, ids: [cls_b, '${CLS_STAGING:}']}]\n");

    assertThat(TypeNames.faults(environment, ROUTED)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"invoice, '\"invoice \"'", "Rechnung \u00c4, Rechnung A\u0308"})
  void twoTypesThatLookTheSameAreWarnedOf(String one, String other) throws IOException {
    load(
        "extend.types: [{type: %s, branch: invoice}, {type: %s, branch: invoice}]\n"
            .formatted(one, other));

    assertThat(TypeNames.warnings(environment, ROUTED))
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.place()).contains("extend.types[1].type");
              assertThat(warning.problem()).contains("looks like the type of extend.types[0]");
            });
  }

  @ParameterizedTest
  @CsvSource({"po, so", "cv, dn", "w-2, w-9", "nda, nds"})
  void shortNamesAreNotCloseToEachOther(String listed, String routed) throws IOException {
    load(
        """
        extend.types: [{type: %1$s}]
        extend.review.email.recipients: [{type: %1$s, to: a@example.com}]
        """
            .formatted(listed));
    assertThat(TypeNames.faults(environment, Set.of(routed))).isEmpty();

    load("extend.types: [{type: %s}, {type: %s}]\n".formatted(listed, routed));
    assertThat(TypeNames.warnings(environment, Set.of(routed))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"PO, po", "leas, lease", "Nda, nda"})
  void aShortNameInOtherLettersIsTold(String listed, String routed) throws IOException {
    load("extend.types: [{type: %s}]\n".formatted(listed));

    assertThat(TypeNames.faults(environment, Set.of(routed))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"010, 8", "0x1F, 31", "1_000, 1000", "no, false", "1.50, 1.5"})
  void aTypeThatYamlReadsAsAnotherIsWarnedOf(String written, String read) throws IOException {
    load("extend:\n  types:\n    - type: " + written + " # ours\n");

    assertThat(UnquotedType.warnings(environment))
        .containsExactly(
            new Fault(
                file() + " line 3, extend.types[0].type",
                "YAML reads " + written + " as " + read,
                "put it in quotes: \"" + written + "\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'010'", "\"010\"", "10", "invoice", "true", "a010"})
  void othersAreNot(String written) throws IOException {
    load("extend.types: [{type: " + written + ", ids: [" + written + "]}]\n");

    assertThat(UnquotedType.warnings(environment)).isEmpty();
  }

  private Path file() {
    return home.resolve("application.yaml");
  }

  private void load(String yaml) throws IOException {
    new YamlPropertySourceLoader()
        .load("file", new FileSystemResource(Files.writeString(file(), yaml)))
        .forEach(environment.getPropertySources()::addLast);
    new YamlPropertySourceLoader()
        .load("defaults", new ClassPathResource("org/extendrouter/defaults.yaml"))
        .forEach(environment.getPropertySources()::addLast);
  }
}
