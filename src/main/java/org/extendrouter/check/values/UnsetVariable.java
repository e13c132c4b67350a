package org.extendrouter.check.values;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.extendrouter.check.fault.Fault;

/** A variable that is not set; Spring Boot takes its placeholder as it is written. */
public final class UnsetVariable {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z][\\w.-]*)}");
  private static final String NOT_SET = " is not set anywhere";

  private UnsetVariable() {}

  /**
   * Looks for one.
   *
   * @param place where a setting stands
   * @param value the setting, with the variables that are set
   * @return a fault if one is not; empty if all are
   */
  public static Optional<Fault> fault(String place, String value) {
    Matcher placeholder = PLACEHOLDER.matcher(value);
    return placeholder.find()
        ? Optional.of(
            new Fault(
                place,
                placeholder.group(1) + NOT_SET,
                "set this environment variable, or check its spelling"))
        : Optional.empty();
  }

  /**
   * Whether a value waits for a variable.
   *
   * @param value the value of a setting
   * @return true if it holds a placeholder
   */
  public static boolean isIn(String value) {
    return PLACEHOLDER.matcher(value).find();
  }

  /**
   * Whether a fault is about such a variable.
   *
   * @param fault any fault
   * @return true if it may go away where the variable is set
   */
  public static boolean isReasonOf(Fault fault) {
    return fault.problem().endsWith(NOT_SET);
  }
}
