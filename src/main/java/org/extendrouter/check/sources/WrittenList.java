package org.extendrouter.check.sources;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.extendrouter.check.installation.SettingPlaces;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.util.StringUtils;

/**
 * A list as one source has it.
 *
 * @param name its key
 * @param values its entries, or the one text that they stand in; at least one
 */
record WrittenList(ConfigurationPropertyName name, List<ConfigurationProperty> values) {

  private static final String TYPE = "type";

  /**
   * The list that a setting is a part of.
   *
   * @param setting the key
   * @return the key of the list; that of the setting if it is no entry
   */
  static ConfigurationPropertyName around(ConfigurationPropertyName setting) {
    return IntStream.range(0, setting.getNumberOfElements())
        .filter(setting::isNumericIndex)
        .mapToObj(setting::chop)
        .findFirst()
        .orElse(setting);
  }

  /**
   * What its entries are told by.
   *
   * @param filled fills in the placeholders of a value
   * @return the type that each is for, or the text that it is
   */
  Set<String> entries(UnaryOperator<String> filled) {
    Set<String> entries = new LinkedHashSet<>();
    values.stream()
        .flatMap(
            property -> {
              String text = filled.apply(String.valueOf(property.getValue()));
              return property.getName().equals(name)
                  ? Stream.of(StringUtils.commaDelimitedListToStringArray(text))
                  : Stream.of(text).filter(value -> isNameOfAnEntry(property.getName()));
            })
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .forEach(entries::add);
    return entries;
  }

  private boolean isNameOfAnEntry(ConfigurationPropertyName part) {
    ConfigurationPropertyName entry = part.chop(name.getNumberOfElements() + 1);
    return part.equals(entry) || part.equals(entry.append(TYPE));
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
