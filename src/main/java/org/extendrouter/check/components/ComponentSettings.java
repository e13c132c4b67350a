package org.extendrouter.check.components;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.fault.Spelling;
import org.extendrouter.check.installation.SettingPlaces;
import org.extendrouter.check.keys.BoundSettings;
import org.extendrouter.check.keys.MisspeltKeys;
import org.extendrouter.check.keys.SettingRule;
import org.extendrouter.check.keys.SettingsBinding;
import org.extendrouter.check.values.UnusableValue;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * A setting of a component, data format or language that stops the start, or that nobody reads:
 * Camel leaves it alone without a word.
 */
public final class ComponentSettings implements SettingRule {

  private static final ConfigurationPropertyName CAMEL = ConfigurationPropertyName.of("camel");

  private static final List<ConfigurationPropertyName> KINDS =
      List.of(CAMEL.append("component"), CAMEL.append("dataformat"), CAMEL.append("language"));

  /** Of the words of a key, those that name the component. */
  private static final int NAMED = 3;

  private static final ConfigurationPropertyName JMS =
      ConfigurationPropertyName.of("camel.component.jms");

  @Override
  public Stream<Fault> faults(BoundSettings settings) {
    Map<ConfigurationPropertyName, ConfigurationProperty> components = components(settings);
    if (components.isEmpty()) {
      return Stream.empty();
    }
    StarterSettings starters = StarterSettings.below(CAMEL);
    return components.entrySet().stream()
        .flatMap(
            component ->
                component.getKey().equals(JMS)
                    ? Stream.of(ofTheRouter(component.getValue()))
                    : starters
                        .of(component.getKey())
                        .map(types -> unusable(settings, component, types))
                        .orElseGet(() -> Stream.of(unread(component, starters))));
  }

  /** Those that something is set of, each with its first setting. */
  private static Map<ConfigurationPropertyName, ConfigurationProperty> components(
      BoundSettings settings) {
    Map<ConfigurationPropertyName, ConfigurationProperty> components = new LinkedHashMap<>();
    settings
        .places()
        .written(
            name ->
                name.getNumberOfElements() > NAMED
                    && KINDS.stream().anyMatch(kind -> kind.isAncestorOf(name)))
        .forEach(setting -> components.putIfAbsent(setting.getName().chop(NAMED), setting));
    return components;
  }

  /** With its starter in {@code lib/} it would be read, and could let events be lost. */
  private static Fault ofTheRouter(ConfigurationProperty setting) {
    return new Fault(
        place(setting),
        "the router itself sets the JMS component, so that no event is lost",
        "write extend.broker.consumers for the number of consumers, and any other option in the URI of an endpoint");
  }

  /** What is no simple value may be the name of a bean, which Camel looks up itself. */
  private static Stream<Fault> unusable(
      BoundSettings settings,
      Map.Entry<ConfigurationPropertyName, ConfigurationProperty> component,
      List<Class<?>> types) {
    try {
      BoundSettings bound = SettingsBinding.of(settings.environment(), types, List.of());
      return Stream.concat(
          bound.faults().stream().filter(fault -> !UnusableValue.isOfAnotherKind(fault)),
          MisspeltKeys.faults(bound, List.of(component.getKey()), List.of()));
    } catch (NoClassDefFoundError e) {
      return Stream.of(
          new Fault(
              place(component.getValue()),
              "needs the class %s, which is not there".formatted(e.getMessage().replace('/', '.')),
              "put the component and the libraries that it needs into lib/, beside its starter"));
    }
  }

  private static Fault unread(
      Map.Entry<ConfigurationPropertyName, ConfigurationProperty> component,
      StarterSettings starters) {
    ConfigurationPropertyName name = component.getKey();
    ConfigurationPropertyName kind = name.getParent();
    return new Fault(
        place(component.getValue()),
        "nobody reads what is set below %s".formatted(name),
        Spelling.closest(name.getLastElement(Form.DASHED), starters.names(kind))
            .map(near -> "did you mean %s?".formatted(kind.append(near)))
            .orElse(
                "write the option in the URI of an endpoint, or put the Spring Boot starter of that name into lib/"));
  }

  /** What is below an option may be its value, and a secret. */
  private static String place(ConfigurationProperty setting) {
    return SettingPlaces.placeAsWritten(setting.getName().chop(NAMED + 1), setting);
  }
}
