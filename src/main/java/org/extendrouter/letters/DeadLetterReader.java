package org.extendrouter.letters;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.extendrouter.connection.BrokerConnection;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.QueueNames;
import org.extendrouter.queues.BrokerQueues;
import org.extendrouter.queues.ManagementRefusedException;
import org.extendrouter.redelivery.Failure;
import org.extendrouter.redelivery.MaxDeliveryAttempts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.JmsException;
import org.springframework.stereotype.Component;

/**
 * The dead-letter queue, to look at. There may be more in it than fit into memory, so that none is
 * held that is not asked for, and no more than two look at many of them at a time.
 */
@Component
public class DeadLetterReader {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterReader.class);

  private static final String BUSY =
      "others look through the dead letters just now: ask again in a moment";

  private final Places looks = new Places(2, Duration.ofSeconds(5), BUSY);

  private final Browse browse;
  private final KeptFailures reasons;
  private final MaxDeliveryAttempts attempts;
  private final BrokerQueues broker;

  DeadLetterReader(
      BrokerConnection connection,
      KeptFailures reasons,
      MaxDeliveryAttempts attempts,
      BrokerQueues broker) {
    this.browse = new Browse(connection);
    this.reasons = reasons;
    this.attempts = attempts;
    this.broker = broker;
  }

  /**
   * What waits, the oldest first.
   *
   * @param limit how many to describe
   * @return the number of all that wait, and the first of them
   * @throws JmsException if the broker does not answer
   * @throws BusyException if others look through them
   */
  public Waiting list(int limit) {
    return looks.take(
        () -> {
          List<DeadLetter> oldest = new ArrayList<>();
          read(null, limit, oldest::add);
          return new Waiting(oldest.size() < limit ? oldest.size() : count(oldest.size()), oldest);
        });
  }

  private long count(int least) {
    try {
      Object count =
          broker.ask(
              asker -> asker.ask(ResourceNames.QUEUE + QueueNames.DEAD_LETTERS, "getMessageCount"));
      return Math.max(least, ((Number) count).longValue());
    } catch (ManagementRefusedException | JmsException e) {
      LOG.debug("the broker's management does not count them", e);
      return browse.each(QueueNames.DEAD_LETTERS, null, Long.MAX_VALUE, message -> {});
    }
  }

  /**
   * What waits of a run.
   *
   * @param runId Extend's id of the run
   * @return its dead letters, the oldest first
   * @throws JmsException if the broker does not answer
   * @throws BusyException if others look through them
   */
  public List<DeadLetter> ofRun(String runId) {
    List<DeadLetter> found = new ArrayList<>();
    ofRun(runId, found::add);
    return found;
  }

  /**
   * Shows what waits of a run, the oldest first.
   *
   * @param runId Extend's id of the run
   * @param visitor takes one at a time
   * @throws JmsException if the broker does not answer
   * @throws BusyException if others look through them
   */
  public void ofRun(String runId, Consumer<DeadLetter> visitor) {
    looks.take(
        () ->
            read(
                selector(runId),
                Long.MAX_VALUE,
                letter -> {
                  if (runId.equals(letter.runId())) {
                    visitor.accept(letter);
                  }
                }));
  }

  private String selector(String runId) {
    Set<String> known = reasons.ofRun(runId);
    if (known.size() > Selectors.AT_ONCE) {
      return null;
    }
    String ofRun = HeaderNames.selector(HeaderNames.RUN_ID, runId);
    return known.isEmpty() ? ofRun : ofRun + " OR " + Selectors.oneOf(DeadLetter.MESSAGE_ID, known);
  }

  /**
   * Shows all that waits, the oldest first, and only what each tells by itself: to look for the
   * reasons of all takes long.
   *
   * @param visitor takes one at a time
   * @throws JmsException if the broker does not answer
   * @throws BusyException if others look through them
   */
  public void each(Consumer<DeadLetter> visitor) {
    looks.take(
        () ->
            browse.each(
                QueueNames.DEAD_LETTERS,
                null,
                Long.MAX_VALUE,
                message -> visitor.accept(DeadLetter.of(message, attempts))));
  }

  /**
   * What waits of some.
   *
   * @param ids theirs
   * @return the oldest first
   * @throws JmsException if the broker does not answer
   */
  public List<DeadLetter> of(Collection<String> ids) {
    List<DeadLetter> found = new ArrayList<>();
    for (List<String> page : Selectors.pages(ids)) {
      String selector =
          Selectors.oneOf(DeadLetter.MESSAGE_ID, page.stream().map(DeadLetter::messageId).toList());
      read(selector, page.size(), found::add);
    }
    return found;
  }

  private long read(String selector, long most, Consumer<DeadLetter> visitor) {
    List<DeadLetter> page = new ArrayList<>();
    long count =
        browse.each(
            QueueNames.DEAD_LETTERS,
            selector,
            most,
            message -> {
              page.add(DeadLetter.of(message, attempts));
              if (page.size() == Selectors.AT_ONCE) {
                show(page, visitor);
              }
            });
    show(page, visitor);
    return count;
  }

  private void show(List<DeadLetter> page, Consumer<DeadLetter> visitor) {
    // Looked at later, since each is there before its letter.
    Map<String, Failure> failures =
        reasons.of(
            page.stream()
                .map(DeadLetter::id)
                .filter(Objects::nonNull)
                .map(DeadLetter::messageId)
                .toList());
    for (DeadLetter letter : page) {
      Failure failure = failures.get(DeadLetter.messageId(letter.id()));
      visitor.accept(failure == null ? letter : letter.because(failure));
    }
    page.clear();
  }
}
