package org.extendrouter.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.extendrouter.check.routes.Findings;
import org.extendrouter.routes.RouteInventory;
import org.extendrouter.testrun.ClassPathOnce;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The route files of an installation, beside the router's own. */
abstract class RouteFiles {

  private static final RoutesCheck CHECK = new RoutesCheck();

  /** Which these are depends on no setting of a test. */
  private static final GenericApplicationContext OWN_BEANS =
      CheckCommand.ownBeans(standalone(Map.of()));

  @TempDir Path home;

  StandardEnvironment environment;
  Path routes;
  Path types;

  @BeforeEach
  void layOut() throws IOException {
    routes = home.resolve("routes");
    types = Files.createDirectories(routes.resolve("types"));
    environment =
        standalone(
            Map.of(
                "extend.data-dir", home.resolve("data").toString(),
                "extend.webhook.path", "/webhooks/extend",
                "extend.review.email.smtp.host", "localhost",
                "extend.review.email.smtp.port", "25"));
  }

  private static StandardEnvironment standalone(Map<String, Object> settings) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("settings", settings));
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("standalone", Map.of("extend.standalone", "true")));
    ConfigurationPropertySources.attach(environment);
    return environment;
  }

  void type(String name, String from, String... steps) throws IOException {
    file(name, route(name, from, steps));
  }

  static String route(String id, String from, String... steps) {
    return "- route:\n    id: %s\n    from:\n      uri: %s\n      steps:\n        %s\n"
        .formatted(id, from, String.join("\n        ", steps));
  }

  void settings(Map<String, Object> settings) {
    environment.getPropertySources().addFirst(new MapPropertySource("types", settings));
  }

  RouteInventory files() {
    return RouteInventory.find(
        "classpath:META-INF/extend/routes/*.camel.yaml,file:%s/*.camel.yaml,file:%s/*.camel.yaml"
            .formatted(routes, types));
  }

  Findings check() {
    return ClassPathOnce.during(
        classPath -> CHECK.of(files().inForce(), environment, OWN_BEANS.getBeanFactory()));
  }

  void file(String type, String text) throws IOException {
    Files.writeString(types.resolve(type + ".camel.yaml"), text);
  }
}
