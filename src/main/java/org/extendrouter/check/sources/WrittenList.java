package org.extendrouter.check.sources;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.extendrouter.check.installation.SettingPlaces;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * A list of types as one source has it.
 *
 * @param name its key
 * @param values all that stands in it; at least one
 */
record WrittenList(ConfigurationPropertyName name, List<ConfigurationProperty> values) {

  private static final String TYPE = "type";

  /**
   * What it says.
   *
   * @param filled fills in the placeholders of a value
   * @return the types, and which other settings each has, for example {@code the threshold of
   *     invoice}
   */
  Set<String> entries(UnaryOperator<String> filled) {
    Map<ConfigurationPropertyName, String> types = new LinkedHashMap<>();
    for (ConfigurationProperty value : values) {
      ConfigurationPropertyName entry = entry(value);
      if (value.getName().equals(entry.append(TYPE))) {
        types.put(entry, filled.apply(String.valueOf(value.getValue())).strip());
      }
    }
    Set<String> said = new TreeSet<>(types.values());
    for (ConfigurationProperty value : values) {
      String type = types.get(entry(value));
      int depth = name.getNumberOfElements() + 1;
      if (type != null && value.getName().getNumberOfElements() > depth) {
        String key = value.getName().getElement(depth, Form.DASHED);
        if (!key.equals(TYPE)) {
          said.add("the %s of %s".formatted(key, type));
        }
      }
    }
    return said;
  }

  private ConfigurationPropertyName entry(ConfigurationProperty value) {
    return value.getName().chop(name.getNumberOfElements() + 1);
  }

  /**
   * Where it begins.
   *
   * @return its key, with the file and line, or the variable or argument
   */
  String place() {
    return SettingPlaces.place(name, first());
  }

  /**
   * What it stands in.
   *
   * @return the file, or the variable or argument
   */
  String source() {
    return SettingPlaces.file(first())
        .map(Path::toString)
        .orElseGet(() -> String.valueOf(SettingPlaces.origin(first())));
  }

  private ConfigurationProperty first() {
    return values.stream().min(Comparator.comparing(ConfigurationProperty::getName)).orElseThrow();
  }
}
