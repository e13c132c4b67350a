package org.extendrouter.check;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * Binds every setting below {@code extend.} as the start does, and says of each that cannot be
 * bound, is out of its range or is not known where it stands and what to write.
 */
final class ConfigurationCheck {

  private static final String PERSISTENT = "spring.artemis.embedded.persistent";

  private static final Map<String, String> SPRING_BOOTS =
      Map.of(
          "extend.broker.embedded", "spring.artemis.embedded.enabled",
          "extend.broker.directory", "spring.artemis.embedded.data-directory",
          "extend.broker.url", "spring.artemis.broker-url",
          "extend.broker.user", "spring.artemis.user",
          "extend.broker.password", "spring.artemis.password");

  private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("extend");
  private static final String PACKAGE = "org.extendrouter";

  private final ConfigurableEnvironment environment;
  private final SettingPlaces places;
  private final List<Fault> faults = new ArrayList<>();
  private final Set<ConfigurationPropertyName> known = new HashSet<>();
  private final Set<ConfigurationPropertyName> failed = new HashSet<>();

  private ConfigurationCheck(ConfigurableEnvironment environment) {
    this.environment = environment;
    this.places = new SettingPlaces(environment);
  }

  /**
   * Checks an environment.
   *
   * @param environment with all its sources
   * @return what is wrong; empty if nothing is
   */
  static List<Fault> faults(ConfigurableEnvironment environment) {
    ConfigurationCheck check = new ConfigurationCheck(environment);
    // Routes and the broker read it, no record.
    check.known.add(ROOT.append("data-dir"));
    check.bindEverything();
    check.findUnknownKeys();
    check.lookAtTheDataDirectory();
    check.lookAtTheJournal();
    check.lookAtTheBroker();
    check.lookAtTheTemplates();
    return List.copyOf(check.faults);
  }

  private void bindEverything() {
    try (ValidatorFactory validation = Validation.buildDefaultValidatorFactory()) {
      for (Class<?> type : propertyClasses()) {
        bind(type, validation.getValidator());
      }
    }
  }

  private static List<Class<?>> propertyClasses() {
    ClassPathScanningCandidateComponentProvider scanner =
        new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    return scanner.findCandidateComponents(PACKAGE).stream()
        .map(bean -> bean.getBeanClassName())
        .sorted()
        .<Class<?>>map(name -> ClassUtils.resolveClassName(name, null))
        .filter(type -> !ClassUtils.isInnerClass(type) && type.getEnclosingClass() == null)
        .toList();
  }

  private void bind(Class<?> type, Validator validator) {
    String prefix = type.getAnnotation(ConfigurationProperties.class).value();
    ConfigurationPropertyName root = ConfigurationPropertyName.of(prefix);
    Object bound =
        Binder.get(environment).bindOrCreate(root, Bindable.of(type), new Collector(root));
    if (bound == null) {
      return;
    }
    validator.validate(bound).stream()
        .sorted(Comparator.comparing(violation -> violation.getPropertyPath().toString()))
        .forEach(violation -> invalid(root, violation));
  }

  private void invalid(ConfigurationPropertyName root, ConstraintViolation<Object> violation) {
    String path = violation.getPropertyPath().toString().replaceAll("\\.<[^>]*>", "");
    ConfigurationPropertyName key = ConfigurationPropertyName.of(root + "." + kebab(path));
    // What is asked of several settings at once has the name of a method.
    ConfigurationPropertyName shown = known.contains(key) ? key : key.getParent();
    if (!failed.contains(shown)) {
      split(places.place(shown), violation.getMessage());
    }
  }

  /** The messages of the settings read "what is wrong: what to write". */
  private void split(String place, String message) {
    int colon = message.indexOf(": ");
    faults.add(
        colon < 0
            ? new Fault(place, "is not valid", message)
            : new Fault(place, message.substring(0, colon), message.substring(colon + 2)));
  }

  private static String kebab(String path) {
    return path.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  private void findUnknownKeys() {
    Map<ConfigurationPropertyName, String> unknown = new LinkedHashMap<>();
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source instanceof IterableConfigurationPropertySource keys
          && !isSystemEnvironment(source)) {
        keys.stream()
            .filter(ROOT::isAncestorOf)
            .forEach(
                name -> {
                  ConfigurationProperty property = source.getConfigurationProperty(name);
                  if (SettingPlaces.isDefault(property)) {
                    known.add(name);
                  } else if (!isKnown(name)) {
                    unknown.putIfAbsent(name, SettingPlaces.place(name, property));
                  }
                });
      }
    }
    unknown.forEach(
        (name, place) -> {
          if (!isKnown(name)) {
            faults.add(new Fault(place, "no such setting", suggestion(name)));
          }
        });
  }

  private static boolean isSystemEnvironment(ConfigurationPropertySource source) {
    return source.getUnderlyingSource() instanceof PropertySource<?> underlying
        && underlying instanceof SystemEnvironmentPropertySource;
  }

  private String suggestion(ConfigurationPropertyName name) {
    for (int depth = 1; depth < name.getNumberOfElements(); depth++) {
      ConfigurationPropertyName parent = name.chop(depth);
      Set<String> siblings = new TreeSet<>();
      int element = depth;
      known.stream()
          .filter(other -> parent.isAncestorOf(other))
          .forEach(other -> siblings.add(other.getElement(element, Form.DASHED)));
      String written = name.getElement(depth, Form.DASHED);
      if (!siblings.contains(written)) {
        Optional<String> meant = Spelling.closest(written, siblings);
        return meant
            .map(word -> "did you mean %s?".formatted(parent.append(word)))
            .orElseGet(
                () ->
                    siblings.isEmpty()
                        ? "remove it"
                        : "remove it; below %s there are %s"
                            .formatted(parent, String.join(", ", siblings)));
      }
    }
    return "it holds other settings, and has no value of its own";
  }

  /** Of a list that stands in several sources Spring reads one; entries of the others are known. */
  private boolean isKnown(ConfigurationPropertyName name) {
    return known.contains(name)
        || known.stream().anyMatch(other -> anyEntry(other).equals(anyEntry(name)));
  }

  private static String anyEntry(ConfigurationPropertyName name) {
    return name.toString().replaceAll("\\[\\d+]", "[]");
  }

  private void lookAtTheJournal() {
    // In an application these settings are those of another broker.
    if (StartCheck.isStandalone(environment)
        && !environment.getProperty(PERSISTENT, Boolean.class, true)) {
      faults.add(
          new Fault(
              PERSISTENT,
              "is false, so that events that were answered 200 are gone when the process ends",
              "remove it"));
    }
  }

  /** Standalone these follow Spring Boot's, and would be heeded in part. */
  private void lookAtTheBroker() {
    if (!StartCheck.isStandalone(environment)) {
      return;
    }
    SPRING_BOOTS.forEach(
        (key, springBoots) -> {
          ConfigurationPropertyName name = ConfigurationPropertyName.of(key);
          if (!places.isDefault(name)) {
            faults.add(
                new Fault(
                    places.place(name),
                    "is for an application that has the router as a library",
                    "set " + springBoots + " instead"));
          }
        });
  }

  private void lookAtTheDataDirectory() {
    ConfigurationPropertyName key = ROOT.append("data-dir");
    String directory = environment.getProperty("extend.data-dir", "");
    if (directory.isBlank()) {
      faults.add(
          new Fault(
              places.place(key),
              "is empty",
              "set it, or the environment variable EXTEND_DATA_DIR, to a directory, for example"
                  + " data, or unset the variable"));
    } else if (directory.matches(".*[%?#&{}$].*")) {
      faults.add(
          new Fault(
              places.place(key),
              "cannot be used in the address of an endpoint, so that the journal and the files would"
                  + " end up in two places ("
                  + directory
                  + ")",
              "choose a directory without % ? # & { } $ in its path"));
    }
  }

  private void lookAtTheTemplates() {
    ConfigurationPropertyName key = ROOT.append("review.templates");
    String directory = environment.getProperty(key.toString(), "");
    if (!directory.isEmpty() && !Files.isDirectory(Path.of(directory))) {
      faults.add(
          new Fault(
              places.place(key),
              Path.of(directory).toAbsolutePath().normalize() + " is not a directory",
              "set it to the directory with your ticket.ftl, ticket.ftlh or words.ftl, or remove it to"
                  + " take the router's own templates"));
    }
  }

  /** Notes every name that is asked for, and goes on where a value cannot be used. */
  private final class Collector implements BindHandler {

    private final ConfigurationPropertyName root;

    Collector(ConfigurationPropertyName root) {
      this.root = root;
    }

    @Override
    public <T> Bindable<T> onStart(
        ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
      known.add(name);
      return target;
    }

    @Override
    public Object onFailure(
        ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) {
      boolean consequence = failed.stream().anyMatch(name::isAncestorOf);
      ConfigurationProperty property = context.getConfigurationProperty();
      failed.add(name);
      if (!consequence) {
        faults.add(
            property == null
                ? new Fault(places.place(name), "cannot be used", rootMessage(error))
                : UnusableValue.fault(
                    name,
                    SettingPlaces.place(name, property),
                    target.getType(),
                    property.getValue()));
      }
      Class<?> type = target.getType().resolve(Object.class);
      if (name.equals(root)) {
        return null;
      }
      return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null;
    }
  }

  static String rootMessage(Throwable error) {
    Throwable cause = NestedExceptionUtils.getMostSpecificCause(error);
    String message = cause.getMessage();
    return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
  }
}
