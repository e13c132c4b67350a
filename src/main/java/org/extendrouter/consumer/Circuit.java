package org.extendrouter.consumer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Tells from failures and successes whether a destination is down, and when to probe it. One poison
 * message, however often it fails, is no sign of that; many different ones without a success are.
 */
final class Circuit {

  /** So many different messages have to fail without a success between. */
  static final int FAILURES = 10;

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private enum State {
    UP,
    SUSPENDED,
    PROBED
  }

  /**
   * A destination that is down.
   *
   * @param since when the first of its failures was
   * @param reason what the last failure was, on one line
   * @param nextProbe when it is tried again; in the past while it is being tried
   */
  record Down(Instant since, String reason, Instant nextProbe) {}

  private final Clock clock;
  private final Duration firstPause;
  private final Set<String> failed = new HashSet<>();

  private State state = State.UP;
  private Instant since;
  private String reason;
  private Duration pause;
  private Instant nextProbe;

  Circuit(Clock clock, Duration firstPause) {
    this.clock = clock;
    this.firstPause = firstPause.compareTo(LONGEST_PAUSE) < 0 ? firstPause : LONGEST_PAUSE;
  }

  /**
   * Notes that a message could not be delivered.
   *
   * @param messageId whose it was
   * @param why on one line
   * @return whether nothing more is to be consumed now
   */
  synchronized boolean failed(String messageId, String why) {
    reason = why;
    switch (state) {
      case UP -> {
        if (failed.isEmpty()) {
          since = clock.instant();
        }
        failed.add(messageId);
        if (failed.size() >= FAILURES) {
          suspend(firstPause);
        }
      }
      case PROBED -> {
        Duration doubled = pause.multipliedBy(2);
        suspend(doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE);
      }
      case SUSPENDED -> {
        // It was under way when the others failed.
      }
    }
    return state == State.SUSPENDED;
  }

  /**
   * Notes that a message was delivered.
   *
   * @return how long the destination was down; empty if it was not
   */
  synchronized Optional<Duration> succeeded() {
    Optional<Duration> down = down().map(was -> Duration.between(was.since(), clock.instant()));
    reset();
    return down;
  }

  /**
   * Whether it is time to try again; if so, the next failure suspends at once.
   *
   * @return true once for each probe
   */
  synchronized boolean probe() {
    if (state != State.SUSPENDED || isEarly(clock.instant())) {
      return false;
    }
    state = State.PROBED;
    return true;
  }

  /** A clock that was set back does not put off the probe. */
  private boolean isEarly(Instant now) {
    return now.isBefore(nextProbe) && !now.isBefore(nextProbe.minus(pause));
  }

  /** Forgets all failures. */
  synchronized void reset() {
    state = State.UP;
    failed.clear();
  }

  /**
   * What is known of a destination that is down.
   *
   * @return empty if it is up
   */
  synchronized Optional<Down> down() {
    return state == State.UP ? Optional.empty() : Optional.of(new Down(since, reason, nextProbe));
  }

  private void suspend(Duration nextPause) {
    state = State.SUSPENDED;
    pause = nextPause;
    nextProbe = clock.instant().plus(nextPause);
    failed.clear();
  }
}
