package org.extendrouter.decision;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import org.extendrouter.connection.BrokerConnection;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.QueueNames;
import org.extendrouter.openticket.OpenTicketQueue;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

/**
 * Which decisions were taken. They are looked up in queues, so that nothing hangs on a database:
 * each is in {@code extend.review.decisions} until it is carried out, and then in {@code
 * extend.review.decided}, where nobody takes it out of sight.
 */
@Component
public class TakenDecisions {

  private final JmsTemplate jms;
  private final DecisionJson json = new DecisionJson();

  TakenDecisions(BrokerConnection connection) {
    this.jms = new JmsTemplate(connection.factory());
  }

  /**
   * The decision about a ticket. One that is being carried out right now is not seen.
   *
   * @param ticket the ticket's name
   * @return nothing if none was taken, or it was long ago
   * @throws org.springframework.jms.JmsException if the broker does not answer
   */
  public Optional<ReviewDecision> about(String ticket) {
    return carriedOut(ticket).or(() -> first(QueueNames.DECISIONS, HeaderNames.TICKET, ticket));
  }

  /**
   * The decisions about a run that were carried out.
   *
   * @param runId the run's id
   * @return one for each of its tickets that was decided, the oldest first
   * @throws org.springframework.jms.JmsException if the broker does not answer
   */
  public List<ReviewDecision> aboutRun(String runId) {
    return browse(QueueNames.DECIDED, equal(HeaderNames.RUN_ID, runId));
  }

  /**
   * The decisions that were carried out lately.
   *
   * @param since from when on
   * @return the decisions, the oldest first
   * @throws org.springframework.jms.JmsException if the broker does not answer
   */
  public List<ReviewDecision> since(Instant since) {
    return browse(QueueNames.DECIDED, "JMSTimestamp >= " + since.toEpochMilli());
  }

  /**
   * The decision about a ticket, once it is carried out.
   *
   * @param ticket the ticket's name
   * @return nothing if none was carried out, or it was long ago
   * @throws org.springframework.jms.JmsException if the broker does not answer
   */
  public Optional<ReviewDecision> carriedOut(String ticket) {
    return first(QueueNames.DECIDED, HeaderNames.TICKET, ticket);
  }

  private Optional<ReviewDecision> first(String queue, String header, String value) {
    return OpenTicketQueue.isName(value)
        ? browse(queue, equal(header, value)).stream().findFirst()
        : Optional.empty();
  }

  private static String equal(String header, String value) {
    return "%s = '%s'".formatted(header, value.replace("'", "''"));
  }

  private List<ReviewDecision> browse(String queue, String selector) {
    return jms.browseSelected(
        queue,
        selector,
        (session, browser) -> {
          List<ReviewDecision> found = new ArrayList<>();
          Enumeration<?> messages = browser.getEnumeration();
          while (messages.hasMoreElements()) {
            if (messages.nextElement() instanceof BytesMessage message) {
              found.add(read(message));
            }
          }
          return found;
        });
  }

  private ReviewDecision read(BytesMessage message) throws JMSException {
    byte[] body = new byte[Math.toIntExact(message.getBodyLength())];
    message.readBytes(body);
    try {
      return json.read(body);
    } catch (IOException e) {
      throw new IllegalStateException("what is stored as a decision is none", e);
    }
  }
}
