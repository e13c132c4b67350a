package org.extendrouter.check.failure;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.installation.Installation;
import org.extendrouter.check.installation.SettingPlaces;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Says which setting keeps a port from being opened; Spring Boot knows its value alone. */
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class ServerFailureAnalyzer implements FailureAnalyzer {

  private static final List<Told> TOLD =
      List.of(
          new Told(
              Pattern.compile("Port (\\d+) (?:is|was) already in use"),
              "another process uses port %s",
              "stop it, or set another port"),
          new Told(
              Pattern.compile("port out of range:(\\d+)"),
              "%s is not a port",
              "set one from 1 to 65535"),
          new Told(
              Pattern.compile("Could not load store from '([^']+)'"),
              "%s cannot be read as a key store",
              "write the path of a key store that the router's user may read, and its password"),
          new Told(
              Pattern.compile("SSL bundle name '([^']+)' cannot be found"),
              "there is no SSL bundle %s",
              "define it below spring.ssl.bundle, or check its spelling"));

  /** A failure that names the value of a setting. */
  private record Told(Pattern pattern, String problem, String fix) {}

  private final Environment environment;

  ServerFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  public FailureAnalysis analyze(Throwable failure) {
    if (!Installation.isStandalone(environment)) {
      return null;
    }
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .flatMap(cause -> TOLD.stream().flatMap(told -> fault(told, cause).stream()))
        .findFirst()
        .map(fault -> StartFailure.analysis(fault.toString(), failure))
        .orElse(null);
  }

  private Optional<Fault> fault(Told told, Throwable cause) {
    Matcher value = told.pattern().matcher(String.valueOf(cause.getMessage()));
    return value.find()
        ? new SettingPlaces(environment)
            .of(value.group(1))
            .map(place -> new Fault(place, told.problem().formatted(value.group(1)), told.fix()))
        : Optional.empty();
  }
}
