package org.extendrouter.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.extendrouter.check.settings.ConfigurationCheck;
import org.extendrouter.documentation.Page;
import org.extendrouter.routes.RouteInventory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;

/** What the documentation tells users to write is what the checks of the start let pass. */
class DocumentedSnippetsTest {

  private static final RoutesCheck CHECK = new RoutesCheck();

  @TempDir Path home;

  static List<String> settings() {
    return snippets().filter(yaml -> !isRoutes(yaml)).toList();
  }

  static List<String> routes() {
    return snippets().filter(DocumentedSnippetsTest::isRoutes).toList();
  }

  private static Stream<String> snippets() {
    return Page.all().stream().flatMap(page -> page.snippets("yaml").stream());
  }

  private static boolean isRoutes(String yaml) {
    return yaml.startsWith("- ");
  }

  @ParameterizedTest
  @MethodSource("settings")
  void settingsAreSound(String yaml) throws IOException {
    String installed = yaml.replace("file:ca.pem", "classpath:ca.pem");
    assertThat(ConfigurationCheck.faults(environment(installed))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("routes")
  void routesAreSound(String yaml) throws IOException {
    boolean whole = yaml.lines().anyMatch("- route:"::equals);
    String steps =
        """
        - route:
            id: accept-invoice
            from:
              uri: jms:extend.accept.invoice
              steps:
        """
            + yaml.indent(8);
    Path types = Files.createDirectories(home.resolve("types"));
    Files.writeString(types.resolve("some.camel.yaml"), whole ? yaml : steps);
    RouteInventory files =
        RouteInventory.find(
            "classpath:META-INF/extend/routes/*.camel.yaml,file:%s/*.camel.yaml".formatted(types));

    StandardEnvironment environment = environment("");
    try (GenericApplicationContext beans = CheckCommand.ownBeans(environment)) {
      assertThat(CHECK.of(files.inForce(), environment, beans.getBeanFactory()).faults()).isEmpty();
    }
  }

  /** A snippet that is fenced as another language would not be looked at. */
  @Test
  void thereAreSnippetsOfBothKinds() {
    assertThat(settings()).hasSizeGreaterThan(8);
    assertThat(routes()).hasSizeGreaterThan(3);
  }

  private StandardEnvironment environment(String yaml) throws IOException {
    StandardEnvironment environment = new StandardEnvironment();
    var sources = environment.getPropertySources();
    YamlPropertySourceLoader loader = new YamlPropertySourceLoader();
    loader.load("snippet", new ByteArrayResource(yaml.getBytes())).forEach(sources::addLast);
    sources.addLast(
        new MapPropertySource(
            "environment",
            Map.of(
                "EXTEND_SIGNING_SECRETS", "wss_x",
                "EXTEND_REVIEW_KEY", "0123456789abcdef0123456789abcdef",
                "SMTP_PASSWORD", "secret",
                "ARTEMIS_PASSWORD", "secret",
                "POD_IP", "10.0.0.5")));
    for (String file : List.of("process.yaml", "standalone.yaml", "defaults.yaml")) {
      loader
          .load(file, new ClassPathResource("org/extendrouter/" + file))
          .forEach(sources::addLast);
    }
    return environment;
  }
}
