package org.extendrouter.check.sources;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.installation.SettingPlaces;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.Environment;

/** A name or id of a type that YAML takes for a number or a truth value and changes. */
public final class UnquotedType {

  private static final Pattern NAME =
      Pattern.compile("extend\\.types\\[\\d+]\\.(type|branch|ids(\\[\\d+])?)");

  private static final Pattern AFTER_VALUE = Pattern.compile("\\s#.*|[,\\]}].*|\\s+$");

  private UnquotedType() {}

  /**
   * Looks at the text of the files.
   *
   * @param environment the settings
   * @return a warning for each; none for what is in no file
   */
  public static List<Fault> warnings(Environment environment) {
    return new SettingPlaces(environment)
        .written(name -> NAME.matcher(name.toString()).matches())
        .filter(property -> !(property.getValue() instanceof CharSequence))
        .flatMap(property -> warning(property).stream())
        .toList();
  }

  private static Optional<Fault> warning(ConfigurationProperty property) {
    return written(property)
        .filter(text -> !text.equals(property.getValue().toString()))
        .map(
            text ->
                new Fault(
                    SettingPlaces.place(property.getName(), property),
                    "YAML reads %s as %s".formatted(text, property.getValue()),
                    "put it in quotes: \"%s\"".formatted(text)));
  }

  private static Optional<String> written(ConfigurationProperty property) {
    if (!(SettingPlaces.origin(property) instanceof TextResourceOrigin origin)
        || origin.getLocation() == null) {
      return Optional.empty();
    }
    return SettingPlaces.file(property)
        .flatMap(
            file -> {
              try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
                return lines.skip(origin.getLocation().getLine()).findFirst();
              } catch (IOException | UncheckedIOException unreadable) {
                return Optional.empty();
              }
            })
        .filter(line -> line.length() > origin.getLocation().getColumn())
        .map(line -> line.substring(origin.getLocation().getColumn()))
        .map(value -> AFTER_VALUE.matcher(value).replaceFirst(""));
  }
}
