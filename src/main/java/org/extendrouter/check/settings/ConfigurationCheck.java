package org.extendrouter.check.settings;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.extendrouter.broker.BrokerProperties;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.fault.Spelling;
import org.extendrouter.connection.BrokerLocation;
import org.extendrouter.database.LedgerProperties;
import org.extendrouter.delivery.FilesProperties;
import org.extendrouter.management.ManagementProperties;
import org.extendrouter.payload.PayloadProperties;
import org.extendrouter.redelivery.RedeliveryProperties;
import org.extendrouter.review.ReviewProperties;
import org.extendrouter.runs.WorkflowProperties;
import org.extendrouter.triage.TriageProperties;
import org.extendrouter.webhook.WebhookProperties;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
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
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Binds every setting below {@code extend.} as the start does, and says of each that cannot be
 * bound, is out of its range or is not known where it stands and what to write.
 */
public final class ConfigurationCheck {

  private static final String PERSISTENT = "spring.artemis.embedded.persistent";

  private static final String BROKER = "extend.broker.url";

  private static final Map<String, String> SPRING_BOOTS =
      Map.of(
          "extend.broker.embedded",
          "spring.artemis.embedded.enabled",
          "extend.broker.directory",
          "spring.artemis.embedded.data-directory",
          BROKER,
          "spring.artemis.broker-url",
          "extend.broker.user",
          "spring.artemis.user",
          "extend.broker.password",
          "spring.artemis.password",
          "extend.ledger.url",
          "spring.datasource.url",
          "extend.ledger.user",
          "spring.datasource.username",
          "extend.ledger.password",
          "spring.datasource.password");

  /** Every class that settings are bound to. */
  static final List<Class<?>> SETTINGS =
      List.of(
          BrokerLocation.class,
          BrokerProperties.class,
          FilesProperties.class,
          LedgerProperties.class,
          ManagementProperties.class,
          PayloadProperties.class,
          RedeliveryProperties.class,
          ReviewProperties.class,
          TriageProperties.class,
          WebhookProperties.class,
          WorkflowProperties.class);

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z][\\w.-]*)}");
  private static final String NOT_SET = " is not set anywhere";

  private static final List<String> THRESHOLDS = List.of("threshold", "default-threshold");

  private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("extend");

  private final ConfigurableEnvironment environment;
  private final SettingPlaces places;
  private final List<Fault> faults = new ArrayList<>();
  private final Set<ConfigurationPropertyName> known = new HashSet<>();
  private final Set<String> shapes = new TreeSet<>();
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
  public static List<Fault> faults(ConfigurableEnvironment environment) {
    ConfigurationCheck check = new ConfigurationCheck(environment);
    // Routes and the broker read it, no record.
    check.know(ROOT.append("data-dir"));
    // Nobody asks for it as long as no type is listed.
    check.know(ROOT.append("types[0].threshold"));
    check.bindEverything();
    check.findUnknownKeys();
    check.findTextsInPlaceOfSettings();
    check.findUnfilledPlaceholders();
    check.lookAtTheDataDirectory();
    check.lookAtTheJournal();
    check.lookAtTheBroker();
    check.lookAtTheSwitch();
    check.lookAtTheTemplates();
    return List.copyOf(check.faults);
  }

  private void bindEverything() {
    try (ValidatorFactory validation =
        Validation.byDefaultProvider()
            .configure()
            .ignoreXmlConfiguration()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()) {
      SETTINGS.forEach(type -> bind(type, validation.getValidator()));
    }
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
    ConfigurationPropertyName shown =
        setting(ConfigurationPropertyName.of(root + "." + kebab(path)));
    if (!failed.contains(shown)) {
      split(places.place(shown), violation.getMessage());
    }
  }

  /** What an annotation cannot ask, a method does whose name begins with that of the setting. */
  private ConfigurationPropertyName setting(ConfigurationPropertyName path) {
    return known.stream()
        .filter(name -> words(path).startsWith(words(name)))
        .max(Comparator.comparingInt(name -> name.toString().length()))
        .orElseGet(path::getParent);
  }

  private static String words(ConfigurationPropertyName name) {
    return name.toString().replace('.', '-') + "-";
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
          && !SettingPlaces.isSystemEnvironment(source)) {
        keys.stream()
            .filter(this::isMeantForTheRouter)
            .forEach(
                name -> {
                  ConfigurationProperty property = source.getConfigurationProperty(name);
                  if (SettingPlaces.isDefault(property)) {
                    know(name);
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

  /** Without a blank after a colon, YAML takes a setting for a text. */
  private void findTextsInPlaceOfSettings() {
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source instanceof IterableConfigurationPropertySource keys
          && !SettingPlaces.isSystemEnvironment(source)) {
        keys.stream()
            .filter(name -> failed.stream().noneMatch(name::equals) && holdsSettings(name))
            .map(source::getConfigurationProperty)
            .filter(property -> property != null && !isBlank(property))
            .forEach(
                property ->
                    faults.add(
                        new Fault(
                            SettingPlaces.place(property.getName(), property),
                            "is a text, not settings",
                            "begin a line for each setting below it, with a blank after the colon,"
                                + " for example default-threshold: 0.85")));
      }
    }
  }

  private boolean holdsSettings(ConfigurationPropertyName name) {
    int depth = name.getNumberOfElements();
    return known.stream()
        .anyMatch(other -> name.isAncestorOf(other) && !other.isNumericIndex(depth));
  }

  private static boolean isBlank(ConfigurationProperty property) {
    return String.valueOf(property.getValue()).isBlank();
  }

  /** Spring Boot takes what it cannot fill in as it is written. */
  private void findUnfilledPlaceholders() {
    for (ConfigurationPropertyName name : List.copyOf(known)) {
      Matcher placeholder = PLACEHOLDER.matcher(value(name));
      if (!failed.contains(name) && !followsOthers(name) && placeholder.find()) {
        faults.add(
            new Fault(
                places.place(name),
                placeholder.group(1) + NOT_SET,
                "set this environment variable, or check its spelling"));
      }
    }
  }

  /** What is not filled in there is told of the setting that it is taken from. */
  private boolean followsOthers(ConfigurationPropertyName name) {
    return SPRING_BOOTS.containsKey(name.toString()) && places.isDefault(name);
  }

  /** The value as it is bound: what cannot be filled in stays as it is written. */
  private String value(ConfigurationPropertyName name) {
    return Binder.get(environment).bind(name, Bindable.of(String.class)).orElse("");
  }

  /** Whether a fault may go away in the environment that the router is started in. */
  public static boolean isUnfilledPlaceholder(Fault fault) {
    return fault.problem().endsWith(NOT_SET);
  }

  /** Also what stands beside {@code extend} in place of below it. */
  private boolean isMeantForTheRouter(ConfigurationPropertyName name) {
    String first = name.getElement(0, Form.DASHED);
    return ROOT.isAncestorOf(name)
        || (name.getNumberOfElements() == 1
            ? Spelling.closest(first, THRESHOLDS).isPresent()
            : isKnown(ROOT.append(name)) || Spelling.closest(first, List.of("extend")).isPresent());
  }

  private String suggestion(ConfigurationPropertyName name) {
    if (!ROOT.isAncestorOf(name)) {
      return Stream.of(name, name.subName(1))
          .map(ROOT::append)
          .filter(below -> !below.equals(ROOT) && isKnown(below))
          .findFirst()
          .map("did you mean %s?"::formatted)
          .or(() -> elsewhere(name.getLastElement(Form.DASHED)))
          .orElse("did you mean extend?");
    }
    for (int depth = 1; depth < name.getNumberOfElements(); depth++) {
      ConfigurationPropertyName parent = name.chop(depth);
      Set<String> siblings = new TreeSet<>();
      int element = depth;
      known.stream()
          .filter(other -> parent.isAncestorOf(other))
          .forEach(other -> siblings.add(other.getElement(element, Form.DASHED)));
      if (!name.isNumericIndex(depth)
          && !siblings.isEmpty()
          && siblings.stream().allMatch(word -> word.matches("\\d+"))) {
        return "%s is a list: begin each entry with \"- \", for example - type: invoice"
            .formatted(parent);
      }
      String written = name.getElement(depth, Form.DASHED);
      if (!siblings.contains(written)) {
        Optional<String> meant = Spelling.closest(written, siblings);
        return meant
            .map(word -> "did you mean %s?".formatted(parent.append(word)))
            .or(() -> elsewhere(written))
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

  /** Keys of other places that end in such a word. */
  private Optional<String> elsewhere(String written) {
    List<String> near =
        shapes.stream()
            .filter(
                shape -> {
                  String last = shape.substring(shape.lastIndexOf('.') + 1);
                  String word = last.substring(last.lastIndexOf('-') + 1);
                  return Spelling.closest(written, List.of(last, word)).isPresent();
                })
            .toList();
    return near.isEmpty()
        ? Optional.empty()
        : Optional.of("did you mean %s?".formatted(String.join(" or ", near)));
  }

  private void know(ConfigurationPropertyName name) {
    known.add(name);
    shapes.add(anyEntry(name));
  }

  /** Of a list that stands in several sources Spring reads one; entries of the others are known. */
  private boolean isKnown(ConfigurationPropertyName name) {
    return shapes.contains(anyEntry(name));
  }

  private static String anyEntry(ConfigurationPropertyName name) {
    return name.toString().replaceAll("\\[\\d+]", "[]");
  }

  private void lookAtTheJournal() {
    // In an application these settings are those of another broker.
    if (Installation.isStandalone(environment)
        && !environment.getProperty(PERSISTENT, Boolean.class, true)) {
      faults.add(
          new Fault(
              PERSISTENT,
              "is false, so that events that were answered 200 are gone when the process ends",
              "remove it"));
    }
  }

  private void lookAtTheBroker() {
    boolean standalone = Installation.isStandalone(environment);
    String url = standalone ? SPRING_BOOTS.get(BROKER) : BROKER;
    String address = environment.getProperty(url, "");
    // Artemis fails on such an address without a word.
    if (!address.isEmpty() && !address.contains("://")) {
      faults.add(
          new Fault(
              places.place(ConfigurationPropertyName.of(url)),
              "is not the address of a broker",
              "write it as tcp://broker.example.com:61616"));
    }
    if (standalone) {
      SPRING_BOOTS.forEach(this::leaveToSpringBoot);
    }
  }

  private void lookAtTheSwitch() {
    ConfigurationPropertyName key = ROOT.append("enabled");
    if (Installation.isStandalone(environment)
        && !"true".equalsIgnoreCase(environment.getProperty(key.toString(), "true"))) {
      faults.add(
          new Fault(
              places.place(key),
              "turns off the router, which is all that runs in this process",
              "remove it"));
    }
  }

  /** Standalone these follow Spring Boot's, and would be heeded in part. */
  private void leaveToSpringBoot(String key, String springBoots) {
    ConfigurationPropertyName name = ConfigurationPropertyName.of(key);
    if (!places.isDefault(name)) {
      faults.add(
          new Fault(
              places.place(name),
              "is for an application that has the router as a library",
              "set " + springBoots + " instead"));
    }
  }

  private void lookAtTheDataDirectory() {
    ConfigurationPropertyName key = ROOT.append("data-dir");
    String directory = value(key);
    if (directory.isBlank()) {
      faults.add(
          new Fault(
              places.place(key),
              "is empty",
              "set it, or the environment variable EXTEND_DATA_DIR, to a directory, for example"
                  + " data, or unset the variable"));
    } else if (directory.matches(".*[%?#&{}$].*") && !PLACEHOLDER.matcher(directory).find()) {
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
    String directory = value(key);
    if (!directory.isEmpty()
        && !PLACEHOLDER.matcher(directory).find()
        && !Files.isDirectory(Path.of(directory))) {
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
      know(name);
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

  /** The message of the innermost cause, after that of those around it if it is a name alone. */
  public static String rootMessage(Throwable error) {
    String own =
        error.getMessage() == null || error.getMessage().isBlank()
            ? error.getClass().getSimpleName()
            : error.getMessage();
    if (error.getCause() == null || error.getCause() == error) {
      return own;
    }
    String inner = rootMessage(error.getCause());
    return inner.contains(" ") || own.contains(inner) ? inner : own + ": " + inner;
  }
}
