package org.extendrouter.ticket;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Confidences and thresholds as people read them. What is small is not rounded but dropped, and
 * what has many digits is not written out: 1e-999999999 has a thousand million.
 */
final class Certainty {

  private static final int DECIMALS = 2;
  private static final int SORTABLE_DECIMALS = 3;
  private static final int MOST_DIGITS = 100;
  private static final BigDecimal HUNDRED = new BigDecimal("100");
  private static final BigDecimal THOUSAND = new BigDecimal("1000");
  private static final BigDecimal THOUSANDTH = new BigDecimal("0.001");

  private final BigDecimal value;

  /**
   * A certainty.
   *
   * @param value 0 to 1 if it is sound; null if it is not known
   */
  Certainty(BigDecimal value) {
    this.value = value;
  }

  boolean isKnown() {
    return value != null && value.abs().compareTo(THOUSAND) < 0;
  }

  /** As it was sent, with two decimals at least; null if it is not known. */
  String exact() {
    if (value == null) {
      return null;
    }
    if (Math.abs((long) value.scale()) > MOST_DIGITS || value.precision() > MOST_DIGITS) {
      return value.toString();
    }
    BigDecimal plain = value.stripTrailingZeros();
    return plain.setScale(Math.max(DECIMALS, plain.scale())).toPlainString();
  }

  /** Of equal width, to sort by; empty if it is not known. */
  String sortable() {
    return isKnown() ? rounded(SORTABLE_DECIMALS).toPlainString() : "";
  }

  /** Rounded down, so that one just under its threshold does not look like it. */
  String percent() {
    return rounded(DECIMALS).multiply(HUNDRED).setScale(0).toPlainString() + " %";
  }

  /** Not rounded: that of a setting. */
  String exactPercent() {
    BigDecimal percent = value.multiply(HUNDRED).stripTrailingZeros();
    return percent.setScale(Math.max(0, percent.scale())).toPlainString() + " %";
  }

  private BigDecimal rounded(int decimals) {
    BigDecimal shown = value.abs().compareTo(THOUSANDTH) < 0 ? BigDecimal.ZERO : value;
    return shown.setScale(decimals, RoundingMode.DOWN);
  }
}
