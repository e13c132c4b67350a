package org.extendrouter.standalone;

import java.text.DecimalFormatSymbols;
import java.util.Calendar;
import java.util.Locale;
import java.util.Locale.Category;

/**
 * The locale of numbers and times. Programs read what the router writes, so a locale with other
 * digits than 0 to 9, or another calendar than the Gregorian, is not for them.
 */
public final class FormatLocale {

  private FormatLocale() {}

  /** Has Java format neutrally if the locale of the process would not do; others stay. */
  public static void make() {
    Locale locale = Locale.getDefault(Category.FORMAT);
    if (DecimalFormatSymbols.getInstance(locale).getZeroDigit() != '0'
        || !Calendar.getInstance(locale).getCalendarType().equals("gregory")) {
      Locale.setDefault(Category.FORMAT, Locale.ROOT);
    }
  }
}
