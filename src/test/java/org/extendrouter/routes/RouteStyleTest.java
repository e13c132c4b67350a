package org.extendrouter.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** How the shipped route files are written, so that Kaoto opens them and people find their way. */
class RouteStyleTest {

  static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(Path.of("routes"))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyRouteHasAnIdAndADescriptionAndNoEndpointALongQuery(Path file) throws IOException {
    assertThat(file.getFileName().toString()).endsWith(".camel.yaml");
    List<Map<String, Object>> elements = new Yaml().load(Files.readString(file));

    assertThat(elements)
        .isNotEmpty()
        .allSatisfy(
            element -> {
              if (element.get("route") instanceof Map<?, ?> route) {
                assertThat(route.get("id")).isInstanceOf(String.class);
                assertThat(route.get("description")).isInstanceOf(String.class);
              } else {
                assertThat(element).containsKey("routeConfiguration");
              }
            });
    assertThat(Files.readAllLines(file))
        .filteredOn(line -> line.strip().startsWith("uri:"))
        .noneMatch(line -> line.contains("?"));
  }
}
