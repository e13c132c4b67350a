package org.extendrouter.check.components;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.installation.Installation;
import org.extendrouter.check.installation.SettingPlaces;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * An option in the address of a broker by which events would be lost or held up; the router
 * overrules it.
 */
public final class InertBrokerOption {

  private static final Pattern OPTION = Pattern.compile("[?&;](\\w{1,40})=([^&;,()\\s#]*)");

  /** Tells of each whether a value differs from the router's own. */
  private static final Map<String, Predicate<String>> OPTIONS =
      Map.of(
          "blockOnDurableSend",
          value -> !"true".equalsIgnoreCase(value),
          "preAcknowledge",
          "true"::equalsIgnoreCase,
          "autoGroup",
          "true"::equalsIgnoreCase,
          "groupID",
          value -> !value.isEmpty());

  private InertBrokerOption() {}

  /**
   * Looks at the address.
   *
   * @param environment the settings
   * @return a warning for each such option, in order; empty if there is none
   */
  public static List<Fault> warnings(ConfigurableEnvironment environment) {
    String key = Installation.brokerAddressKey(environment);
    Map<String, String> written = new TreeMap<>();
    Matcher options = OPTION.matcher(environment.getProperty(key, ""));
    while (options.find()) {
      written.put(options.group(1), options.group(2));
    }
    return written.entrySet().stream()
        .filter(
            option -> OPTIONS.getOrDefault(option.getKey(), none -> false).test(option.getValue()))
        .map(
            option ->
                new Fault(
                    new SettingPlaces(environment).place(key),
                    "%s=%s has no effect: the router overrules what would lose events or hold them up"
                        .formatted(option.getKey(), option.getValue()),
                    "remove it"))
        .toList();
  }
}
