package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

class BillOfMaterialsIT {

  @Test
  void knowsEveryLibraryInTheJarByItsBytes() throws Exception {
    assumeFalse(
        "offline=true".equals(System.getProperty("maven.session")),
        "mvn --offline makes no bill of materials");
    try (JarFile jar = new JarFile("target/extend-camel-router.jar")) {
      JsonNode bill =
          new ObjectMapper()
              .readTree(jar.getInputStream(jar.getEntry("META-INF/sbom/application.cdx.json")));
      Set<String> billed = new HashSet<>();
      for (JsonNode hash : bill.path("components").findValues("hashes")) {
        hash.findValues("content").forEach(content -> billed.add(content.asText()));
      }
      Set<String> missing = new TreeSet<>();
      for (JarEntry library : jar.stream().filter(BillOfMaterialsIT::isLibrary).toList()) {
        byte[] bytes = jar.getInputStream(library).readAllBytes();
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
        if (!billed.contains(HexFormat.of().formatHex(digest))) {
          missing.add(library.getName());
        }
      }

      assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
      assertThat(billed).isNotEmpty();
      assertThat(missing).isEmpty();
    }
  }

  private static boolean isLibrary(JarEntry entry) {
    return entry.getName().startsWith("BOOT-INF/lib/") && entry.getName().endsWith(".jar");
  }
}
