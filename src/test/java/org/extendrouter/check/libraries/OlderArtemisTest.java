package org.extendrouter.check.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OlderArtemisTest {

  @TempDir Path classes;

  @Test
  void theArtemisOfTheBuildIsTaken() {
    assertThat(OlderArtemis.fault(OlderArtemis.class.getClassLoader())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.40.0", "2.9.0"})
  void anOlderOneIsToldWithTheVersionToSet(String older) throws Exception {
    String needed = artemisOfThePom();

    assertThat(OlderArtemis.fault(withServer(older)))
        .hasValueSatisfying(
            fault ->
                assertThat(fault.toString())
                    .isEqualTo(
                        "artemis.version: artemis-server "
                            + older
                            + " is on the class path, with which events can be lost, and the router"
                            + " needs "
                            + needed
                            + ": set <artemis.version>"
                            + needed
                            + "</artemis.version> in the properties of your pom.xml; if Spring Boot is"
                            + " not its parent, import org.apache.activemq:artemis-bom:"
                            + needed
                            + " before spring-boot-dependencies"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.100.0", "3.0.0", "2.44.0.vendor-00001", "unknown"})
  void aNewerOneOrOneThatDoesNotTellIsTaken(String other) throws IOException {
    assertThat(OlderArtemis.fault(withServer(other))).isEmpty();
  }

  private ClassLoader withServer(String version) throws IOException {
    Path pom = classes.resolve("META-INF/maven/org.apache.activemq/artemis-server/pom.properties");
    Files.createDirectories(pom.getParent());
    Files.writeString(pom, "version=" + version + "\n");
    return new URLClassLoader(new URL[] {classes.toUri().toURL()}, null);
  }

  private static String artemisOfThePom() throws Exception {
    return XPathFactory.newInstance()
        .newXPath()
        .evaluate(
            "/project/properties/artemis.version",
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse("pom.xml"));
  }
}
