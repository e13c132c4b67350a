package org.extendrouter.redelivery;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
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
    @NotNull Duration delay,
    @DecimalMin(value = "1", message = "must be from 1 to 10")
        @DecimalMax(value = "10", message = "must be from 1 to 10")
        double multiplier,
    @NotNull Duration maxDelay,
    @NotNull Duration giveUpAfter) {

  private static final int MOST_ATTEMPTS = 100_000;

  @AssertTrue(
      message =
          "delay must be at least 1ms, max-delay not shorter than delay, and give-up-after more"
              + " than 0, for example 5s, 1h and 24h")
  boolean isOrdered() {
    return delay == null
        || maxDelay == null
        || giveUpAfter == null
        || (delay.toMillis() > 0
            && maxDelay.compareTo(delay) >= 0
            && giveUpAfter.compareTo(Duration.ZERO) > 0);
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
