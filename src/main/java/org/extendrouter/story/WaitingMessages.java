package org.extendrouter.story;

import static org.extendrouter.story.QueuedMessage.State.IN_WORK;
import static org.extendrouter.story.QueuedMessage.State.READY;
import static org.extendrouter.story.QueuedMessage.State.WAITS_FOR_RETRY;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.JMSException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.queues.BrokerQueues;
import org.extendrouter.queues.RouterQueues;
import org.extendrouter.story.QueuedMessage.State;
import org.springframework.stereotype.Component;

/** Looks for the messages of a run in all queues of the router, dead letters aside. */
@Component
class WaitingMessages {

  private static final String ALL =
      "{\"field\":\"name\",\"operation\":\"CONTAINS\",\"value\":\"\"}";

  /** More queues than any router has. */
  private static final int PAGE = 1000;

  /** The broker describes each message; above this many it costs too much. */
  private static final int MOST_LISTED = 1000;

  private final BrokerQueues broker;
  private final RouterQueues queues;

  WaitingMessages(BrokerQueues broker, RouterQueues queues) {
    this.broker = broker;
    this.queues = queues;
  }

  /**
   * What waits for a run.
   *
   * @param runId Extend's id of the run
   * @return the messages; of what is in work or waits for a retry, only where that is no more than
   *     the broker can list
   * @throws org.springframework.jms.JmsException if the broker does not answer
   * @throws org.extendrouter.queues.ManagementRefusedException if it does not let this user ask
   */
  List<QueuedMessage> of(String runId) {
    String filter = "%s = '%s'".formatted(HeaderNames.RUN_ID, runId.replace("'", "''"));
    return broker.ask(
        asker -> {
          List<QueuedMessage> found = new ArrayList<>();
          Object all = asker.ask(ResourceNames.BROKER, "listQueues", ALL, 1, PAGE);
          for (JsonNode queue : broker.json(all).path("data")) {
            String name = queue.path("name").asText();
            if (queues.isWork(name) && queue.path("messageCount").asLong() > 0) {
              String resource = ResourceNames.QUEUE + name;
              add(found, name, READY, runId, asker.ask(resource, "listMessagesAsJSON", filter));
              if (isListed(queue, "deliveringCount")) {
                Object delivering = asker.ask(resource, "listDeliveringMessagesAsJSON");
                add(found, name, IN_WORK, runId, delivering);
              }
              if (isListed(queue, "scheduledCount")) {
                Object scheduled = asker.ask(resource, "listScheduledMessagesAsJSON");
                add(found, name, WAITS_FOR_RETRY, runId, scheduled);
              }
            }
          }
          return found;
        });
  }

  private static boolean isListed(JsonNode queue, String count) {
    long messages = queue.path(count).asLong();
    return messages > 0 && messages <= MOST_LISTED;
  }

  private void add(
      List<QueuedMessage> found, String queue, State state, String runId, Object messages)
      throws JMSException {
    for (JsonNode message : broker.json(messages).findParents(HeaderNames.RUN_ID)) {
      if (runId.equals(message.path(HeaderNames.RUN_ID).asText())) {
        found.add(
            new QueuedMessage(
                queue,
                state,
                text(message, HeaderNames.EVENT_ID),
                Instant.ofEpochMilli(message.path("timestamp").asLong()),
                text(message, HeaderNames.DECISION),
                text(message, HeaderNames.TYPE),
                text(message, HeaderNames.CONFIDENCE),
                text(message, HeaderNames.THRESHOLD),
                text(message, HeaderNames.RECEIVED_AT),
                text(message, HeaderNames.DECIDED_AT),
                text(message, HeaderNames.TICKET),
                text(message, HeaderNames.REVIEW)));
      }
    }
  }

  private static String text(JsonNode message, String header) {
    JsonNode value = message.path(header);
    return value.isValueNode() && !value.isNull() ? value.asText() : null;
  }
}
