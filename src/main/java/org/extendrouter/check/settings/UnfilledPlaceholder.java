package org.extendrouter.check.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.keys.BoundSettings;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** A variable that is not set; Spring Boot takes its placeholder as it is written. */
final class UnfilledPlaceholder implements SettingRule {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z][\\w.-]*)}");
  private static final String NOT_SET = " is not set anywhere";

  @Override
  public Stream<Fault> faults(BoundSettings settings) {
    return settings.keys().names().stream()
        .filter(name -> !settings.failed().contains(name))
        // It is told of the setting that this one is taken from.
        .filter(name -> !SettingOfALibrary.followsAnother(name, settings.places()))
        .flatMap(name -> fault(name, settings));
  }

  private static Stream<Fault> fault(ConfigurationPropertyName name, BoundSettings settings) {
    Matcher placeholder = PLACEHOLDER.matcher(settings.value(name));
    return placeholder.find()
        ? Stream.of(
            new Fault(
                settings.places().place(name),
                placeholder.group(1) + NOT_SET,
                "set this environment variable, or check its spelling"))
        : Stream.empty();
  }

  static boolean isIn(String value) {
    return PLACEHOLDER.matcher(value).find();
  }

  static boolean isReasonOf(Fault fault) {
    return fault.problem().endsWith(NOT_SET);
  }
}
