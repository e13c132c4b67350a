package org.extendrouter.check.components;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.util.ClassUtils;

/**
 * What the Spring Boot starters on the class path read, as each tells in its metadata.
 *
 * @param types the classes that the settings below a key are bound to
 */
record StarterSettings(Map<ConfigurationPropertyName, Set<Class<?>>> types) {

  private static final String METADATA = "META-INF/spring-configuration-metadata.json";

  /**
   * Reads the metadata of all jars.
   *
   * @param root what the keys begin with
   * @return what is read below it
   */
  static StarterSettings below(ConfigurationPropertyName root) {
    Map<ConfigurationPropertyName, Set<Class<?>>> types = new LinkedHashMap<>();
    try {
      for (URL metadata :
          Collections.list(ClassUtils.getDefaultClassLoader().getResources(METADATA))) {
        for (JsonNode group : groups(metadata)) {
          add(group, root, types);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new StarterSettings(types);
  }

  /** They come first; there may be thousands of properties after them. */
  private static JsonNode groups(URL metadata) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    try (InputStream text = metadata.openStream();
        JsonParser parser = mapper.createParser(text)) {
      parser.nextToken();
      for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
        parser.nextToken();
        if (field.equals("groups")) {
          return mapper.readTree(parser);
        }
        parser.skipChildren();
      }
      return mapper.createArrayNode();
    }
  }

  private static void add(
      JsonNode group,
      ConfigurationPropertyName root,
      Map<ConfigurationPropertyName, Set<Class<?>>> types) {
    String name = group.path("name").asText();
    if (!ConfigurationPropertyName.isValid(name)
        || !root.isAncestorOf(ConfigurationPropertyName.of(name))) {
      return;
    }
    Set<Class<?>> found =
        types.computeIfAbsent(ConfigurationPropertyName.of(name), unknown -> new LinkedHashSet<>());
    type(group.path("type").asText()).filter(type -> isBoundTo(type, name)).ifPresent(found::add);
  }

  /** A starter may be there without the library that its class needs. */
  private static Optional<Class<?>> type(String name) {
    try {
      return Optional.of(ClassUtils.forName(name, null));
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }

  private static boolean isBoundTo(Class<?> type, String name) {
    ConfigurationProperties bound = type.getAnnotation(ConfigurationProperties.class);
    return bound != null && (bound.prefix().equals(name) || bound.value().equals(name));
  }

  /**
   * The classes that the settings below a key are bound to.
   *
   * @param name the key, for example {@code camel.component.file}
   * @return the classes; empty if nobody reads them
   */
  Optional<List<Class<?>>> of(ConfigurationPropertyName name) {
    return Optional.ofNullable(types.get(name)).map(List::copyOf);
  }

  /**
   * The names of those that have settings.
   *
   * @param kind what they are, for example {@code camel.component}
   * @return the last word of each
   */
  List<String> names(ConfigurationPropertyName kind) {
    return types.keySet().stream()
        .filter(kind::isParentOf)
        .map(name -> name.getLastElement(Form.DASHED))
        .toList();
  }
}
