package org.extendrouter.story;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.extendrouter.discarded.DiscardedLetters;
import org.extendrouter.ledger.Ledger;
import org.extendrouter.letters.BusyException;
import org.extendrouter.letters.DeadLetter;
import org.extendrouter.letters.DeadLetterReader;
import org.extendrouter.names.QueueNames;
import org.extendrouter.queues.ManagementRefusedException;
import org.extendrouter.queues.QueueWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jms.JmsException;
import org.springframework.stereotype.Component;

/** Puts together what the database and the broker have of a run, or the one that answers. */
@Component
class StoryTeller {

  private static final Logger LOG = LoggerFactory.getLogger(StoryTeller.class);

  static final String NO_DATABASE =
      "the ledger's database does not answer; what it is to hold waits in extend.ledger";

  private static final String NO_BROKER =
      "the broker does not answer, so what waits in queues is not shown";

  private static final String NOT_PERMITTED =
      "the broker does not let this user look into queues: give it the permission manage on"
          + " activemq.management";

  private final Ledger ledger;
  private final WaitingMessages messages;
  private final DeadLetterReader deadLetters;
  private final DiscardedLetters discarded;
  private final QueueWatch watch;

  StoryTeller(
      Ledger ledger,
      WaitingMessages messages,
      DeadLetterReader deadLetters,
      DiscardedLetters discarded,
      QueueWatch watch) {
    this.ledger = ledger;
    this.messages = messages;
    this.deadLetters = deadLetters;
    this.discarded = discarded;
    this.watch = watch;
  }

  RunStory of(String runId) {
    List<String> problems = new ArrayList<>();
    // A message that is being written is seen in its queue or in the ledger.
    List<QueuedMessage> queued = askBroker(() -> messages.of(runId), problems);
    List<DeadLetter> given = askBroker(() -> deadLetters.ofRun(runId), problems);
    return new RunStory(
        runId,
        askLedger(() -> ledger.runs(runId), problems),
        askLedger(() -> ledger.reviews(runId), problems),
        queued.stream().filter(message -> isIn(QueueNames.OPEN_TICKETS, message)).toList(),
        queued.stream().filter(message -> isIn(QueueNames.DECIDED, message)).toList(),
        queued.stream().filter(message -> !QueueNames.BROWSED.contains(message.queue())).toList(),
        given,
        discarded.of(runId, given.stream().map(DeadLetter::id).toList()),
        problems.stream().distinct().toList());
  }

  private static boolean isIn(String queue, QueuedMessage message) {
    return queue.equals(message.queue());
  }

  private static <T> List<T> askLedger(Supplier<List<T>> question, List<String> problems) {
    try {
      return question.get();
    } catch (DataAccessException e) {
      LOG.warn("{}: {}", NO_DATABASE, NestedExceptionUtils.getMostSpecificCause(e).getMessage());
      problems.add(NO_DATABASE);
      return List.of();
    }
  }

  private <T> List<T> askBroker(Supplier<List<T>> question, List<String> problems) {
    if (watch.brokerGone().isPresent()) {
      problems.add(NO_BROKER);
      return List.of();
    }
    try {
      return question.get();
    } catch (ManagementRefusedException e) {
      problems.add(NOT_PERMITTED);
    } catch (BusyException e) {
      problems.add(e.getMessage());
    } catch (JmsException e) {
      LOG.warn("{}: {}", NO_BROKER, e.getMessage());
      problems.add(NO_BROKER);
    }
    return List.of();
  }
}
