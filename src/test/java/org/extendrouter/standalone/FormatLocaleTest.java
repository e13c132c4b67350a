package org.extendrouter.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.SimpleDateFormat;
import java.util.Date;
import java.util.Locale;
import java.util.Locale.Category;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormatLocaleTest {

  private final Locale before = Locale.getDefault(Category.FORMAT);

  @AfterEach
  void restore() {
    Locale.setDefault(Category.FORMAT, before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "fa-IR", "mr-IN", "th-TH", "ja-JP-u-ca-japanese"})
  void numbersAndTimesCanBeRead(String locale) {
    Locale.setDefault(Category.FORMAT, Locale.forLanguageTag(locale));

    FormatLocale.make();

    assertThat("%d".formatted(1803786936)).isEqualTo("1803786936");
    assertThat(new SimpleDateFormat("yyyy-MM-dd").format(new Date(0)))
        .matches("19(70|69)-\\d\\d-\\d\\d");
  }

  @Test
  void otherLocalesStay() {
    Locale.setDefault(Category.FORMAT, Locale.GERMANY);

    FormatLocale.make();

    assertThat("%,.2f".formatted(1234.5)).isEqualTo("1.234,50");
  }
}
