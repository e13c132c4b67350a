package org.extendrouter.retries;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.extendrouter.names.HeaderNames;

/**
 * What a queue has of messages that failed, or may have.
 *
 * @param messages those that wait for their next attempt, and those that are being delivered
 * @param unlisted how many more wait, which the broker was not asked to describe
 */
public record Retries(List<TriedMessage> messages, long unlisted) {

  /** Nothing was tried. */
  public static final Retries NONE = new Retries(List.of(), 0);

  private static final String SENDER_NAMED = "_AMQ_SCHED_DELIVERY";

  /**
   * Looks at what is not ready.
   *
   * @param scheduled what is not to be delivered now, as the broker's management describes it
   * @param delivering what is being delivered, likewise
   * @param unlisted how many more are not to be delivered now
   * @return the messages, without those that are put off on purpose
   */
  public static Retries of(List<JsonNode> scheduled, List<JsonNode> delivering, long unlisted) {
    return new Retries(
        Stream.concat(
                scheduled.stream()
                    .filter(message -> !isPutOffOnPurpose(message))
                    .map(message -> tried(message, true)),
                delivering.stream().map(message -> tried(message, false)))
            .toList(),
        unlisted);
  }

  /** A review in Extend waits for an earlier decision; another's sender has named a time. */
  private static boolean isPutOffOnPurpose(JsonNode message) {
    return message.has(HeaderNames.WAITS_SINCE)
        || message.path(SENDER_NAMED).asLong() > System.currentTimeMillis();
  }

  private static TriedMessage tried(JsonNode message, boolean waits) {
    return new TriedMessage(
        message.path("userID").asText(),
        Instant.ofEpochMilli(message.path("timestamp").asLong()),
        waits);
  }
}
