package org.extendrouter.check.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.keys.SettingsBinding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.FileSystemResource;
import org.springframework.mock.env.MockEnvironment;

class FilesOfSettingsTest {

  @TempDir Path home;

  private final MockEnvironment environment =
      new MockEnvironment().withProperty("extend.standalone", "true");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aplication.yaml",
        "Application.yaml",
        "applications.yml",
        "application.yaml.txt",
        "application.ymal",
        "config/aplication.yaml",
        "application.yaml.bak",
        "application.yml~",
        "application.yaml.orig",
        "application.yaml.save",
        "application.yaml.old",
        "application.yaml.swp",
        "application.yaml.rpmsave",
        "application.yaml.rpmnew",
        "config/application.yaml.bak"
      })
  void aMisspeltFileThatNobodyReadsIsTold(String name) throws IOException {
    Path file = write(name, "");

    assertThat(misnamed())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).isEqualTo(file.toString());
              assertThat(fault.problem()).startsWith("is not read");
              assertThat(fault.fix()).isEqualTo("did you mean application.yaml?");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application-prod.yaml",
        "application-prod.yaml.bak",
        "compose.yaml.bak",
        "application.xml",
        "compose.yaml",
        "application.yaml.example",
        "application-qa.yaml"
      })
  void otherFilesAreLeftAlone(String name) throws IOException {
    write(name, "");

    assertThat(misnamed()).isEmpty();
  }

  @Test
  void aMisspeltFileIsLeftAloneWhereSettingsAreReadFromAnother() throws IOException {
    write("aplication.yaml", "");
    environment.setProperty("spring.config.location", "file:aplication.yaml");
    assertThat(misnamed()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application.yaml", "application.yml", "config/application.yaml"})
  void soIsACopyOfOneThatIsThere(String name) throws IOException {
    write("application.yaml.bak", "");
    write(name, "");
    assertThat(misnamed()).isEmpty();
  }

  @Test
  void aCopyOfPropertiesIsToldAsSuch() throws IOException {
    write("application.properties.bak", "");
    assertThat(misnamed())
        .singleElement()
        .satisfies(
            fault -> assertThat(fault.fix()).isEqualTo("did you mean application.properties?"));
  }

  @Test
  void norWhereTheFileOfSettingsIsInTheOtherPlace() throws IOException {
    write("aplication.yaml", "");
    write("config/application.yml", "");
    assertThat(misnamed()).isEmpty();
  }

  @Test
  void aProfileThatNoSettingBelongsToIsWarnedOf() {
    environment.setActiveProfiles("prod");

    assertThat(profiles())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.place()).contains("spring.profiles.active");
              assertThat(warning.problem()).endsWith("the profile \"prod\"");
              assertThat(warning.fix()).contains("application-prod.yaml");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"application-prod.yaml", "config/application-prod.properties"})
  void aProfileWithAFileIsNot(String name) throws IOException {
    environment.setActiveProfiles("prod");
    write(name, "");

    assertThat(profiles()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"prod", "prod | test", "'!prod'", "[test, prod]"})
  void norIsOneThatADocumentAsksFor(String expression) throws IOException {
    environment.setActiveProfiles("prod");
    load("a: 1\n---\nspring.config.activate.on-profile: " + expression + "\nb: 1\n");

    assertThat(profiles()).isEmpty();
  }

  @Test
  void norIsAGroup() throws IOException {
    environment.setActiveProfiles("prod");
    load("spring.profiles.group.prod: []\n");
    assertThat(profiles()).isEmpty();
  }

  @Test
  void aDocumentOfAnotherProfileDoesNotCount() throws IOException {
    environment.setActiveProfiles("prod");
    load("a: 1\n---\nspring.config.activate.on-profile: production\nb: 1\n");
    assertThat(profiles()).hasSize(1);
  }

  private List<Fault> misnamed() {
    return new MisnamedFile(home)
        .faults(SettingsBinding.of(environment, List.of(), List.of()))
        .toList();
  }

  private List<Fault> profiles() {
    return UnknownProfile.warnings(environment, home);
  }

  private void load(String yaml) throws IOException {
    new YamlPropertySourceLoader()
        .load("file", new FileSystemResource(write("application.yaml", yaml)))
        .forEach(environment.getPropertySources()::addLast);
  }

  private Path write(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
