package org.extendrouter.check.values;

import jakarta.validation.ConstraintViolation;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.extendrouter.check.fault.Fault;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** Says of a value that is out of its range which setting has it, and what to write. */
public final class InvalidValue {

  private InvalidValue() {}

  /**
   * The setting that a violation is about. What an annotation cannot ask, a method does whose name
   * begins with that of the setting.
   *
   * @param root the prefix of its class
   * @param violation what the validation found
   * @param known the keys that are known so far
   * @return the key
   */
  public static ConfigurationPropertyName setting(
      ConfigurationPropertyName root,
      ConstraintViolation<?> violation,
      Collection<ConfigurationPropertyName> known) {
    String property = violation.getPropertyPath().toString().replaceAll("\\.<[^>]*>", "");
    ConfigurationPropertyName path = ConfigurationPropertyName.of(root + "." + kebab(property));
    return known.stream()
        .filter(name -> words(path).startsWith(words(name)))
        .max(Comparator.comparingInt(name -> name.toString().length()))
        .orElseGet(path::getParent);
  }

  /**
   * The fault of a setting. Messages of the router's settings read "what is wrong: what to write".
   *
   * @param place where it stands
   * @param violation what the validation found
   * @return the fault
   */
  public static Fault fault(String place, ConstraintViolation<?> violation) {
    String message = violation.getMessage();
    int colon = message.indexOf(": ");
    return colon < 0
        ? new Fault(place, "is not valid", message)
        : new Fault(place, message.substring(0, colon), message.substring(colon + 2));
  }

  private static String words(ConfigurationPropertyName name) {
    return name.toString().replace('.', '-').replace("[", "-[") + "-";
  }

  private static String kebab(String path) {
    return path.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}
