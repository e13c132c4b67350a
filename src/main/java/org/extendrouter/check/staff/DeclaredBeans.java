package org.extendrouter.check.staff;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.routes.RouteFile;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The beans that route files declare.
 *
 * @param types the class of each by its name
 */
public record DeclaredBeans(Map<String, String> types) {

  private static final String BEANS = "beans";

  /** How a reference begins that names a class, and no bean. */
  private static final String CLASS = "#(?:class|type):";

  /**
   * Reads them.
   *
   * @param wiring the files
   * @return those of all files
   */
  public static DeclaredBeans of(Wiring wiring) {
    Map<String, String> types = new HashMap<>();
    wiring.places().files().values().stream()
        .filter(file -> file.content().contains(BEANS))
        .forEach(file -> add(file, types));
    return new DeclaredBeans(Map.copyOf(types));
  }

  /**
   * The class that a step refers to by an option.
   *
   * @param reference the name of a bean, or {@code #class:...}
   * @return its name; empty if no file says it
   */
  public String type(String reference) {
    String name = Objects.toString(reference, "").strip();
    String type = name.replaceFirst("^" + CLASS, "");
    return type.equals(name)
        ? types.getOrDefault(name.replaceFirst("^#(?:bean:)?", ""), "")
        : type.replaceFirst("[(#].*", "");
  }

  private static void add(RouteFile file, Map<String, String> types) {
    items(content(file))
        .flatMap(part -> items(part.get(BEANS)))
        .forEach(
            bean -> types.put(String.valueOf(bean.get("name")), String.valueOf(bean.get("type"))));
  }

  /** Nothing of a file that is not YAML, which is told for itself. */
  private static Object content(RouteFile file) {
    try {
      return new Load(LoadSettings.builder().setAllowNonScalarKeys(true).build())
          .loadFromString(file.content());
    } catch (YamlEngineException notYaml) {
      return List.of();
    }
  }

  private static Stream<Map<?, ?>> items(Object list) {
    return list instanceof List<?> items
        ? items.stream().filter(Map.class::isInstance).map(item -> (Map<?, ?>) item)
        : Stream.empty();
  }
}
