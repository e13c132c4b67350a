package org.extendrouter.decision;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.extendrouter.connection.BrokerConnection;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.QueueNames;
import org.extendrouter.queues.BrokerQueues;
import org.extendrouter.queues.ManagementRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

/**
 * Which decisions stay pending for good: the message that was to have one carried out is neither
 * among those to be carried out nor among the dead letters, since somebody has removed it.
 */
@Component
public class LostDecisions {

  private static final Logger LOG = LoggerFactory.getLogger(LostDecisions.class);

  private final TakenDecisions taken;
  private final HiddenDecisions hidden;
  private final BrokerQueues queues;
  private final JmsTemplate jms;

  LostDecisions(
      TakenDecisions taken,
      HiddenDecisions hidden,
      BrokerQueues queues,
      BrokerConnection connection) {
    this.taken = taken;
    this.hidden = hidden;
    this.queues = queues;
    this.jms = new JmsTemplate(connection.browsing());
  }

  /**
   * Whether nothing will carry a decision out.
   *
   * @param decision a pending decision
   * @return false also if the broker does not let this user look everywhere
   * @throws org.springframework.jms.JmsException if the broker does not answer
   */
  public boolean contain(ReviewDecision decision) {
    try {
      // It may move while this looks: there and back, and last of all it may have been carried out.
      return !isToBeCarriedOut(decision)
          && !isDeadLetter(decision)
          && !isToBeCarriedOut(decision)
          && taken.aboutRun(decision.runId()).isPending(decision);
    } catch (ManagementRefusedException e) {
      LOG.debug("whether {} is lost cannot be told", decision.ticket(), e);
      return false;
    }
  }

  private boolean isToBeCarriedOut(ReviewDecision decision) {
    if (isIn(QueueNames.DECISIONS, decision)) {
      return true;
    }
    Optional<List<JsonNode>> messages = hidden.all();
    return messages.isEmpty()
        || messages.get().stream()
            .anyMatch(
                message ->
                    carries(
                        text(message, HeaderNames.REVIEW_ID),
                        text(message, HeaderNames.REVIEW),
                        text(message, HeaderNames.TICKET),
                        decision));
  }

  /** What is being replayed or discarded cannot be browsed. */
  private boolean isDeadLetter(ReviewDecision decision) {
    Object inWork =
        queues.ask(
            broker ->
                broker.ask(ResourceNames.QUEUE + QueueNames.DEAD_LETTERS, "getDeliveringCount"));
    return !(inWork instanceof Number number)
        || number.longValue() > 0
        || isIn(QueueNames.DEAD_LETTERS, decision);
  }

  private boolean isIn(String queue, ReviewDecision decision) {
    return Boolean.TRUE.equals(
        jms.browseSelected(
            queue,
            HeaderNames.selector(HeaderNames.RUN_ID, decision.runId()),
            (session, browser) -> {
              Enumeration<?> messages = browser.getEnumeration();
              while (messages.hasMoreElements()) {
                if (carries((Message) messages.nextElement(), decision)) {
                  return true;
                }
              }
              return false;
            }));
  }

  private static boolean carries(Message message, ReviewDecision decision) throws JMSException {
    return carries(
        message.getStringProperty(HeaderNames.REVIEW_ID),
        message.getStringProperty(HeaderNames.REVIEW),
        message.getStringProperty(HeaderNames.TICKET),
        decision);
  }

  /** A review in Extend is carried by its event, which tells its id; others tell their ticket. */
  private static boolean carries(
      String id, String verdict, String ticket, ReviewDecision decision) {
    return decision.id().equals(id) || (verdict != null && decision.ticket().equals(ticket));
  }

  private static String text(JsonNode message, String header) {
    return message.path(header).asText(null);
  }
}
