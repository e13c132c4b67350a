package org.extendrouter.check.keys;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.extendrouter.check.fault.FailureMessage;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.installation.SettingPlaces;
import org.extendrouter.check.values.InvalidValue;
import org.extendrouter.check.values.MissingUnit;
import org.extendrouter.check.values.UnsetVariable;
import org.extendrouter.check.values.UnusableValue;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.validation.annotation.Validated;

/**
 * Binds and validates settings as the start does, but goes on where a value cannot be used, and
 * notes every key that is asked for.
 */
public final class SettingsBinding {

  /** No list is as long as a number of so many digits. */
  private static final int MOST_DIGITS = 9;

  private final ConfigurableEnvironment environment;
  private final SettingPlaces places;
  private final Set<ConfigurationPropertyName> known = new HashSet<>();
  private final Set<ConfigurationPropertyName> texts = new HashSet<>();
  private final Set<ConfigurationPropertyName> failed = new HashSet<>();
  private final List<Fault> faults = new ArrayList<>();

  private SettingsBinding(ConfigurableEnvironment environment) {
    this.environment = environment;
    this.places = new SettingPlaces(environment);
  }

  /**
   * Binds an environment.
   *
   * @param environment with all its sources
   * @param types the classes that settings are bound to, each with {@link ConfigurationProperties}
   * @param unbound keys that are read in other ways
   * @return the settings; keys that the jar sets count as read
   */
  public static BoundSettings of(
      ConfigurableEnvironment environment,
      List<Class<?>> types,
      Collection<ConfigurationPropertyName> unbound) {
    SettingsBinding binding = new SettingsBinding(environment);
    binding.known.addAll(unbound);
    binding.bind(types);
    binding.addDefaults();
    return new BoundSettings(
        environment,
        new KnownKeys(binding.known),
        Set.copyOf(binding.failed),
        List.copyOf(binding.faults));
  }

  private void bind(List<Class<?>> types) {
    // As Spring Boot does. To read the constraints of others, which have none, takes long.
    if (types.stream().noneMatch(type -> type.isAnnotationPresent(Validated.class))) {
      types.forEach(this::bind);
      return;
    }
    try (ValidatorFactory validation =
        Validation.byDefaultProvider()
            .configure()
            .ignoreXmlConfiguration()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()) {
      types.forEach(type -> bind(type).ifPresent(bound -> validate(bound, validation)));
    }
  }

  private Optional<Object> bind(Class<?> type) {
    ConfigurationPropertyName root = root(type);
    return Optional.ofNullable(
        Binder.get(environment).bindOrCreate(root, Bindable.of(type), new Notes(root)));
  }

  private void validate(Object bound, ValidatorFactory validation) {
    validation.getValidator().validate(bound).stream()
        .sorted(Comparator.comparing(violation -> violation.getPropertyPath().toString()))
        .forEach(violation -> invalid(root(bound.getClass()), violation));
  }

  private static ConfigurationPropertyName root(Class<?> type) {
    return ConfigurationPropertyName.of(
        AnnotationUtils.findAnnotation(type, ConfigurationProperties.class).value());
  }

  private void invalid(ConfigurationPropertyName root, ConstraintViolation<Object> violation) {
    ConfigurationPropertyName name = InvalidValue.setting(root, violation, known);
    // What waits for a variable is told for that reason.
    if (!failed.contains(name) && !UnsetVariable.isIn(text(name))) {
      faults.add(InvalidValue.fault(places.place(name), violation));
    }
  }

  private String text(ConfigurationPropertyName name) {
    return Binder.get(environment).bind(name, Bindable.of(String.class)).orElse("");
  }

  private void addDefaults() {
    places
        .written(name -> KnownKeys.ROOT.isAncestorOf(name) && !name.equals(KnownKeys.STANDALONE))
        .filter(SettingPlaces::isDefault)
        .map(ConfigurationProperty::getName)
        .forEach(known::add);
  }

  private final class Notes implements BindHandler {

    private final ConfigurationPropertyName root;

    Notes(ConfigurationPropertyName root) {
      this.root = root;
    }

    @Override
    public <T> Bindable<T> onStart(
        ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
      if (target.getType().resolve() == String.class) {
        texts.add(name);
      }
      // Spring Boot takes a text with keys below it for a bean.
      if (!texts.contains(name.getParent())) {
        known.add(name);
      }
      return target;
    }

    /** What has no unit counts as failed, so that its range is not told besides. */
    @Override
    public Object onSuccess(
        ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
      ConfigurationProperty property = context.getConfigurationProperty();
      if (property == null || !KnownKeys.ROOT.isAncestorOf(name)) {
        return result;
      }
      Optional<Fault> fault =
          MissingUnit.fault(
              SettingPlaces.place(name, property),
              target.getType().resolve(Object.class),
              environment.resolvePlaceholders(String.valueOf(property.getValue())),
              places.preset(name));
      fault.ifPresent(
          told -> {
            failed.add(name);
            faults.add(told);
          });
      return result;
    }

    @Override
    public Object onFailure(
        ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) {
      if (error instanceof UnboundConfigurationPropertiesException left) {
        entries(name, target.getType().asCollection().getGeneric(0), left.getUnboundProperties());
        return null;
      }
      boolean consequence = failed.stream().anyMatch(name::isAncestorOf);
      failed.add(name);
      if (!consequence) {
        faults.add(unusable(name, target, context.getConfigurationProperty(), error));
      }
      Class<?> type = target.getType().resolve(Object.class);
      if (name.equals(root)) {
        return null;
      }
      return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null;
    }

    /** Spring Boot ends a list at the first entry of which it can read nothing. */
    private void entries(
        ConfigurationPropertyName list,
        ResolvableType entry,
        Collection<ConfigurationProperty> unbound) {
      final int before = faults.size();
      int depth = list.getNumberOfElements();
      SortedMap<Integer, ConfigurationPropertyName> written = new TreeMap<>();
      Stream.concat(
              unbound.stream().map(ConfigurationProperty::getName),
              places.listed().flatMap(IterableConfigurationPropertySource::stream))
          .filter(name -> list.isAncestorOf(name) && name.isNumericIndex(depth))
          .filter(name -> name.getElement(depth, Form.ORIGINAL).length() < MOST_DIGITS)
          .forEach(
              name ->
                  written.putIfAbsent(
                      Integer.parseInt(name.getElement(depth, Form.ORIGINAL)), name));
      written.values().stream()
          .map(name -> name.chop(depth + 1))
          .filter(name -> !failed.contains(name))
          .forEach(name -> Binder.get(environment).bind(name, Bindable.of(entry), new Notes(root)));
      failed.add(list);
      IntStream.range(0, written.isEmpty() ? 0 : written.lastKey())
          .filter(i -> !written.containsKey(i))
          .limit(1)
          .mapToObj(
              i ->
                  new Fault(
                      places.place(written.tailMap(i).values().iterator().next()),
                      "stands in a list that has no entry %d".formatted(i),
                      "number the entries from 0, without a gap"))
          .forEach(faults::add);
      if (faults.size() == before && !isToldOfItsKey(list)) {
        faults.add(unreadable(unbound));
      }
    }

    /** Of the environment of the system, no key is told. */
    private boolean isToldOfItsKey(ConfigurationPropertyName list) {
      KnownKeys keys = new KnownKeys(known);
      return places
              .listed()
              .flatMap(IterableConfigurationPropertySource::stream)
              .anyMatch(name -> list.isAncestorOf(name) && !keys.contains(name))
          || failed.stream().anyMatch(list::isAncestorOf);
    }

    private Fault unreadable(Collection<ConfigurationProperty> unbound) {
      KnownKeys keys = new KnownKeys(known);
      ConfigurationProperty property =
          unbound.stream()
              .filter(candidate -> !keys.contains(candidate.getName()))
              .findFirst()
              .orElseGet(() -> unbound.iterator().next());
      return new Fault(
          SettingPlaces.placeAsWritten(keys.tellable(property.getName()), property),
          "stands in a list, and no entry can be read from it",
          keys.contains(property.getName())
              ? "write the whole list in one place, numbered from 0"
              : new KeySuggestion(keys).of(property.getName()));
    }

    private Fault unusable(
        ConfigurationPropertyName name,
        Bindable<?> target,
        ConfigurationProperty property,
        Exception error) {
      if (property == null) {
        String text = text(name);
        return text.isEmpty()
            ? new Fault(places.place(name), "cannot be used", FailureMessage.of(error))
            : UnusableValue.fault(name, places.place(name), target.getType(), text);
      }
      return unusable(name, target, property);
    }

    private Fault unusable(
        ConfigurationPropertyName name, Bindable<?> target, ConfigurationProperty property) {
      String place = SettingPlaces.place(name, property);
      Object value =
          property.getValue() instanceof String text
              ? environment.resolvePlaceholders(text)
              : property.getValue();
      return UnsetVariable.fault(place, String.valueOf(value))
          .orElseGet(() -> UnusableValue.fault(name, place, target.getType(), value));
    }
  }
}
