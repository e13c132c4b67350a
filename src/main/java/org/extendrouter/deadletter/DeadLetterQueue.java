package org.extendrouter.deadletter;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.extendrouter.connection.BrokerConnection;
import org.extendrouter.damage.DamagedMessages;
import org.extendrouter.discarded.DiscardedFile;
import org.extendrouter.letters.DeadLetter;
import org.extendrouter.letters.DeadLetterReader;
import org.extendrouter.letters.DeadLetterReceiver;
import org.extendrouter.letters.KeptFailures;
import org.extendrouter.letters.Places;
import org.extendrouter.letters.Selectors;
import org.extendrouter.log.LogFields;
import org.extendrouter.names.QueueNames;
import org.extendrouter.redelivery.DiscardListener;
import org.extendrouter.redelivery.Failure;
import org.extendrouter.redelivery.MaxDeliveryAttempts;
import org.extendrouter.taking.RouterQueues;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.MessageFormatException;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

/**
 * Sends dead letters back to where they failed or takes them out. All of it is plain JMS, so that
 * it is the same on an embedded broker and on your own.
 */
@Component
public class DeadLetterQueue {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterQueue.class);

  /** No other character can stand in an id, and none of these ends a selector's text. */
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,64}");

  private static final String OUT_OF_REACH =
      "more dead letters wait before it than the broker reads at a time; replay or discard those"
          + " first";

  private static final String BUSY =
      "something else goes through all dead letters and is not done yet: ask again once it is";

  private final JmsTemplate jms;
  private final DeadLetterReader letters;
  private final DeadLetterReceiver receiver;
  private final KeptFailures reasons;
  private final MaxDeliveryAttempts attempts;
  private final RouterQueues queues;
  private final DiscardedFile file;
  private final DiscardListener listener;

  /** To go through all takes memory for their ids. */
  private final Places many = new Places(1, Duration.ofSeconds(5), BUSY);

  DeadLetterQueue(
      BrokerConnection connection,
      DeadLetterReader letters,
      DeadLetterReceiver receiver,
      KeptFailures reasons,
      MaxDeliveryAttempts attempts,
      RouterQueues queues,
      DiscardedFile file,
      DiscardListener listener) {
    this.jms = new JmsTemplate(connection.browsing());
    this.letters = letters;
    this.receiver = receiver;
    this.reasons = reasons;
    this.attempts = attempts;
    this.queues = queues;
    this.file = file;
    this.listener = listener;
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
    Optional<DeadLetterContent> found =
        Optional.ofNullable(
            jms.browseSelected(
                QueueNames.DEAD_LETTERS,
                DeadLetter.selector(id),
                (session, browser) -> {
                  Enumeration<?> messages = browser.getEnumeration();
                  return messages.hasMoreElements() ? content(messages.nextElement()) : null;
                }));
    String messageId = DeadLetter.messageId(id);
    return found.map(
        content -> {
          Failure known = reasons.of(List.of(messageId)).get(messageId);
          return known == null ? content : content.because(known);
        });
  }

  private DeadLetterContent content(Object message) throws JMSException {
    Message letter = (Message) message;
    return DeadLetterContent.of(DeadLetter.of(letter, attempts), letter);
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
   * Sends back what waits now of a run.
   *
   * @param runId Extend's id of the run
   * @return what became of it
   */
  ReplayTally replayRun(String runId) {
    return replayEach(
        visitor -> letters.ofRun(runId, visitor), letter -> runId.equals(letter.runId()));
  }

  /**
   * Sends back what waits now and failed at one queue.
   *
   * @param queue its name
   * @return what became of it
   */
  ReplayTally replayQueue(String queue) {
    Predicate<DeadLetter> failedThere = letter -> queue.equals(letter.failedAt());
    return replayEach(
        visitor -> {
          Set<String> known = reasons.ofQueue(queue);
          letters.each(
              letter -> {
                if (failedThere.test(letter) || known.contains(DeadLetter.messageId(letter.id()))) {
                  visitor.accept(letter);
                }
              });
        },
        failedThere);
  }

  /**
   * Sends back all that waits now.
   *
   * @return what became of it
   */
  ReplayTally replayAll() {
    return replayEach(letters::each, letter -> true);
  }

  /**
   * A message that fails again meanwhile is not sent a second time.
   *
   * @param candidates shows what may be wanted
   * @param wanted tells that of a dead letter with its reason
   */
  private ReplayTally replayEach(
      Consumer<Consumer<DeadLetter>> candidates, Predicate<DeadLetter> wanted) {
    return many.take(
        () -> {
          ReplayTally tally = new ReplayTally();
          List<String> ids = new ArrayList<>();
          candidates.accept(
              letter -> {
                if (letter.id() == null) {
                  replay(letter).ifPresent(tally::add);
                } else {
                  ids.add(letter.id());
                }
              });
          LOG.info("replay of {} dead letters begins", ids.size());
          try {
            boolean withinReach = true;
            for (List<String> page : Selectors.pages(ids)) {
              List<DeadLetter> waiting = letters.of(page).stream().filter(wanted).toList();
              withinReach = replayPage(waiting, withinReach, tally);
            }
            return tally;
          } finally {
            // Whoever asked may have gone before it was done.
            LOG.info(
                "replay done: {} dead letters sent back, {} stay", tally.replayed(), tally.left());
          }
        });
  }

  private boolean replayPage(List<DeadLetter> waiting, boolean reachable, ReplayTally tally) {
    boolean withinReach = reachable;
    Set<String> left = ids(waiting);
    for (DeadLetter letter : waiting) {
      if (!left.contains(letter.id())) {
        continue;
      }
      Optional<Replay> replay = withinReach ? replay(letter) : Optional.empty();
      if (replay.isEmpty() && withinReach) {
        // Another replay has taken more than this one, or no consumer gets at it and the rest.
        left.retainAll(ids(letters.of(left)));
        withinReach = !left.contains(letter.id());
      }
      replay.ifPresent(tally::add);
      if (!withinReach) {
        tally.add(left(letter, OUT_OF_REACH));
      }
    }
    return withinReach;
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
          receiver.take(
              letter.id(),
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
    many.take(
        () -> {
          Set<String> outdated = new HashSet<>();
          reasons.each(
              failure -> {
                if (failure.messageId() == null) {
                  // Of a message that has no id: nobody can ask for it.
                  return;
                }
                if (failure.at().isBefore(before)) {
                  outdated.add(failure.messageId());
                } else {
                  outdated.remove(failure.messageId());
                }
              });
          if (!outdated.isEmpty()) {
            letters.each(letter -> outdated.remove(DeadLetter.messageId(letter.id())));
            reasons.forget(outdated);
          }
          return null;
        });
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
          receiver.take(letter.id(), (message, session) -> sendBack(message, letter, session));
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

  private Replay sendBack(Message message, DeadLetter letter, Session session) throws JMSException {
    try (MessageProducer producer =
        session.createProducer(session.createQueue(letter.failedAt()))) {
      producer.send(ReplayedMessage.of(message, letter.failedAt(), session));
      if (ID.matcher(letter.id()).matches()) {
        // Before it is committed: a router that is killed here leaves a dead letter without a file.
        file.remove(letter.id());
      }
      return new Replay(letter, null);
    }
  }
}
