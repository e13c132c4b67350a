package org.extendrouter.check.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class UndertowLimitTest {

  private static final String LIMIT = "server.undertow.max-http-post-size";
  private static final String OURS = "extend.webhook.max-body-size";

  private final MockEnvironment environment = new MockEnvironment().withProperty(OURS, "5MB");

  @TempDir Path classes;

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "0B"})
  void anApplicationOnUndertowIsToldToRaiseItsOwnLimit(String unset) throws IOException {
    environment.setProperty(LIMIT, unset);

    assertThat(UndertowLimit.warnings(environment, with("io/undertow/Undertow.class")))
        .singleElement()
        .hasToString(
            LIMIT
                + ": is not set, and Undertow answers a larger body than its own 2MB with 500 before"
                + " the router sees it, which takes up to 5MB: set it to 5MB or more");
  }

  @Test
  void soIsOneThatHasSetLessThanTheRouterTakes() throws IOException {
    environment.setProperty(LIMIT, "4MB");

    assertThat(UndertowLimit.warnings(environment, with("io/undertow/Undertow.class")))
        .singleElement()
        .hasToString(
            LIMIT
                + ": is 4MB, and Undertow answers a larger body with 500 before the router sees it,"
                + " which takes up to 5MB: set it to 5MB or more");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5MB", "5242880", "1GB"})
  void enoughIsNotToldOf(String enough) throws IOException {
    environment.setProperty(LIMIT, enough);

    assertThat(UndertowLimit.warnings(environment, with("io/undertow/Undertow.class"))).isEmpty();
  }

  @Test
  void whatUndertowTakesByItselfIsEnoughForSmallerBodies() throws IOException {
    environment.setProperty(OURS, "2MB");

    assertThat(UndertowLimit.warnings(environment, with("io/undertow/Undertow.class"))).isEmpty();
  }

  /** Spring Boot takes them first. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "org/apache/catalina/startup/Tomcat.class",
        "org/eclipse/jetty/server/Server.class"
      })
  void anotherServerHasNoSuchLimit(String other) throws IOException {
    assertThat(UndertowLimit.warnings(environment, with(other))).isEmpty();
    assertThat(UndertowLimit.warnings(environment, with("io/undertow/Undertow.class", other)))
        .isEmpty();
  }

  private ClassLoader with(String... names) throws IOException {
    for (String name : names) {
      Files.createDirectories(classes.resolve(name).getParent());
      Files.writeString(classes.resolve(name), "");
    }
    return new URLClassLoader(new URL[] {classes.toUri().toURL()}, null);
  }
}
