package org.extendrouter.text;

import java.math.BigDecimal;

/** Decimals where only floating-point numbers can stand. */
public final class Decimals {

  private Decimals() {}

  /**
   * A decimal as a floating-point number, which is below that of a bound if the decimal is. One
   * just below the bound may else be the same number.
   *
   * @param value the decimal
   * @param bound what it is compared with; null for nothing
   * @return the nearest number, or the next below it; infinite if it is too large for one
   */
  public static double floating(BigDecimal value, BigDecimal bound) {
    double nearest = value.doubleValue();
    return bound != null && value.compareTo(bound) < 0 && nearest == bound.doubleValue()
        ? Math.nextDown(nearest)
        : nearest;
  }
}
