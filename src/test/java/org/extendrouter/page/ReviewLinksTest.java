package org.extendrouter.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Locale.Category;
import org.junit.jupiter.api.Test;

class ReviewLinksTest {

  private static final Instant NOW = Instant.parse("2026-05-18T07:41:32Z");

  private final ReviewLinks links =
      new ReviewLinks(
          new PageProperties("https://router.example.com", "k".repeat(40), Duration.ofDays(90)),
          Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void aLinkIsTheSameInEachLocale() {
    String link = links.link("a-ticket", NOW.toString());
    Locale before = Locale.getDefault(Category.FORMAT);
    try {
      Locale.setDefault(Category.FORMAT, Locale.forLanguageTag("ar-EG"));
      assertThat(links.link("a-ticket", NOW.toString()))
          .isEqualTo(link)
          .contains("?expires=1786866092&");
      assertThat(links.recognise("a-ticket", link.substring(link.indexOf('?') + 1)))
          .hasValueSatisfying(known -> assertThat(known.expired()).isFalse());
    } finally {
      Locale.setDefault(Category.FORMAT, before);
    }
  }
}
