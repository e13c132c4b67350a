package org.extendrouter.deadletter;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.extendrouter.connection.BrokerConnection;
import org.extendrouter.damage.DamagedMessages;
import org.extendrouter.discarded.DiscardedFile;
import org.extendrouter.log.LogFields;
import org.extendrouter.names.QueueNames;
import org.extendrouter.redelivery.DiscardListener;
import org.extendrouter.redelivery.Failure;
import org.extendrouter.redelivery.FailureNotes;
import org.extendrouter.redelivery.MaxDeliveryAttempts;
import org.extendrouter.taking.RouterQueues;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.MessageFormatException;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

/**
 * Lists the dead-letter queue, and sends messages back to where they failed or takes them out. All
 * of it is plain JMS, so that it is the same on an embedded broker and on your own.
 */
@Component
public class DeadLetterQueue {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterQueue.class);

  /** No other character can stand in an id, and none of these ends a selector's text. */
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,64}");

  private static final String OUT_OF_REACH =
      "more dead letters wait before it than the broker reads at a time; replay or discard those"
          + " first";

  /** A message that was there a moment ago comes at once, unless another replay was faster. */
  private static final long RECEIVE_TIMEOUT_MILLIS = 2000;

  private final JmsTemplate jms;
  private final FailureNotes notes;
  private final MaxDeliveryAttempts attempts;
  private final RouterQueues queues;
  private final DiscardedFile file;
  private final DiscardListener listener;

  DeadLetterQueue(
      BrokerConnection connection,
      FailureNotes notes,
      MaxDeliveryAttempts attempts,
      RouterQueues queues,
      DiscardedFile file,
      DiscardListener listener) {
    this.jms = new JmsTemplate(connection.browsing());
    this.notes = notes;
    this.attempts = attempts;
    this.queues = queues;
    this.file = file;
    this.listener = listener;
    jms.setSessionTransacted(true);
  }

  /**
   * What waits, the oldest first.
   *
   * @param limit how many to describe
   * @return the number of all that wait, and the first of them
   */
  public Waiting list(int limit) {
    List<DeadLetter> oldest = new ArrayList<>();
    long total = browse(null, message -> oldest.add(DeadLetter.of(message, attempts)), limit);
    // Looked at later, since each is there before its letter.
    Map<String, Failure> failures = oldest.isEmpty() ? Map.of() : notes.all();
    return new Waiting(total, oldest.stream().map(letter -> because(letter, failures)).toList());
  }

  private static DeadLetter because(DeadLetter letter, Map<String, Failure> failures) {
    Failure failure = failures.get(DeadLetter.messageId(letter.id()));
    return failure == null ? letter : letter.because(failure);
  }

  /**
   * One message with its body.
   *
   * @param id the id from the list
   * @return nothing if no such message waits
   */
  Optional<DeadLetterContent> show(String id) {
    if (!ID.matcher(id).matches()) {
      return Optional.empty();
    }
    List<DeadLetterContent> found = new ArrayList<>(1);
    browse(
        DeadLetter.selector(id),
        message -> found.add(DeadLetterContent.of(DeadLetter.of(message, attempts), message)),
        1);
    return found.stream()
        .findFirst()
        .map(content -> notes.of(DeadLetter.messageId(id)).map(content::because).orElse(content));
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
   * @param wanted which of them
   * @return what became of each, without those that another replay took a moment ago
   */
  List<Replay> replayAll(Predicate<DeadLetter> wanted) {
    List<Replay> replays = new ArrayList<>();
    List<DeadLetter> all = list(Integer.MAX_VALUE).oldest().stream().filter(wanted).toList();
    Set<String> left = ids(all);
    boolean withinReach = true;
    for (DeadLetter letter : all) {
      if (!left.contains(letter.id())) {
        continue;
      }
      Optional<Replay> replay = withinReach ? replay(letter) : Optional.empty();
      if (replay.isEmpty() && withinReach) {
        // Another replay has taken more than this one, or no consumer gets at it and the rest.
        left.retainAll(ids(list(Integer.MAX_VALUE).oldest()));
        withinReach = !left.contains(letter.id());
      }
      replay.ifPresent(replays::add);
      if (!withinReach) {
        replays.add(left(letter, OUT_OF_REACH));
      }
    }
    return replays;
  }

  /**
   * Takes one message out, and keeps it as a file.
   *
   * @param id the id from the list
   * @return nothing if no such message waits
   * @throws UncheckedIOException if the file cannot be written; the message still waits
   */
  Optional<Discard> discard(String id) {
    return show(id).flatMap(this::discard);
  }

  private Optional<Discard> discard(DeadLetterContent content) {
    DeadLetter letter = content.letter();
    try {
      Optional<Discard> discard =
          take(
              letter,
              (message, session) -> {
                listener.discarded(message, letter.failedAt(), session);
                return new Discard(letter, file.write(letter.id(), content));
              });
      discard.ifPresent(
          done ->
              about(
                  letter,
                  () ->
                      LOG.warn(
                          "discarded event={} run={} of {} by an operator, dead letter {} is kept as {}: {}",
                          letter.eventId(),
                          letter.runId(),
                          letter.failedAt(),
                          letter.id(),
                          done.file(),
                          letter.failure())));
      return discard;
    } catch (UncheckedIOException e) {
      about(
          letter,
          () ->
              LOG.warn(
                  "not discarded event={} run={}, it stays in {} as {}: {}",
                  letter.eventId(),
                  letter.runId(),
                  QueueNames.DEAD_LETTERS,
                  letter.id(),
                  e.getCause().getMessage()));
      throw e;
    }
  }

  /** Reasons outlive their letters, which may be replayed here or moved with a console. */
  void forgetReasons(Instant before) {
    Set<String> waiting = new HashSet<>();
    browse(null, message -> waiting.add(message.getJMSMessageID()), Integer.MAX_VALUE);
    notes.forget(
        failure -> failure.at().isBefore(before) && !waiting.contains(failure.messageId()));
  }

  private static Set<String> ids(List<DeadLetter> letters) {
    return letters.stream().map(DeadLetter::id).collect(Collectors.toCollection(HashSet::new));
  }

  private Optional<Replay> replay(DeadLetter letter) {
    Optional<String> obstacle = obstacle(letter);
    if (obstacle.isPresent()) {
      return Optional.of(left(letter, obstacle.get()));
    }
    try {
      Optional<Replay> replay =
          take(letter, (message, session) -> sendBack(message, letter, session));
      replay.ifPresent(
          done ->
              about(
                  letter,
                  () ->
                      LOG.info(
                          "replayed event={} run={} from {} to {}",
                          letter.eventId(),
                          letter.runId(),
                          QueueNames.DEAD_LETTERS,
                          letter.failedAt())));
      return replay;
    } catch (MessageFormatException e) {
      return Optional.of(left(letter, e.getMostSpecificCause().getMessage()));
    }
  }

  private Optional<String> obstacle(DeadLetter letter) {
    if (letter.id() == null) {
      return Optional.of("it has no id; move it with the broker's console");
    }
    if (letter.failure() != null && letter.failure().startsWith(DamagedMessages.REASON)) {
      return Optional.of(letter.failure());
    }
    if (letter.failedAt() == null) {
      return Optional.of("it does not say which queue it failed at");
    }
    return queues.isWork(letter.failedAt())
        ? Optional.empty()
        : Optional.of("it failed at a queue that is not one of the router's work queues");
  }

  private static Replay left(DeadLetter letter, String obstacle) {
    about(
        letter,
        () ->
            LOG.warn(
                "not replayed event={} run={}, it stays in {} as {}: {}",
                letter.eventId(),
                letter.runId(),
                QueueNames.DEAD_LETTERS,
                letter.id(),
                obstacle));
    return new Replay(letter, obstacle);
  }

  private static void about(DeadLetter letter, Runnable line) {
    LogFields.about(letter.eventId(), letter.runId(), letter.type(), line);
  }

  private static Replay sendBack(Message message, DeadLetter letter, Session session)
      throws JMSException {
    try (MessageProducer producer =
        session.createProducer(session.createQueue(letter.failedAt()))) {
      producer.send(ReplayedMessage.of(message, letter.failedAt(), session));
      return new Replay(letter, null);
    }
  }

  /** In one transaction: another replay finds the message gone, a crash leaves it whole. */
  private <T> Optional<T> take(DeadLetter letter, Taker<T> taker) {
    return Optional.ofNullable(
        jms.execute(
            session -> {
              try (MessageConsumer consumer =
                  session.createConsumer(
                      session.createQueue(QueueNames.DEAD_LETTERS),
                      DeadLetter.selector(letter.id()))) {
                Message message = consumer.receive(RECEIVE_TIMEOUT_MILLIS);
                if (message == null) {
                  return null;
                }
                T taken = taker.take(message, session);
                session.commit();
                return taken;
              }
            },
            true));
  }

  private long browse(String selector, Visitor visitor, int limit) {
    Long total =
        jms.browseSelected(
            QueueNames.DEAD_LETTERS,
            selector,
            (session, browser) -> visit(browser, visitor, limit));
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

  private interface Taker<T> {
    T take(Message message, Session session) throws JMSException;
  }
}
