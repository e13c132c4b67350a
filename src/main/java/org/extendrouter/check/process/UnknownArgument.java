package org.extendrouter.check.process;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.fault.Spelling;
import org.extendrouter.check.installation.Installation;
import org.extendrouter.check.keys.BoundSettings;
import org.extendrouter.check.keys.SettingRule;
import org.extendrouter.routes.RouteFile;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.util.StringUtils;

/**
 * An argument that nobody reads. Spring Boot leaves it alone, so that a check that was asked for by
 * a slip would be a start. One that is close to none of the router's may be for what an
 * installation adds.
 */
public final class UnknownArgument implements SettingRule {

  private static final String CHECK = "check";

  /** Those whose name has no dot. */
  private static final List<String> KNOWN = List.of(CHECK, "debug", "trace");

  /** What is asked of many programs, and of this one in vain. */
  private static final List<String> OF_OTHERS = List.of("help", "prepare", "port", "version");

  private static final String FORM =
      "write settings as --key=value, for example --extend.default-threshold=0.9";

  /** With a dash too few, or with one of typography, or as a setting without dashes. */
  private static final Pattern ALMOST_OPTION =
      Pattern.compile(
          "(?:[-\u2010-\u2015\u2212]+|(?=[^=.]+\\.[^=]+=))([A-Za-z][\\w.\\[\\]-]*)(=.*)?",
          Pattern.DOTALL);

  private static final Pattern OF_JAVA = Pattern.compile("-[DX].*", Pattern.DOTALL);

  private static final int SHOWN = 3;

  @Override
  public Stream<Fault> faults(BoundSettings settings) {
    return settings.environment().getPropertySources().stream()
        .filter(CommandLinePropertySource.class::isInstance)
        .map(source -> (CommandLinePropertySource<?>) source)
        .flatMap(
            arguments -> Stream.concat(withoutDashes(arguments), options(arguments, settings)));
  }

  private static Stream<Fault> withoutDashes(PropertySource<?> arguments) {
    Object all =
        arguments.getProperty(CommandLinePropertySource.DEFAULT_NON_OPTION_ARGS_PROPERTY_NAME);
    return Stream.of(StringUtils.tokenizeToStringArray((String) all, ","))
        .map(UnknownArgument::withoutDashes);
  }

  /** What has no name may be a secret. */
  private static Fault withoutDashes(String argument) {
    Matcher almost = ALMOST_OPTION.matcher(argument);
    if (almost.matches()) {
      boolean value = almost.group(2) != null;
      return new Fault(
          "\"" + argument.substring(0, almost.end(1)) + "\"",
          "is not an argument",
          OF_JAVA.matcher(argument).matches()
              ? "write options of Java before the class or -jar, or into JAVA_OPTS for the start"
                  + " script"
              : "did you mean --%s%s?"
                  .formatted(
                      meant(almost.group(1)).orElse(almost.group(1)), value ? "=\u2026" : ""));
    }
    Optional<String> meant = meant(argument);
    return new Fault(
        meant.isPresent() || argument.length() <= SHOWN
            ? "\"" + argument + "\""
            : "\"" + argument.substring(0, SHOWN) + "\u2026\"",
        "is not an argument",
        meant.map(UnknownArgument::question).orElse(FORM));
  }

  private static Stream<Fault> options(
      CommandLinePropertySource<?> arguments, BoundSettings settings) {
    return Stream.of(arguments.getPropertyNames())
        .filter(name -> !name.contains(".") && !KNOWN.contains(name))
        .filter(name -> OF_OTHERS.contains(name) || meant(name).isPresent())
        .filter(name -> !isRead(name, settings))
        .map(
            name ->
                new Fault(
                    "--" + name,
                    "no setting or route file reads it",
                    OF_OTHERS.contains(name)
                        ? "remove it, or " + FORM
                        : question(meant(name).orElseThrow())));
  }

  private static Optional<String> meant(String written) {
    return Spelling.closest(written, KNOWN);
  }

  private static String question(String name) {
    return "did you mean --%s?".formatted(name);
  }

  /** As a placeholder. */
  private static boolean isRead(String name, BoundSettings settings) {
    Pattern placeholder = Pattern.compile("[{:?!]" + Pattern.quote(name) + "[:}]");
    Stream<String> values =
        settings
            .places()
            .written(any -> true)
            .map(ConfigurationProperty::getValue)
            .map(String::valueOf);
    Stream<String> files =
        Installation.routeFiles(settings.environment()).inForce().stream().map(RouteFile::content);
    return Stream.concat(values, files).anyMatch(text -> placeholder.matcher(text).find());
  }
}
