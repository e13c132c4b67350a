package org.extendrouter.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.freemarker.FreeMarkerAutoConfiguration;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.mock.env.MockEnvironment;

class FreeMarkerOfTheApplicationTest {

  private static final String OTHER = "com.example.OtherAutoConfiguration";

  private final MockEnvironment settings = new MockEnvironment();

  @TempDir private Path classPath;

  @Test
  void isNotConfiguredBecauseTheRouterBringsIt() throws IOException {
    Files.createDirectory(classPath.resolve("templates"));
    Files.createFile(classPath.resolve("templates/orders.html"));

    assertThat(configured()).containsExactly(OTHER);
  }

  @Test
  void isConfiguredForTemplatesOfTheApplication() throws IOException {
    Files.createDirectories(classPath.resolve("templates/orders"));
    Files.createFile(classPath.resolve("templates/orders/list.ftlh"));

    assertThat(configured()).containsExactly(FreeMarkerAutoConfiguration.class.getName(), OTHER);
  }

  @Test
  void isConfiguredIfASettingAsksForIt() throws IOException {
    settings.setProperty("spring.freemarker.template-loader-path", "file:templates/");

    assertThat(configured()).containsExactly(FreeMarkerAutoConfiguration.class.getName(), OTHER);
  }

  private List<String> configured() throws IOException {
    assertThat(
            SpringFactoriesLoader.forDefaultResourceLocation()
                .load(AutoConfigurationImportFilter.class))
        .as("what Spring Boot asks")
        .hasAtLeastOneElementOfType(OfTheApplication.class);
    OfTheApplication filter = new OfTheApplication();
    filter.setEnvironment(settings);
    try (URLClassLoader application =
        new URLClassLoader(new URL[] {classPath.toUri().toURL()}, null)) {
      filter.setResourceLoader(new DefaultResourceLoader(application));
      String[] classes = {FreeMarkerAutoConfiguration.class.getName(), OTHER};
      boolean[] matches = filter.match(classes, null);
      return IntStream.range(0, classes.length)
          .filter(i -> matches[i])
          .mapToObj(i -> classes[i])
          .toList();
    }
  }
}
