package org.extendrouter.check.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.extendrouter.check.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.Resource;

class SettingFilesTest {

  @TempDir Path home;

  private final List<Fault> faults = new ArrayList<>();
  private final SettingFiles files = new SettingFiles(faults::add);

  @ParameterizedTest
  @ValueSource(
      strings = {"- extend:\n    default-threshold: 0.99\n", "extend\n", "a: 1\n---\n- b\n"})
  void aFileWithoutSettingsIsTold(String yaml) throws IOException {
    read(yaml);

    assertThat(faults)
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).isEqualTo(home.resolve("application.yaml").toString());
              assertThat(fault.problem()).startsWith("is a list or a text");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "extend:\n", "---\na: 1\n---\n", "document: 1\n"})
  void othersAreNot(String yaml) throws IOException {
    read(yaml);

    assertThat(faults).isEmpty();
  }

  @Test
  void norIsOneInAnotherEncodingThatSpringBootReads() throws IOException {
    read("\uFEFFextend:\n", StandardCharsets.UTF_16BE);

    assertThat(faults).isEmpty();
  }

  @Test
  void aFileInAnotherEncodingIsToldWithItsLineAndWhatToDo() throws IOException {
    read("extend:\n  data-dir: /srv/caf\u00e9\n", StandardCharsets.ISO_8859_1);

    assertThat(faults)
        .containsExactly(
            new Fault(
                home.resolve("application.yaml") + " line 2",
                "cannot be read (not a text in UTF-8)",
                "save it in UTF-8"));
  }

  @Test
  void aKeyThatStandsTwiceIsToldWithItsLineAndWhatToDo() throws IOException {
    read("extend:\n  data-dir: a\nserver.port: 0\nextend:\n  default-threshold: 0.9\n");

    assertThat(faults)
        .containsExactly(
            new Fault(
                home.resolve("application.yaml") + " line 4 column 1",
                "\"extend\" stands twice in one place",
                "keep one of them, with all that is below both"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: *Secr3tSecr3t",
        "a: !Secr3tSecr3t",
        "a: !Secr3tSecr3t x",
        "a: !!Secr3tSecr3t x",
        "a: !Secr3t!Secr3t x",
        "a: !<Secr3tSecr3t> x",
        "a: &Secr3tSecr3t",
        "a: &Secr3t &Secr3t",
        "a: &Secr3t%Secr3t",
        "a: *Secr3t%Secr3t",
        "a: @Secr3tSecr3t",
        "a: %Secr3tSecr3t",
        "a: `Secr3tSecr3t",
        "a: |Secr3tSecr3t",
        "a: >Secr3tSecr3t",
        "a: ]Secr3tSecr3t",
        "a: {Secr3tSecr3t",
        "a: [Secr3tSecr3t",
        "a: 'Secr3tSecr3t",
        "a: \"Secr3tSecr3t",
        "a: \"Secr3t\"Secr3t",
        "a: 'Secr3t'Secr3t",
        "a: \"\\Secr3tSecr3t\"",
        "a: Secr3t: Secr3t",
        "a: \u0007Secr3t",
        "a: ?Secr3t: - Secr3t",
        "a: -Secr3t\n b: Secr3t"
      })
  void aFaultOfYamlTellsNothingOfAValue(String yaml) throws IOException {
    read(yaml);

    assertThat(faults).noneSatisfy(fault -> assertThat(fault.toString()).contains("Secr3t"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: *Secr3tSecr3t", "a: !Secr3tSecr3t"})
  void aValueThatIsSomethingElseInYamlIsToBeQuoted(String yaml) throws IOException {
    read(yaml);

    assertThat(faults)
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).contains(" line 1 column 4");
              assertThat(fault.fix()).contains("quote it");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"application.yaml", "application.yml", "application.properties"})
  void aLinkThatLeadsNowhereIsNoFileThatIsNotThere(String name) throws IOException {
    Path file = Files.createSymbolicLink(home.resolve(name), Path.of("..data").resolve(name));

    assertThat(isFound(file)).isTrue();
    assertThat(faults)
        .singleElement()
        .hasToString(
            file
                + ": cannot be read (NoSuchFileException): make it a file that the router's user may"
                + " read");
  }

  @Test
  void norIsADirectoryThatNobodyMayEnter() throws IOException {
    Path directory = Files.createSymbolicLink(home.resolve("config"), Path.of("gone"));

    assertThat(isFound(directory.resolve("application.yaml"))).isTrue();
    assertThat(isFound(directory.resolve("application.properties"))).isTrue();
    assertThat(faults)
        .singleElement()
        .hasToString(
            directory
                + ": cannot be entered, so that no settings in it are read: make it a directory that"
                + " the router's user may enter, or remove it");
  }

  @Test
  void aFileThatIsNotThereIsNone() throws IOException {
    Files.createFile(home.resolve("config"));

    assertThat(isFound(home.resolve("application.yaml"))).isFalse();
    assertThat(isFound(home.resolve("config/application.yaml"))).isFalse();
    assertThat(isFound(home.resolve("gone/application.properties"))).isFalse();
    assertThat(faults).isEmpty();
  }

  /** As Spring Boot looks for it, and reads what is there. */
  private boolean isFound(Path file) throws IOException {
    Resource resource = files.getResource(file.toUri().toString());
    if (resource.exists()) {
      resource.getInputStream().close();
    }
    return resource.exists();
  }

  private void read(String yaml) throws IOException {
    read(yaml, StandardCharsets.UTF_8);
  }

  private void read(String yaml, Charset encoding) throws IOException {
    Path file = Files.writeString(home.resolve("application.yaml"), yaml, encoding);
    new SettingFiles(faults::add).getResource(file.toUri().toString()).getInputStream().close();
  }
}
