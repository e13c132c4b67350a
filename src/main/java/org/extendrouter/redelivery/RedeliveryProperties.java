package org.extendrouter.redelivery;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How often, and for how long, a step that fails is tried again. The broker does the waiting.
 *
 * @param delay Pause after the first failed attempt.
 * @param multiplier How many times longer each pause is than the one before, 1 to 10.
 * @param maxDelay Longest pause between two attempts.
 * @param giveUpAfter How long a message is tried again. Then it becomes a dead letter.
 */
@Validated
@ConfigurationProperties("extend.redelivery")
public record RedeliveryProperties(
    @NotNull
        @DurationMin(
            millis = 1,
            message = "is shorter than 1ms: set the pause after the first failure, for example 5s")
        Duration delay,
    @DecimalMin(value = "1", message = MULTIPLIER) @DecimalMax(value = "10", message = MULTIPLIER)
        double multiplier,
    @NotNull Duration maxDelay,
    @NotNull
        @DurationMin(
            nanos = 1,
            message = "is not a time: set how long to try again, for example 24h")
        Duration giveUpAfter) {

  private static final int MOST_ATTEMPTS = 100_000;

  private static final String MULTIPLIER =
      "is not from 1 to 10: set how much longer each pause is than the one before, for example 2";

  @AssertTrue(
      message = "is shorter than extend.redelivery.delay: set the longest pause, for example 1h")
  boolean isMaxDelayLongEnough() {
    return delay == null || maxDelay == null || maxDelay.compareTo(delay) >= 0;
  }

  /**
   * How many deliveries the pauses leave room for, 100,000 at the most.
   *
   * @return the number of attempts, the first included
   */
  public int attempts() {
    int attempts = 1;
    double pause = delay.toMillis();
    for (double waited = pause;
        attempts < MOST_ATTEMPTS && waited <= giveUpAfter.toMillis();
        waited += pause) {
      attempts++;
      pause = Math.min(pause * multiplier, maxDelay.toMillis());
    }
    return attempts;
  }
}
