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
   * @param fix what to do
   * @param everywhere whether an application that has the router as a library must not set it, too
   */
  private record Option(
      String key, Predicate<String> breaks, String effect, String fix, boolean everywhere) {}

  private static final ConfigurationPropertyName MAIN = ConfigurationPropertyName.of("camel.main");

  private static final String RELOAD = "routes-reload-enabled";

  private static final String STOPS = "ends the router after a while, and nothing is received then";

  private static final String REMOVE = "remove it";

  private static final List<Option> OPTIONS =
      List.of(
          new Option(
              "exchange-factory",
              value -> value.toLowerCase(Locale.ROOT).startsWith("pool"),
              "lets one event get the content or the answer of another",
              REMOVE,
              true),
          new Option(
              RELOAD,
              "true"::equalsIgnoreCase,
              "takes all routes away at the first change of a file, and no webhook is received then",
              "remove it, and restart the router after a change of its routes",
              true),
          new Option(
              "auto-startup",
              "false"::equalsIgnoreCase,
              "starts no route, so that nothing is received",
              REMOVE,
              false),
          new Option(
              "auto-startup-exclude-pattern",
              value -> true,
              "leaves routes stopped that are taken for running, so that what comes to them waits",
              "remove it, and write autoStartup: false into a route of yours that is not to start",
              false),
          new Option("duration-max-messages", UnsuitableCamelOption::isLimit, STOPS, REMOVE, false),
          new Option("duration-max-seconds", UnsuitableCamelOption::isLimit, STOPS, REMOVE, false),
          new Option(
              "duration-max-idle-seconds", UnsuitableCamelOption::isLimit, STOPS, REMOVE, false));

  @Override
  public Stream<Fault> faults(BoundSettings settings) {
    boolean standalone = Installation.isStandalone(settings.environment());
    return OPTIONS.stream()
        .filter(option -> standalone || option.everywhere())
        .filter(option -> !option.key().equals(RELOAD) || takesAllAway(settings))
        .flatMap(option -> fault(option, settings));
  }

  private static Stream<Fault> fault(Option option, BoundSettings settings) {
    ConfigurationPropertyName key = MAIN.append(option.key());
    String value = settings.value(key);
    return value.isEmpty() || !option.breaks().test(value)
        ? Stream.empty()
        : Stream.of(settings.fault(key, option.effect(), option.fix()));
  }

  private static boolean takesAllAway(BoundSettings settings) {
    return !"false"
        .equalsIgnoreCase(settings.value(MAIN.append("routes-reload-remove-all-routes")));
  }

  private static boolean isLimit(String value) {
    return !value.startsWith("-") && !value.equals("0");
  }
}
