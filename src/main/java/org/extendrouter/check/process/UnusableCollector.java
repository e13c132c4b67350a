package org.extendrouter.check.process;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.keys.BoundSettings;
import org.extendrouter.check.keys.SettingRule;
import org.extendrouter.tracing.collector.TracingSwitch;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/** Somewhere that traces are to go to and cannot. */
public final class UnusableCollector implements SettingRule {

  private static final String TRANSPORT = "management.otlp.tracing.transport";
  private static final String HEADERS = "management.otlp.tracing.headers";
  private static final String PROBABILITY = "management.tracing.sampling.probability";

  private static final int HIGHEST_PORT = 65535;

  /** Blanks within, as behind the word Bearer. */
  private static final Pattern SENDABLE = Pattern.compile("[!-~]([ -~]*[!-~])?");

  @Override
  public Stream<Fault> faults(BoundSettings settings) {
    Environment environment = settings.environment();
    if (!TracingSwitch.isOn(environment)) {
      return Stream.empty();
    }
    if ("grpc".equalsIgnoreCase(environment.getProperty(TRANSPORT))) {
      return Stream.of(
          fault(settings, TRANSPORT, "is not there: the router sends traces by HTTP", "remove it"));
    }
    Stream<Fault> address =
        isAddress(environment.getProperty(TracingSwitch.ENDPOINT, ""))
            ? Stream.empty()
            : Stream.of(
                fault(
                    settings,
                    TracingSwitch.ENDPOINT,
                    "is not the address of a collector",
                    "write it as http://collector.example.com:4318/v1/traces"));
    return Stream.of(address, headers(settings), share(settings)).flatMap(Function.identity());
  }

  /** What is no number is told with all settings of the kind. */
  private static Stream<Fault> share(BoundSettings settings) {
    try {
      double share = Double.parseDouble(settings.environment().getProperty(PROBABILITY, "1"));
      return share >= 0 && share <= 1
          ? Stream.empty()
          : Stream.of(
              fault(
                  settings, PROBABILITY, "is not from 0 to 1", "write 0.1 for a tenth of events"));
    } catch (NumberFormatException notANumber) {
      return Stream.empty();
    }
  }

  /** With one that cannot be sent no trace ever is, and the collector says nothing of it. */
  private static Stream<Fault> headers(BoundSettings settings) {
    return Binder.get(settings.environment())
        .bind(HEADERS, Bindable.mapOf(String.class, String.class))
        .orElse(Map.of())
        .entrySet()
        .stream()
        .filter(header -> !SENDABLE.matcher(header.getValue()).matches())
        .map(
            header ->
                fault(
                    settings,
                    HEADERS + "." + header.getKey(),
                    "is blank, or holds a character that cannot be sent, which often comes with copying",
                    "write it on one line, in letters, digits and signs"));
  }

  private static boolean isAddress(String endpoint) {
    try {
      URI address = new URI(endpoint);
      return address.getHost() != null
          && address.getPort() <= HIGHEST_PORT
          && List.of("http", "https").contains(address.getScheme());
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static Fault fault(BoundSettings settings, String key, String problem, String fix) {
    return settings.fault(ConfigurationPropertyName.of(key), problem, fix);
  }
}
