package org.extendrouter.check.values;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.fault.Spelling;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

/** Says of a value that cannot be converted what it should be, and guesses what was meant. */
public final class UnusableValue {

  private static final Pattern PERCENT = Pattern.compile("\\s*(\\d{1,3}(?:[.,]\\d+)?)\\s*%\\s*");
  private static final Pattern SECRET = Pattern.compile(".*(secret|password|key).*");

  /** Times of Camel's components; those of its context are in seconds. */
  private static final Pattern MILLISECONDS =
      Pattern.compile("camel\\.component\\..+-(?:timeout|time-to-live)");

  private static final String OTHER = "what is needed here";

  private UnusableValue() {}

  /**
   * Whether a fault is about a value of a type that is not known here.
   *
   * @param fault any fault
   * @return false for example for a number or a duration
   */
  public static boolean isOfAnotherKind(Fault fault) {
    return fault.problem().endsWith(OTHER);
  }

  /**
   * The fault of a setting.
   *
   * @param name its key
   * @param place where it stands
   * @param declared what it is to be
   * @param value what it is
   * @return the fault, without the value if that is a secret
   */
  public static Fault fault(
      ConfigurationPropertyName name, String place, ResolvableType declared, Object value) {
    ResolvableType single =
        declared.asCollection() == ResolvableType.NONE
            ? declared
            : declared.asCollection().getGeneric(0);
    Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(single.resolve(Object.class));
    if (type.isRecord() && String.valueOf(value).isEmpty()) {
      return new Fault(place, "has no value of its own", "set what is below it, or remove it");
    }
    String written = SECRET.matcher(name.toString()).matches() ? "the value" : "\"" + value + "\"";
    return new Fault(place, written + " is not " + kind(type), advice(name, type, value));
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
    if (type.isRecord()) {
      return "a group of settings";
    }
    return type.isEnum() ? "one of " + words(type) : OTHER;
  }

  private static String advice(ConfigurationPropertyName name, Class<?> type, Object value) {
    Matcher percent = PERCENT.matcher(String.valueOf(value));
    if (Number.class.isAssignableFrom(type) && percent.matches()) {
      double number = Double.parseDouble(percent.group(1).replace(',', '.')) / 100;
      return "write " + number;
    }
    if (MILLISECONDS.matcher(name.toString()).matches()) {
      return milliseconds(String.valueOf(value));
    }
    if (type == Integer.class || type == Long.class) {
      return "write digits alone, for example 30";
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
    if (type == Boolean.class) {
      return "write true or false";
    }
    if (type.isEnum()) {
      List<String> words = List.of(words(type).split(", "));
      return Stream.of(String.valueOf(value).split(","))
          .map(String::strip)
          .filter(word -> !words.contains(word.toLowerCase(Locale.ROOT)))
          .flatMap(word -> Spelling.closest(word, words).stream())
          .findFirst()
          .map(word -> "did you mean %s?".formatted(word))
          .orElse("write one of them");
    }
    if (type.isRecord()) {
      return "write a line for each setting of the entry, for example - type: "
          + (value instanceof String text ? text : "invoice");
    }
    return "configuration.md in the documentation says what each key takes";
  }

  private static String milliseconds(String value) {
    try {
      return "write %d: it is in milliseconds"
          .formatted(DurationStyle.detectAndParse(value).toMillis());
    } catch (IllegalArgumentException noDuration) {
      return "write digits alone, in milliseconds, for example 30000";
    }
  }

  private static String words(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
