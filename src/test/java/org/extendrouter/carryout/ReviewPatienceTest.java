package org.extendrouter.carryout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.extendrouter.testrun.SettableClock;
import org.junit.jupiter.api.Test;

/** How often a review in Extend that waits is looked at, and when people are told. */
class ReviewPatienceTest {

  private static final String START = "2026-11-28T10:00:00Z";

  private final SettableClock clock = new SettableClock(Instant.parse(START));
  private final ReviewPatience patience = new ReviewPatience(clock);

  @Test
  void looksComeEverMoreRarelyAndOneOfThemEndsIt() {
    String since = patience.now();
    assertThat(since).isEqualTo(START);
    List<Long> pauses = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    for (int look = 0; look < 10; look++) {
      Instant now = clock.instant();
      Duration pause = Duration.between(now, Instant.ofEpochMilli(patience.nextLook(since)));
      pauses.add(pause.toSeconds());
      clock.pass(pause);
      if (patience.ends(since, now.toEpochMilli())) {
        ends.add(Duration.between(Instant.parse(START), clock.instant()).toSeconds());
      }
    }
    assertThat(pauses).containsExactly(5L, 5L, 10L, 20L, 40L, 80L, 160L, 300L, 300L, 300L);
    assertThat(ends).containsExactly(320L);
  }

  @Test
  void aClockThatWasSetBackBringsTheNextLookSoon() {
    String since = patience.now();
    clock.pass(Duration.ofHours(-1));
    assertThat(patience.nextLook(since)).isEqualTo(clock.millis() + 5000);
    assertThat(patience.ends(since, clock.millis())).isFalse();
  }
}
