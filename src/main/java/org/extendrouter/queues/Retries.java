package org.extendrouter.queues;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.extendrouter.names.HeaderNames;

/**
 * What a queue has of messages that failed and wait for their next attempt.
 *
 * @param messages how many there are
 * @param oldest when the oldest of them was put there; null if there is none
 * @param oldestId its JMS message id; null if there is none
 */
public record Retries(long messages, Instant oldest, String oldestId) {

  static final Retries NONE = new Retries(0, null, null);

  private static final String SENDER_NAMED = "_AMQ_SCHED_DELIVERY";

  /**
   * Looks at what is not to be delivered now.
   *
   * @param scheduled the messages, as the broker's management describes them
   * @param all how many there are, of which not each may be described
   */
  static Retries of(List<JsonNode> scheduled, long all) {
    List<JsonNode> failed =
        scheduled.stream().filter(message -> !isPutOffOnPurpose(message)).toList();
    long purposely = (long) scheduled.size() - failed.size();
    return failed.stream()
        .min(Comparator.comparingLong(Retries::timestamp))
        .map(
            oldest ->
                new Retries(
                    all - purposely,
                    Instant.ofEpochMilli(timestamp(oldest)),
                    oldest.path("userID").asText()))
        .orElse(NONE);
  }

  /** A review in Extend waits for an earlier decision; another's sender has named a time. */
  private static boolean isPutOffOnPurpose(JsonNode message) {
    return message.has(HeaderNames.WAITS_SINCE)
        || message.path(SENDER_NAMED).asLong() > System.currentTimeMillis();
  }

  private static long timestamp(JsonNode message) {
    return message.path(BrokerQueues.TIMESTAMP).asLong();
  }
}
