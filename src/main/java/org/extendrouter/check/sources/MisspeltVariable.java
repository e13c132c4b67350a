package org.extendrouter.check.sources;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.fault.Spelling;
import org.extendrouter.triage.TriageProperties;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * A variable that is close to one of the router's and that nobody reads. Others that begin alike
 * may be for another program.
 */
public final class MisspeltVariable {

  private static final Pattern NAME = Pattern.compile("EXTEND_[^_].*", Pattern.CASE_INSENSITIVE);

  /** A short word alone may be anything, such as EXTEND_ROUTER. */
  private static final Pattern SHORT =
      Pattern.compile("EXTEND_[^_]{1,7}", Pattern.CASE_INSENSITIVE);

  private static final Set<String> OF_THE_START_SCRIPT =
      Set.of("EXTEND_HOME", "EXTEND_CACHE_DIR", "EXTEND_PREPARE_SECONDS");

  /** A setting of a type, with what is no number in place of its number in the list. */
  private static final Pattern OF_A_TYPE =
      Pattern.compile(
          Stream.of(TriageProperties.Type.class.getRecordComponents())
              .map(setting -> setting.getName().toUpperCase(Locale.ROOT))
              .collect(Collectors.joining("|", "EXTEND_TYPES_(?!\\d+_)\\w+_(?:", ")(?:_\\d+)?")));

  private static final String SERVICE_HOST = "_SERVICE_HOST";

  private static final Pattern OF_KUBERNETES =
      Pattern.compile("(?<service>.+?)_(SERVICE_HOST|(SERVICE_)?PORT(_.+)?)");

  private MisspeltVariable() {}

  /**
   * Looks at the names of the environment of the system.
   *
   * @param environment with all its sources
   * @return a warning for each, which does not tell its value
   */
  public static List<Fault> warnings(ConfigurableEnvironment environment) {
    Set<String> read = new HashSet<>(OF_THE_START_SCRIPT);
    List<Variable> others = notIn(read, variables(environment));
    List<Function<ConfigurableEnvironment, Set<String>>> more =
        List.of(
            ReadNames::inSettings,
            settings -> ReadNames.ofKeys(settings).keySet(),
            ReadNames::inRoutes);
    for (Function<ConfigurableEnvironment, Set<String>> names : more) {
      // To look through them takes time, and few installations have others.
      if (others.isEmpty()) {
        break;
      }
      read.addAll(names.apply(environment));
      others = notIn(read, others);
    }
    return others.stream().flatMap(variable -> fault(variable, read)).toList();
  }

  private static List<Variable> variables(ConfigurableEnvironment environment) {
    Set<String> all =
        environment.getPropertySources().stream()
            .filter(SystemEnvironmentPropertySource.class::isInstance)
            .flatMap(
                source -> Stream.of(((SystemEnvironmentPropertySource) source).getPropertyNames()))
            .collect(Collectors.toSet());
    return all.stream()
        .filter(name -> NAME.matcher(name).matches())
        .filter(name -> !isOfAService(name, all))
        .sorted()
        .map(Variable::new)
        .toList();
  }

  private static boolean isOfAService(String name, Set<String> all) {
    Matcher service = OF_KUBERNETES.matcher(name);
    return service.matches() && all.contains(service.group("service") + SERVICE_HOST);
  }

  private static List<Variable> notIn(Set<String> read, List<Variable> variables) {
    return variables.stream()
        .filter(
            variable ->
                !read.contains(variable.name()) && !read.contains(variable.uniform().name()))
        .toList();
  }

  private static Stream<Fault> fault(Variable variable, Set<String> read) {
    Variable written = variable.uniform();
    if (OF_A_TYPE.matcher(written.name()).matches()) {
      return Stream.of(
          new Fault(
              variable.name(),
              "no such setting, as types are a list",
              "set it in application.yaml, at the type in extend.types"));
    }
    boolean isShort = SHORT.matcher(variable.name()).matches();
    List<String> close =
        read.stream()
            .filter(
                name ->
                    isShort
                        ? written.hasLettersOf(new Variable(name))
                        : written.isCloseTo(new Variable(name)))
            .toList();
    return Spelling.closest(written.name(), close)
        .map(name -> new Variable(name).numberedAs(variable))
        .map(
            name ->
                new Fault(variable.name(), "no such setting", "did you mean %s?".formatted(name)))
        .stream();
  }
}
