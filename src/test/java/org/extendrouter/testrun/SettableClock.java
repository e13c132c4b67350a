package org.extendrouter.testrun;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock on which time passes also when a test says so. */
public final class SettableClock extends Clock {

  private final Clock base;
  private volatile Duration passed = Duration.ZERO;

  /** Otherwise it stands still. */
  public SettableClock(Instant now) {
    this(Clock.fixed(now, ZoneOffset.UTC));
  }

  /** Otherwise it goes as {@code base} does. */
  public SettableClock(Clock base) {
    this.base = base;
  }

  /** Lets time pass; a negative time sets the clock back. */
  public void pass(Duration time) {
    passed = passed.plus(time);
  }

  @Override
  public Instant instant() {
    return base.instant().plus(passed);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
