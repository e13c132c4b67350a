package org.extendrouter.decision;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.extendrouter.names.QueueNames;
import org.extendrouter.queues.BrokerQueues;
import org.springframework.stereotype.Component;

/**
 * Decisions to be carried out that a browser does not show: those in work, and those that wait for
 * their time.
 */
@Component
public class HiddenDecisions {

  private static final String RESOURCE = ResourceNames.QUEUE + QueueNames.DECISIONS;

  /** The broker describes each message; above this many it costs too much. */
  private static final int MOST_LISTED = 1000;

  private final BrokerQueues queues;

  HiddenDecisions(BrokerQueues queues) {
    this.queues = queues;
  }

  /**
   * All of them.
   *
   * @return what the broker says of each message, its properties among it; nothing if there are so
   *     many that it costs too much
   * @throws org.springframework.jms.JmsException if the broker does not answer
   * @throws org.extendrouter.queues.ManagementRefusedException if it does not let this user ask
   */
  public Optional<List<JsonNode>> all() {
    return queues.ask(
        broker -> {
          List<JsonNode> messages = new ArrayList<>();
          for (String state : List.of("Scheduled", "Delivering")) {
            Object count = broker.ask(RESOURCE, "get" + state + "Count");
            if (!(count instanceof Number number) || number.longValue() > MOST_LISTED) {
              return Optional.empty();
            }
            if (number.longValue() > 0) {
              messages.addAll(
                  broker
                      .json(RESOURCE, "list" + state + "MessagesAsJSON")
                      .findParents("timestamp"));
            }
          }
          return Optional.of(messages);
        });
  }
}
