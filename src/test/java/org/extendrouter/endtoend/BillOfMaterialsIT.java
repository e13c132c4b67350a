package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

class BillOfMaterialsIT {

  private static final String LIBRARIES = "BOOT-INF/lib/";

  @Test
  void namesEveryLibraryInTheJar() throws Exception {
    try (JarFile jar = new JarFile("target/extend-camel-router.jar")) {
      JsonNode bill =
          new ObjectMapper()
              .readTree(jar.getInputStream(jar.getEntry("META-INF/sbom/application.cdx.json")));
      Set<String> billed = new TreeSet<>();
      for (JsonNode component : bill.path("components")) {
        billed.add(
            component.path("name").asText() + "-" + component.path("version").asText() + ".jar");
      }
      Set<String> shipped = new TreeSet<>();
      jar.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.startsWith(LIBRARIES) && name.endsWith(".jar"))
          .map(name -> name.substring(LIBRARIES.length()))
          .forEach(shipped::add);

      assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
      assertThat(shipped).isNotEmpty();
      assertThat(billed).containsAll(shipped);
    }
  }
}
