package org.extendrouter.destination;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.extendrouter.schedule.Pauses;

/**
 * Tells from failures and successes whether a destination is down, and when to probe it. Only first
 * attempts count: a message that fails again and again says nothing of its destination. Nor do a
 * few that fail one after the other; those that could not be delivered anywhere may stand in a row.
 * So each probe tries some, and only when many have failed without a success between, one.
 *
 * <p>Once nothing waits that could show whether it is back, it is not taken for down any longer.
 *
 * <p>After a start all that waits may have been tried before. Until a message gets through, each
 * counts once.
 */
final class Circuit {

  /** How many messages fail at their first attempt before nothing more is consumed for a while. */
  static final int FAILURES = 10;

  /** After this many, one message is enough for a probe, and probes become rarer. */
  static final int CERTAIN = 250;

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

  private State state = State.UP;

  /** What has failed since the start, as long as nothing has got through; null from then on. */
  private Set<String> failedSinceStart = new HashSet<>();

  /** Since the last success. */
  private int failures;

  private int failuresOfProbe;
  private Instant since;
  private String reason;
  private Duration pause;
  private Instant nextProbe;

  /** The first look since the last failure that saw the queue empty, as did all others since. */
  private OptionalLong firstEmpty = OptionalLong.empty();

  Circuit(Clock clock, Duration firstPause) {
    this.clock = clock;
    this.firstPause = firstPause.compareTo(LONGEST_PAUSE) < 0 ? firstPause : LONGEST_PAUSE;
    this.pause = this.firstPause;
  }

  /**
   * Notes that a message could not be delivered.
   *
   * @param messageId the broker's id of it
   * @param firstAttempt whether it was tried for the first time
   * @param why on one line
   * @return whether nothing more is to be consumed now
   */
  synchronized boolean failed(String messageId, boolean firstAttempt, String why) {
    reason = why;
    firstEmpty = OptionalLong.empty();
    boolean counts = isFirstOfStart(messageId) || firstAttempt;
    // What fails once all is suspended was under way when the others failed.
    if (counts && state != State.SUSPENDED) {
      if (failures == 0) {
        since = clock.instant();
      }
      failures++;
      failuresOfProbe++;
      if (failuresOfProbe >= FAILURES || failures > CERTAIN) {
        suspend();
      }
    }
    return state == State.SUSPENDED;
  }

  /**
   * Notes that the destination is known to be down, whatever message has found that out.
   *
   * @param why on one line
   */
  synchronized void trip(String why) {
    if (state == State.SUSPENDED) {
      return;
    }
    reason = why;
    if (failures == 0) {
      since = clock.instant();
      failures = 1;
    }
    suspend();
  }

  private boolean isFirstOfStart(String messageId) {
    return failedSinceStart != null
        && failedSinceStart.size() < CERTAIN
        && failedSinceStart.add(messageId);
  }

  /**
   * Notes that a message was delivered.
   *
   * @return how long the destination was down; empty if it was not
   */
  synchronized Optional<Duration> succeeded() {
    Optional<Duration> down = down().map(was -> Duration.between(was.since(), clock.instant()));
    forgetFailures();
    failedSinceStart = null;
    return down;
  }

  /**
   * Whether it is time to try again, until enough of what is tried has failed.
   *
   * @return true once for each probe
   */
  synchronized boolean probe() {
    if (state != State.SUSPENDED || Pauses.goesOn(nextProbe, pause, clock.instant())) {
      return false;
    }
    state = State.PROBED;
    return true;
  }

  /**
   * Notes what the last look at the queue saw. It may have begun before the last failure, and the
   * one after it, too.
   *
   * @param look its number if it saw the queue empty; nothing if there is a message, or if it is
   *     not known
   * @return how long the destination was down, if nothing is left that could show whether it still
   *     is; empty if it was not down, or stays it
   */
  synchronized Optional<Duration> looked(OptionalLong look) {
    if (state == State.UP || look.isEmpty()) {
      firstEmpty = OptionalLong.empty();
    } else if (firstEmpty.isEmpty()) {
      firstEmpty = look;
    } else if (look.getAsLong() >= firstEmpty.getAsLong() + 2) {
      Duration down = Duration.between(since, clock.instant());
      forgetFailures();
      return Optional.of(down);
    }
    return Optional.empty();
  }

  /** Forgets all failures, and whether a message got through. */
  synchronized void reset() {
    forgetFailures();
    failedSinceStart = new HashSet<>();
  }

  private void forgetFailures() {
    state = State.UP;
    failures = 0;
    failuresOfProbe = 0;
    pause = firstPause;
    firstEmpty = OptionalLong.empty();
  }

  /**
   * What is known of a destination that is down.
   *
   * @return empty if it is up
   */
  synchronized Optional<Down> down() {
    return state == State.UP ? Optional.empty() : Optional.of(new Down(since, reason, nextProbe));
  }

  private void suspend() {
    if (failures > CERTAIN) {
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
    state = State.SUSPENDED;
    failuresOfProbe = 0;
    nextProbe = clock.instant().plus(pause);
  }
}
