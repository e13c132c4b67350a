package org.extendrouter.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenForTest {

  @ParameterizedTest
  @CsvSource({
    "PT-1S, Open for 0 minutes",
    "PT59S, Open for 0 minutes",
    "PT1M, Open for 1 minute",
    "PT59M59S, Open for 59 minutes",
    "PT1H, Open for 1 hour",
    "PT23H59M, Open for 23 hours",
    "PT24H, Open for 1 day",
    "PT47H59M, Open for 1 day",
    "P400D, Open for 400 days"
  })
  void theAgeIsToldInItsLargestFullUnit(Duration age, String words) {
    assertThat(OpenFor.words(age)).isEqualTo(words);
  }
}
