package org.extendrouter.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.PropertyPlaceholderHelper;

/**
 * {@code configuration.md}, the metadata that editors read and {@code defaults.yaml} in the jar say
 * the same. The metadata is made of the Javadoc of the settings' records, and of {@code
 * additional-spring-configuration-metadata.json} for the defaults.
 */
class ConfigurationReferenceTest {

  private static final Page PAGE = Page.named("configuration.md");
  private static final String NO_DEFAULT = "";

  private static final Map<String, String> KINDS =
      Map.of(
          "java.lang.String", "text",
          "java.lang.Boolean", "true or false",
          "java.lang.Integer", "number",
          "java.lang.Double", "number",
          "java.math.BigDecimal", "number",
          "java.nio.file.Path", "path",
          "java.time.Duration", "duration",
          "org.springframework.util.unit.DataSize", "size");

  @Test
  void theTableIsWhatTheMetadataSays() throws IOException {
    List<String> expected =
        metadata().stream()
            .map(
                property ->
                    "| `%s` | %s | %s | %s |"
                        .formatted(
                            property.path("name").asText(),
                            kind(property.path("type").asText()),
                            code(value(property.path("defaultValue"))),
                            property.path("description").asText()))
            .toList();
    assertThat(expected).hasSizeGreaterThan(30).noneMatch(row -> row.endsWith("|  |"));
    assertThat(PAGE.rows("key"))
        .as("the table of configuration.md; it should be\n%s\n", String.join("\n", expected))
        .map(cells -> "| " + String.join(" | ", cells) + " |")
        .containsExactlyElementsOf(expected);
  }

  @Test
  void theDefaultsAreThoseOfTheJar() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    metadata()
        .forEach(
            property ->
                documented.put(
                    property.path("name").asText(), value(property.path("defaultValue"))));
    Map<String, String> inForce = new TreeMap<>();
    documented.keySet().forEach(key -> inForce.put(key, NO_DEFAULT));
    inForce.putAll(defaults());
    assertThat(documented.entrySet())
        .as("keys and defaults: metadata, and defaults.yaml in the jar")
        .containsExactlyInAnyOrderElementsOf(inForce.entrySet());
  }

  /** Their metadata is that of the list; the keys of an entry are in a table of their own. */
  @Test
  void theEntriesOfListsAreListed() throws IOException {
    List<String> keys =
        metadata().stream()
            .filter(property -> property.path("type").asText().contains("<org.extendrouter"))
            .flatMap(
                property ->
                    components(property.path("type").asText())
                        .map(component -> property.path("name").asText() + "[]." + component))
            .toList();
    assertThat(PAGE.column("key of an entry")).containsExactlyInAnyOrderElementsOf(keys);
  }

  private static Stream<String> components(String list) {
    try {
      RecordComponent[] components =
          Class.forName(list.replaceAll(".*<(.*)>", "$1")).getRecordComponents();
      // An entry of one value is written as that value.
      return components == null || components.length == 1
          ? Stream.empty()
          : Arrays.stream(components).map(RecordComponent::getName);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<JsonNode> metadata() throws IOException {
    JsonNode all =
        new ObjectMapper()
            .readTree(
                new ClassPathResource("META-INF/spring-configuration-metadata.json")
                    .getInputStream());
    return StreamSupport.stream(all.path("properties").spliterator(), false)
        .filter(property -> property.path("name").asText().startsWith("extend."))
        .toList();
  }

  /** Those below {@code extend.}, where no variable of the environment is set. */
  private static Map<String, String> defaults() throws IOException {
    PropertyPlaceholderHelper helper = new PropertyPlaceholderHelper("${", "}", ":", null, true);
    EnumerablePropertySource<?> source =
        (EnumerablePropertySource<?>)
            new YamlPropertySourceLoader()
                .load("jar", new ClassPathResource("org/extendrouter/defaults.yaml"))
                .get(0);
    Map<String, String> defaults = new LinkedHashMap<>();
    for (String name : source.getPropertyNames()) {
      if (name.startsWith("extend.")) {
        Object value = Objects.requireNonNull(source.getProperty(name));
        String text =
            String.valueOf(
                value instanceof OriginTrackedValue tracked ? tracked.getValue() : value);
        defaults.merge(
            name.replaceAll("\\[\\d+]$", ""),
            helper.replacePlaceholders(text, variable -> null),
            (before, next) -> before + ", " + next);
      }
    }
    return defaults;
  }

  private static String value(JsonNode value) {
    return value.isArray()
        ? StreamSupport.stream(value.spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.joining(", "))
        : value.asText(NO_DEFAULT);
  }

  private static String code(String value) {
    return value.isEmpty() ? "" : "`" + value + "`";
  }

  private static String kind(String type) {
    if (KINDS.containsKey(type)) {
      return KINDS.get(type);
    }
    String single = type.replaceAll("^java\\.util\\.(List|Set)<(.*)>$", "$2");
    try {
      Object[] constants = Class.forName(single).getEnumConstants();
      String values =
          constants == null
              ? ""
              : Arrays.stream(constants)
                  .map(constant -> "`" + constant.toString().toLowerCase(Locale.ROOT) + "`")
                  .collect(Collectors.joining(", "));
      if (single.equals(type)) {
        return "one of " + values;
      }
      return values.isEmpty() ? "list" : "list of " + values;
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
