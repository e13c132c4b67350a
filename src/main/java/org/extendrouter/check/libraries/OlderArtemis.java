package org.extendrouter.check.libraries;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;

/**
 * An Artemis that is older than the one that the router is built with. An application gets it from
 * Spring Boot's own list of versions.
 */
public final class OlderArtemis {

  /** What the embedded broker is made of. */
  private static final List<String> LIBRARIES =
      List.of("artemis-server", "artemis-journal", "artemis-core-client", "artemis-commons");

  private static final String KEY = "artemis.version";

  private OlderArtemis() {}

  /**
   * Looks at the libraries on a class path.
   *
   * @param classPath what loads the classes of Artemis
   * @return the first that is too old; empty if none is, or if they do not tell their versions
   */
  public static Optional<Fault> fault(ClassLoader classPath) {
    String needed = needed();
    return LIBRARIES.stream().flatMap(name -> fault(classPath, name, needed).stream()).findFirst();
  }

  private static Optional<Fault> fault(ClassLoader classPath, String name, String needed) {
    return found(classPath, name)
        .filter(version -> Version.parse(version).compareTo(Version.parse(needed)) < 0)
        .map(
            version ->
                new Fault(
                    KEY,
                    "%s %s is on the class path, with which events can be lost, and the router needs %s"
                        .formatted(name, version, needed),
                    ("set <artemis.version>%1$s</artemis.version> in the properties of your pom.xml;"
                            + " if Spring Boot is not its parent, import"
                            + " org.apache.activemq:artemis-bom:%1$s before spring-boot-dependencies")
                        .formatted(needed)));
  }

  /** Read without a class of Artemis, since to load one of another version may fail. */
  private static Optional<String> found(ClassLoader classPath, String name) {
    InputStream pom =
        classPath.getResourceAsStream(
            "META-INF/maven/org.apache.activemq/%s/pom.properties".formatted(name));
    return Stream.ofNullable(pom)
        .map(OlderArtemis::read)
        .flatMap(properties -> Stream.ofNullable(properties.getProperty("version")))
        .filter(version -> version.matches("\\d.*"))
        .findFirst();
  }

  private static String needed() {
    return read(OlderArtemis.class.getResourceAsStream("needed.properties")).getProperty(KEY);
  }

  private static Properties read(InputStream source) {
    try (source) {
      Properties properties = new Properties();
      properties.load(source);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the version of a library", e);
    }
  }
}
