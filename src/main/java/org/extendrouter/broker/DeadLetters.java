package org.extendrouter.broker;

import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

/**
 * Looks into the dead-letter queue and sends messages back to where they failed. All of it is plain
 * JMS, so that it is the same on an embedded broker and on an estate's own.
 */
@Component
class DeadLetters {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

  /** No other character can stand in an id, and none of these ends a selector's text. */
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,64}");

  /** A message that was there a moment ago comes at once, unless another replay was faster. */
  private static final long RECEIVE_TIMEOUT_MILLIS = 2000;

  private final JmsTemplate jms;

  DeadLetters(ConnectionFactory connectionFactory) {
    this.jms = new JmsTemplate(connectionFactory);
    jms.setSessionTransacted(true);
  }

  /**
   * What waits, the oldest first.
   *
   * @param limit how many to describe
   * @return the number of all that wait, and the first of them
   */
  DeadLetterList list(int limit) {
    List<DeadLetter> oldest = new ArrayList<>();
    long total = browse(null, message -> oldest.add(DeadLetter.of(message)), limit);
    return new DeadLetterList(total, oldest);
  }

  /**
   * One message with its body.
   *
   * @param id the id from the list
   * @return nothing if no such message waits
   */
  Optional<DeadLetterContent> show(String id) {
    List<DeadLetterContent> found = new ArrayList<>(1);
    if (ID.matcher(id).matches()) {
      browse(DeadLetter.selector(id), message -> found.add(DeadLetterContent.of(message)), 1);
    }
    return found.stream().findFirst();
  }

  /**
   * Sends one message back to the queue it failed at, where it starts again with its first attempt.
   *
   * @param id the id from the list
   * @return nothing if no such message waits, be it that another replay took it a moment ago
   */
  Optional<Replay> replay(String id) {
    return show(id).flatMap(found -> replay(found.letter()));
  }

  /**
   * Sends back what waits now. A message that fails again meanwhile is not sent a second time.
   *
   * @return what became of each, without those that another replay took a moment ago
   */
  List<Replay> replayAll() {
    List<Replay> replays = new ArrayList<>();
    List<DeadLetter> all = waiting();
    Set<String> left = ids(all);
    for (DeadLetter letter : all) {
      if (left.contains(letter.id())) {
        replay(letter)
            .ifPresentOrElse(
                replays::add,
                // Another replay is at work, and has taken more than this one message.
                () -> left.retainAll(ids(waiting())));
      }
    }
    return replays;
  }

  private List<DeadLetter> waiting() {
    return list(Integer.MAX_VALUE).oldest();
  }

  private static Set<String> ids(List<DeadLetter> letters) {
    return letters.stream().map(DeadLetter::id).collect(Collectors.toCollection(HashSet::new));
  }

  private Optional<Replay> replay(DeadLetter letter) {
    Optional<String> obstacle = ReplayedMessage.obstacle(letter);
    if (obstacle.isPresent()) {
      LOG.warn(
          "not replayed event={} run={}, it stays in {} as {}: {}",
          letter.eventId(),
          letter.runId(),
          DeadLetter.QUEUE,
          letter.id(),
          obstacle.get());
      return Optional.of(new Replay(letter, obstacle.get()));
    }
    if (!Boolean.TRUE.equals(jms.execute(session -> move(session, letter), true))) {
      return Optional.empty();
    }
    LOG.info(
        "replayed event={} run={} from {} to {}",
        letter.eventId(),
        letter.runId(),
        DeadLetter.QUEUE,
        letter.failedAt());
    return Optional.of(new Replay(letter, null));
  }

  /** Taken and sent in one transaction: another replay finds it gone, a crash leaves it whole. */
  private static boolean move(Session session, DeadLetter letter) throws JMSException {
    try (MessageConsumer consumer =
            session.createConsumer(
                session.createQueue(DeadLetter.QUEUE), DeadLetter.selector(letter.id()));
        MessageProducer producer = session.createProducer(session.createQueue(letter.failedAt()))) {
      if (!(consumer.receive(RECEIVE_TIMEOUT_MILLIS) instanceof BytesMessage message)) {
        return false;
      }
      producer.send(ReplayedMessage.of(message, session));
      session.commit();
      return true;
    }
  }

  private long browse(String selector, Visitor visitor, int limit) {
    Long total =
        jms.browseSelected(
            DeadLetter.QUEUE, selector, (session, browser) -> visit(browser, visitor, limit));
    return total == null ? 0 : total;
  }

  private static long visit(QueueBrowser browser, Visitor visitor, int limit) throws JMSException {
    Enumeration<?> messages = browser.getEnumeration();
    long count = 0;
    while (messages.hasMoreElements()) {
      Message message = (Message) messages.nextElement();
      if (count++ < limit) {
        visitor.visit(message);
      }
    }
    return count;
  }

  private interface Visitor {
    void visit(Message message) throws JMSException;
  }
}
