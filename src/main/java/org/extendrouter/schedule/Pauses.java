package org.extendrouter.schedule;

import java.time.Duration;
import java.time.Instant;

/** For how long the router waits until it looks at something again. */
public final class Pauses {

  /** The longest pause until a message is looked at again that waits for another. */
  public static final Duration LONGEST = Duration.ofMinutes(5);

  private Pauses() {}

  /**
   * Whether a pause goes on. One that seems to end later than it lasts was begun before the clock
   * was set back, which must not make it longer.
   *
   * @param end when it ends
   * @param pause how long it is
   * @param now the time now
   * @return false if it is over
   */
  public static boolean goesOn(Instant end, Duration pause, Instant now) {
    return now.isBefore(end) && !now.isBefore(end.minus(pause));
  }
}
