package org.extendrouter.broker;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How the router uses its broker.
 *
 * @param consumers How many messages of one queue are worked on at a time, 1 to 64.
 * @param callTimeout How long to wait for the broker's answer before a webhook is answered 503.
 * @param watchInterval How often the queues are counted for metrics and health, at least 100ms.
 * @param minDiskFree Free space that the disk of the embedded broker's journal must have. With
 *     less, webhooks are answered 503, and the rest is left for the work taken before.
 * @param idCacheSize How many event ids the broker remembers to drop duplicates, 1000 to 10000000.
 *     An external broker must remember at least as many.
 */
@Validated
@ConfigurationProperties("extend.broker")
public record BrokerProperties(
    @Min(1) @Max(64) int consumers,
    @NotNull
        @DurationMin(
            millis = 1,
            message = "is too short: set how long to wait for the broker, for example 10s")
        Duration callTimeout,
    @NotNull
        @DurationMin(
            millis = 100,
            message = "is too short: set how often the queues are counted, for example 5s")
        Duration watchInterval,
    @NotNull DataSize minDiskFree,
    @Min(1000) @Max(10_000_000) int idCacheSize) {

  @AssertTrue(message = "is not a size: set how much of the disk must be free, for example 256MB")
  boolean isMinDiskFreeUsable() {
    return minDiskFree == null || minDiskFree.toBytes() > 0;
  }
}
