package org.extendrouter.check;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
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
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginTrackedResource;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

/**
 * Binds every setting below {@code extend.} as the start does, and says of each that cannot be
 * bound, is out of its range or is not known where it stands and what to write.
 */
final class ConfigurationCheck {

  private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("extend");
  private static final String PACKAGE = "org.extendrouter";
  private static final Pattern PERCENT = Pattern.compile("\\s*(\\d{1,3}(?:[.,]\\d+)?)\\s*%\\s*");
  private static final Pattern SECRET = Pattern.compile(".*(secret|password|key).*");

  private final ConfigurableEnvironment environment;
  private final List<Fault> faults = new ArrayList<>();
  private final Set<ConfigurationPropertyName> known = new HashSet<>();
  private final Set<ConfigurationPropertyName> failed = new HashSet<>();

  private ConfigurationCheck(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  /**
   * Checks an environment.
   *
   * @param environment with all its sources
   * @return what is wrong; empty if nothing is
   */
  static List<Fault> faults(ConfigurableEnvironment environment) {
    ConfigurationCheck check = new ConfigurationCheck(environment);
    check.bindEverything();
    check.findUnknownKeys();
    check.lookAtTheDataDirectory();
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
        .forEach(violation -> invalid(root, type, violation));
  }

  private void invalid(
      ConfigurationPropertyName root, Class<?> type, ConstraintViolation<Object> violation) {
    String path = violation.getPropertyPath().toString().replaceAll("\\.<[^>]*>", "");
    ConfigurationPropertyName key = root;
    Object leaf = violation.getLeafBean();
    String last = path.substring(path.lastIndexOf('.') + 1).replaceAll("\\[.*", "");
    boolean isComponent =
        leaf != null
            && Arrays.stream(
                    leaf.getClass().isRecord()
                        ? leaf.getClass().getRecordComponents()
                        : new RecordComponent[0])
                .anyMatch(component -> component.getName().equals(last));
    String shown = isComponent ? path : path.substring(0, Math.max(0, path.lastIndexOf('.')));
    if (!shown.isEmpty()) {
      key = ConfigurationPropertyName.of(root + "." + kebab(shown));
    }
    if (!failed.contains(key)) {
      split(place(key), violation.getMessage());
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
                  if (isDefault(property)) {
                    known.add(name);
                  } else if (!isKnown(name)) {
                    unknown.putIfAbsent(name, place(name, property));
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

  private boolean isKnown(ConfigurationPropertyName name) {
    return known.contains(name);
  }

  private static boolean isSystemEnvironment(ConfigurationPropertySource source) {
    return source.getUnderlyingSource() instanceof PropertySource<?> underlying
        && underlying instanceof SystemEnvironmentPropertySource;
  }

  /** What the jar sets, somebody reads. */
  private static boolean isDefault(ConfigurationProperty property) {
    return property != null
        && origin(property) instanceof TextResourceOrigin origin
        && resource(origin) instanceof ClassPathResource;
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

  private void lookAtTheDataDirectory() {
    ConfigurationPropertyName key = ROOT.append("data-dir");
    String directory = environment.getProperty("extend.data-dir", "");
    if (directory.isBlank()) {
      faults.add(
          new Fault(
              place(key),
              "is empty",
              "set it, or the environment variable EXTEND_DATA_DIR, to a directory, for example"
                  + " data, or unset the variable"));
    } else if (directory.matches(".*[%?#&{}$].*")) {
      faults.add(
          new Fault(
              place(key),
              "cannot be used in the address of an endpoint, so that the journal and the files would"
                  + " end up in two places ("
                  + directory
                  + ")",
              "choose a directory without % ? # & { } $ in its path"));
    }
  }

  private String place(ConfigurationPropertyName name) {
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      ConfigurationProperty property = source.getConfigurationProperty(name);
      if (property != null) {
        return place(name, property);
      }
    }
    return neighbour(name).map(property -> place(name, property)).orElseGet(name::toString);
  }

  /** What is missing from an entry of a list has no line; what is there has one. */
  private Optional<ConfigurationProperty> neighbour(ConfigurationPropertyName name) {
    ConfigurationPropertyName entry = name.getParent();
    if (!entry.isLastElementIndexed()) {
      return Optional.empty();
    }
    return StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
        .filter(IterableConfigurationPropertySource.class::isInstance)
        .map(IterableConfigurationPropertySource.class::cast)
        .flatMap(
            source ->
                source.stream().filter(entry::isAncestorOf).map(source::getConfigurationProperty))
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static String place(ConfigurationPropertyName name, ConfigurationProperty property) {
    Origin origin = property == null ? null : origin(property);
    if (origin instanceof TextResourceOrigin text && text.getLocation() != null) {
      if (resource(text) instanceof ClassPathResource) {
        return name.toString();
      }
      return "%s line %d, %s".formatted(path(text), text.getLocation().getLine() + 1, name);
    }
    return origin == null ? name.toString() : "%s (%s)".formatted(name, origin);
  }

  private static Origin origin(ConfigurationProperty property) {
    Origin origin = property.getOrigin();
    return origin instanceof PropertySourceOrigin source && source.getOrigin() != null
        ? source.getOrigin()
        : origin;
  }

  private static Resource resource(TextResourceOrigin origin) {
    Resource resource = origin.getResource();
    return resource instanceof OriginTrackedResource tracked ? tracked.getResource() : resource;
  }

  private static String path(TextResourceOrigin origin) {
    try {
      return origin.getResource().getFile().toPath().toAbsolutePath().normalize().toString();
    } catch (IOException notAFile) {
      return origin.getResource().getDescription();
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
        faults.add(unusable(name, target, property, error));
      }
      Class<?> type = target.getType().resolve(Object.class);
      if (name.equals(root)) {
        return null;
      }
      return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null;
    }
  }

  private Fault unusable(
      ConfigurationPropertyName name,
      Bindable<?> target,
      ConfigurationProperty property,
      Exception error) {
    Object value = property == null ? null : property.getValue();
    if (value == null) {
      return new Fault(place(name), "cannot be used", rootMessage(error));
    }
    String written = SECRET.matcher(name.toString()).matches() ? "the value" : "\"" + value + "\"";
    ResolvableType declared = target.getType();
    ResolvableType single =
        declared.asCollection() == ResolvableType.NONE
            ? declared
            : declared.asCollection().getGeneric(0);
    Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(single.resolve(Object.class));
    if (type.isRecord() && target.getType().resolve() != null && String.valueOf(value).isEmpty()) {
      return new Fault(
          place(name), "has no value of its own", "set what is below it, or remove it");
    }
    return new Fault(place(name, property), written + " is not " + kind(type), advice(type, value));
  }

  private static String kind(Class<?> type) {
    if (Number.class.isAssignableFrom(type)) {
      return "a number";
    }
    if (type == Duration.class) {
      return "a duration";
    }
    if (type == DataSize.class) {
      return "a size";
    }
    if (type == Boolean.class) {
      return "true or false";
    }
    return type.isEnum() ? "one of " + words(type) : "what is needed here";
  }

  private static String advice(Class<?> type, Object value) {
    Matcher percent = PERCENT.matcher(String.valueOf(value));
    if (Number.class.isAssignableFrom(type) && percent.matches()) {
      double number = Double.parseDouble(percent.group(1).replace(',', '.')) / 100;
      return "write " + number;
    }
    if (Number.class.isAssignableFrom(type)) {
      return "write digits, with a point if need be, for example 0.85";
    }
    if (type == Duration.class) {
      return "write a number and ms, s, m, h or d, for example 30s";
    }
    if (type == DataSize.class) {
      return "write a number and B, KB, MB or GB, for example 5MB";
    }
    if (type.isEnum()) {
      return Spelling.closest(String.valueOf(value), List.of(words(type).split(", ")))
          .map(word -> "did you mean %s?".formatted(word))
          .orElse("write one of them");
    }
    return "see src/main/resources/application.yaml for an example";
  }

  private static String words(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  static String rootMessage(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
  }
}
