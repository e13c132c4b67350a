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

/** A setting of Camel or Spring Boot that the router does not work with. */
final class UnsuitableOption implements SettingRule {

  /**
   * One of them.
   *
   * @param key the setting
   * @param breaks tells the values with which the router does not work
   * @param effect what they do
   * @param fix what to do instead
   * @param everywhere whether an application that has the router as a library must not set it, too
   */
  private record Option(
      String key, Predicate<String> breaks, String effect, String fix, boolean everywhere) {}

  private static final String STOPS = "ends the router after a while, and nothing is received then";

  private static final String REMOVE = "remove it";

  private static final String MOVES =
      "moves the webhook from extend.webhook.path to where its limits do not hold";

  private static final String WHOLE_PATH =
      "remove it, and write the whole path as extend.webhook.path";

  private static final List<Option> OPTIONS =
      List.of(
          new Option(
              "camel.main.exchange-factory",
              value -> value.toLowerCase(Locale.ROOT).startsWith("pool"),
              "lets one event get the content or the answer of another",
              REMOVE,
              true),
          new Option(
              "camel.main.auto-startup",
              "false"::equalsIgnoreCase,
              "starts no route, so that nothing is received",
              REMOVE,
              false),
          new Option(
              "camel.main.duration-max-messages", UnsuitableOption::isLimit, STOPS, REMOVE, false),
          new Option(
              "camel.main.duration-max-seconds", UnsuitableOption::isLimit, STOPS, REMOVE, false),
          new Option(
              "camel.main.duration-max-idle-seconds",
              UnsuitableOption::isLimit,
              STOPS,
              REMOVE,
              false),
          new Option(
              "server.servlet.context-path", UnsuitableOption::isPath, MOVES, WHOLE_PATH, false),
          new Option(
              "spring.mvc.servlet.path", UnsuitableOption::isPath, MOVES, WHOLE_PATH, false));

  @Override
  public Stream<Fault> faults(BoundSettings settings) {
    boolean standalone = Installation.isStandalone(settings.environment());
    return OPTIONS.stream()
        .filter(option -> standalone || option.everywhere())
        .flatMap(option -> fault(option, settings));
  }

  private static Stream<Fault> fault(Option option, BoundSettings settings) {
    ConfigurationPropertyName key = ConfigurationPropertyName.of(option.key());
    String value = settings.value(key);
    return value.isEmpty() || !option.breaks().test(value)
        ? Stream.empty()
        : Stream.of(new Fault(settings.places().place(key), option.effect(), option.fix()));
  }

  private static boolean isPath(String value) {
    return !value.equals("/");
  }

  private static boolean isLimit(String value) {
    return !value.startsWith("-") && !value.equals("0");
  }
}
