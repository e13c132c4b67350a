package org.extendrouter.check.settings;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.installation.Installation;
import org.extendrouter.check.keys.BoundSettings;
import org.extendrouter.check.keys.SettingRule;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** An option of Camel's for all routes that the router does not work with. */
final class UnsuitableCamelOption implements SettingRule {

  /**
   * One of them.
   *
   * @param key below {@code camel.main}
   * @param breaks tells the values with which the router does not work
   * @param effect what they do
   * @param everywhere whether an application that has the router as a library must not set it, too
   */
  private record Option(String key, Predicate<String> breaks, String effect, boolean everywhere) {}

  private static final String STOPS = "ends the router after a while, and nothing is received then";

  private static final List<Option> OPTIONS =
      List.of(
          new Option(
              "exchange-factory",
              value -> value.toLowerCase(Locale.ROOT).startsWith("pool"),
              "lets one event get the content or the answer of another",
              true),
          new Option(
              "auto-startup",
              "false"::equalsIgnoreCase,
              "starts no route, so that nothing is received",
              false),
          new Option("duration-max-messages", UnsuitableCamelOption::isLimit, STOPS, false),
          new Option("duration-max-seconds", UnsuitableCamelOption::isLimit, STOPS, false),
          new Option("duration-max-idle-seconds", UnsuitableCamelOption::isLimit, STOPS, false));

  @Override
  public Stream<Fault> faults(BoundSettings settings) {
    boolean standalone = Installation.isStandalone(settings.environment());
    return OPTIONS.stream()
        .filter(option -> standalone || option.everywhere())
        .flatMap(option -> fault(option, settings));
  }

  private static Stream<Fault> fault(Option option, BoundSettings settings) {
    ConfigurationPropertyName key = ConfigurationPropertyName.of("camel.main").append(option.key());
    String value = settings.value(key);
    return value.isEmpty() || !option.breaks().test(value)
        ? Stream.empty()
        : Stream.of(new Fault(settings.places().place(key), option.effect(), "remove it"));
  }

  private static boolean isLimit(String value) {
    return !value.startsWith("-") && !value.equals("0");
  }
}
