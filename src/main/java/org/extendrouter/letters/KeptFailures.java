package org.extendrouter.letters;

import jakarta.jms.MessageConsumer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.extendrouter.connection.BrokerConnection;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.QueueNames;
import org.extendrouter.redelivery.Failure;
import org.springframework.stereotype.Component;

/** Why messages were given up, as it is kept in a queue of its own. */
@Component
public class KeptFailures {

  private static final String MESSAGE_ID = "JMSCorrelationID";

  private final Browse browse;

  KeptFailures(BrokerConnection connection) {
    this.browse = new Browse(connection);
  }

  /**
   * Shows all that is kept, the oldest first. A message that failed several times has several.
   *
   * @param visitor takes one at a time
   * @throws org.springframework.jms.JmsException if the broker does not answer
   */
  public void each(Consumer<Failure> visitor) {
    each(null, visitor);
  }

  /**
   * Why some messages were given up.
   *
   * @param messageIds their JMS message ids
   * @return the last failure of each of which that is kept, by JMS message id
   * @throws org.springframework.jms.JmsException if the broker does not answer
   */
  public Map<String, Failure> of(Collection<String> messageIds) {
    Map<String, Failure> found = new HashMap<>();
    for (List<String> page : Selectors.pages(messageIds)) {
      each(Selectors.oneOf(MESSAGE_ID, page), failure -> found.put(failure.messageId(), failure));
    }
    return found;
  }

  /** Which messages of a run were given up: one that was not triaged does not tell its run. */
  Set<String> ofRun(String runId) {
    return messageIds(HeaderNames.RUN_ID, runId);
  }

  /**
   * Which messages were given up at a queue.
   *
   * @param queue its name
   * @return their JMS message ids
   * @throws org.springframework.jms.JmsException if the broker does not answer
   */
  public Set<String> ofQueue(String queue) {
    return messageIds(HeaderNames.FAILED_AT, queue);
  }

  private Set<String> messageIds(String property, String value) {
    Set<String> messageIds = new HashSet<>();
    each(HeaderNames.selector(property, value), failure -> messageIds.add(failure.messageId()));
    return messageIds;
  }

  /**
   * Forgets what nobody will ask for again.
   *
   * @param messageIds the JMS message ids of what was given up
   * @throws org.springframework.jms.JmsException if the broker does not answer
   */
  public void forget(Collection<String> messageIds) {
    Selectors.pages(messageIds).forEach(this::forgetPage);
  }

  private void forgetPage(List<String> messageIds) {
    browse
        .jms()
        .execute(
            session -> {
              try (MessageConsumer reasons =
                  session.createConsumer(
                      session.createQueue(QueueNames.REASONS),
                      Selectors.oneOf(MESSAGE_ID, messageIds))) {
                while (reasons.receiveNoWait() != null) {
                  // One message may have failed several times.
                }
                return null;
              }
            },
            true);
  }

  private void each(String selector, Consumer<Failure> visitor) {
    browse.each(
        QueueNames.REASONS, selector, Long.MAX_VALUE, note -> Failure.in(note).ifPresent(visitor));
  }
}
