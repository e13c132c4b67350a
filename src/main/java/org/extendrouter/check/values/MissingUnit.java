package org.extendrouter.check.values;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.extendrouter.check.fault.Fault;
import org.springframework.util.unit.DataSize;

/**
 * A duration or size without its unit. Spring Boot takes milliseconds and bytes, and hardly anybody
 * means them.
 */
public final class MissingUnit {

  private static final Pattern DIGITS = Pattern.compile("\\s*[+-]?0*(\\d+)\\s*");
  private static final Pattern UNIT = Pattern.compile("\\d+([A-Za-z]+)");
  private static final String ZERO = "0";

  private record Units(String assumed, String usual) {}

  private static final Map<Class<?>, Units> UNITS =
      Map.of(
          Duration.class, new Units("ms", "h"),
          DataSize.class, new Units("bytes", "MB"));

  private MissingUnit() {}

  /**
   * Looks for one.
   *
   * @param place where the setting stands
   * @param type what it is to be
   * @param value what it is
   * @param preset its default, whose unit is most likely meant; empty if it has none
   * @return the fault; empty if there is a unit, or the value is 0, which needs none
   */
  public static Optional<Fault> fault(String place, Class<?> type, String value, String preset) {
    Matcher digits = DIGITS.matcher(value);
    if (!UNITS.containsKey(type) || !digits.matches() || digits.group(1).equals(ZERO)) {
      return Optional.empty();
    }
    Units units = UNITS.get(type);
    Matcher unit = UNIT.matcher(preset);
    return Optional.of(
        new Fault(
            place,
            "%1$s has no unit, so that it means %1$s %2$s"
                .formatted(digits.group(1), units.assumed()),
            "write it with its unit, for example "
                + digits.group(1)
                + (unit.matches() ? unit.group(1) : units.usual())));
  }
}
