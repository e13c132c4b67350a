package org.extendrouter.story;

import static org.extendrouter.story.QueuedMessage.State.IN_WORK;
import static org.extendrouter.story.QueuedMessage.State.READY;
import static org.extendrouter.story.QueuedMessage.State.WAITS_FOR_RETRY;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.extendrouter.connection.BrokerConnection;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.overdue.FailedAttempts;
import org.extendrouter.overdue.LastFailure;
import org.extendrouter.queues.BrokerQueues;
import org.extendrouter.story.QueuedMessage.State;
import org.extendrouter.taking.RouterQueues;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

/** Looks for the messages of a run in all queues of the router, dead letters aside. */
@Component
class WaitingMessages {

  /** The broker describes each message; above this many it costs too much. */
  private static final int MOST_LISTED = 1000;

  /**
   * Selects one message in 256, by what changes with each millisecond in the ids that Artemis
   * gives. While the broker looks for the next one that is selected, it delivers nothing of that
   * queue.
   */
  private static final String PAUSES = "JMSMessageID LIKE 'ID:_____00_-%'";

  private final BrokerQueues broker;
  private final RouterQueues queues;
  private final FailedAttempts attempts;
  private final JmsTemplate jms;

  WaitingMessages(
      BrokerQueues broker,
      RouterQueues queues,
      FailedAttempts attempts,
      BrokerConnection connection) {
    this.broker = broker;
    this.queues = queues;
    this.attempts = attempts;
    this.jms = new JmsTemplate(connection.browsing());
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
    return broker.ask(
        asker -> {
          List<QueuedMessage> found = new ArrayList<>();
          for (Map.Entry<String, JsonNode> one : asker.queues(queues.part()).entrySet()) {
            String name = one.getKey();
            JsonNode queue = one.getValue();
            if (queues.isWork(name) && queue.path("messageCount").asLong() > 0) {
              String resource = ResourceNames.QUEUE + name;
              found.addAll(ready(name, runId));
              if (isListed(queue, "deliveringCount")) {
                JsonNode delivering = asker.json(resource, "listDeliveringMessagesAsJSON");
                add(found, name, IN_WORK, runId, delivering);
              }
              if (isListed(queue, "scheduledCount")) {
                JsonNode scheduled = asker.json(resource, "listScheduledMessagesAsJSON");
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

  /** The broker's management lists the first of a queue alone. */
  private List<QueuedMessage> ready(String queue, String runId) {
    return jms.browseSelected(
        queue,
        "%s OR %s".formatted(HeaderNames.selector(HeaderNames.RUN_ID, runId), PAUSES),
        (session, browser) -> {
          List<QueuedMessage> ready = new ArrayList<>();
          Enumeration<?> messages = browser.getEnumeration();
          while (messages.hasMoreElements()) {
            Message message = (Message) messages.nextElement();
            if (runId.equals(message.getStringProperty(HeaderNames.RUN_ID))) {
              ready.add(
                  message(
                      queue,
                      READY,
                      message.getJMSTimestamp(),
                      Optional.empty(),
                      headers(message)::get));
            }
          }
          return ready;
        });
  }

  private static Map<String, String> headers(Message message) throws JMSException {
    Map<String, String> headers = new HashMap<>();
    for (Enumeration<?> names = message.getPropertyNames(); names.hasMoreElements(); ) {
      String name = (String) names.nextElement();
      headers.put(name, Objects.toString(message.getObjectProperty(name), null));
    }
    return headers;
  }

  private void add(
      List<QueuedMessage> found, String queue, State state, String runId, JsonNode messages) {
    for (JsonNode message : messages.findParents(HeaderNames.RUN_ID)) {
      if (runId.equals(message.path(HeaderNames.RUN_ID).asText())) {
        Optional<LastFailure> last =
            state == WAITS_FOR_RETRY
                ? attempts.of(message.path("userID").asText())
                : Optional.empty();
        found.add(
            message(
                queue,
                state,
                message.path("timestamp").asLong(),
                last,
                header -> text(message, header)));
      }
    }
  }

  private static QueuedMessage message(
      String queue,
      State state,
      long timestamp,
      Optional<LastFailure> last,
      UnaryOperator<String> headers) {
    String waitsSince = headers.apply(HeaderNames.WAITS_SINCE);
    return new QueuedMessage(
        queue,
        state,
        headers.apply(HeaderNames.EVENT_ID),
        waitsSince == null ? Instant.ofEpochMilli(timestamp) : Instant.parse(waitsSince),
        headers.apply(HeaderNames.DECISION),
        headers.apply(HeaderNames.TYPE),
        headers.apply(HeaderNames.CONFIDENCE),
        headers.apply(HeaderNames.THRESHOLD),
        headers.apply(HeaderNames.RECEIVED_AT),
        headers.apply(HeaderNames.DECIDED_AT),
        headers.apply(HeaderNames.TICKET),
        headers.apply(HeaderNames.REVIEW),
        headers.apply(HeaderNames.WAITS_FOR),
        last.map(LastFailure::attempt).orElse(null),
        last.map(LastFailure::reason).orElse(null));
  }

  private static String text(JsonNode message, String header) {
    JsonNode value = message.path(header);
    return value.isValueNode() && !value.isNull() ? value.asText() : null;
  }
}
