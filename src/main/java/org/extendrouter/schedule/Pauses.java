package org.extendrouter.schedule;

import java.time.Duration;

/** For how long the router waits until it looks at something again. */
public final class Pauses {

  /** The longest pause until a message is looked at again that waits for another. */
  public static final Duration LONGEST = Duration.ofMinutes(5);

  private Pauses() {}
}
