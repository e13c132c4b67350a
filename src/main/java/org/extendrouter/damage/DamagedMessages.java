package org.extendrouter.damage;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.impl.AckReason;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.extendrouter.embedded.LaterDelivery;
import org.extendrouter.log.LogFields;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.QueueNames;
import org.extendrouter.redelivery.DeadLetterCount;
import org.extendrouter.redelivery.Failure;
import org.extendrouter.storage.Damage;
import org.extendrouter.storage.MessageChecksum;
import org.extendrouter.text.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Lets no consumer have a message that has changed on the disk since it was stored: it goes to the
 * dead letters, with that as the reason. There operators may look at it.
 */
public final class DamagedMessages implements ActiveMQServerPlugin {

  private static final Logger LOG = LoggerFactory.getLogger(DamagedMessages.class);

  /** How the reason of such a dead letter begins; what to do follows. */
  public static final String REASON =
      "its bytes have changed on the disk since it was stored, so it is not delivered; ";

  private static final int LENGTH = 100;

  private final Path largeMessages;
  private final DamageReport report;
  private final UnreadableMessages unreadable;
  private final Clock clock;
  private final ObjectProvider<DeadLetterCount> deadLetters;
  private final RememberedEvents events = new RememberedEvents();
  private final LaterDelivery later = new LaterDelivery(Duration.ofSeconds(5));

  /**
   * Looks at what each consumer is to have.
   *
   * @param largeMessages where the broker has the files of large messages
   * @param report who is told of damage
   * @param unreadable who is told of what cannot be read now
   * @param clock the time of a dead letter
   * @param deadLetters counts dead letters
   */
  public DamagedMessages(
      Path largeMessages,
      DamageReport report,
      UnreadableMessages unreadable,
      Clock clock,
      ObjectProvider<DeadLetterCount> deadLetters) {
    this.largeMessages = largeMessages;
    this.report = report;
    this.unreadable = unreadable;
    this.clock = clock;
    this.deadLetters = deadLetters;
  }

  @Override
  public void registered(ActiveMQServer server) {
    events.of(server);
  }

  @Override
  public boolean canAccept(ServerConsumer consumer, MessageReference reference) {
    Queue queue = reference.getQueue();
    if (reference.getProtocolData(Failure.class) != null) {
      return false;
    }
    if (consumer.getFilter() != null && !consumer.getFilter().match(reference.getMessage())) {
      // It does not get there. To look one up is no reason to read the bytes of all.
      return true;
    }
    try {
      if (queue.getName().toString().startsWith(QueueNames.DEAD_LETTERS) || isIntact(reference)) {
        return true;
      }
    } catch (UncheckedIOException e) {
      unreadable.failed(
          reference.getMessage(),
          queue.getName().toString(),
          file(reference.getMessage()),
          e.getCause());
      later.offer(queue);
      return false;
    }
    unreadable.gone(reference);
    // Not now: the queue is about to offer it to its next consumer.
    queue.getExecutor().execute(() -> giveUp(reference));
    return false;
  }

  /** The body of a large one is read for it, so it is asked once. */
  private boolean isIntact(MessageReference reference) {
    Message message = reference.getMessage();
    if (!message.isLargeMessage()) {
      return MessageChecksum.isIntact(message);
    }
    Boolean known = reference.getProtocolData(Boolean.class);
    if (known == null) {
      known = MessageChecksum.isIntact(message);
      reference.setProtocolData(Boolean.class, known);
      if (known) {
        unreadable.read(message);
      }
    }
    return known;
  }

  @Override
  public void messageAcknowledged(
      Transaction transaction,
      MessageReference reference,
      AckReason reason,
      ServerConsumer consumer) {
    unreadable.gone(reference);
  }

  private Path file(Message message) {
    return largeMessages.resolve(message.getMessageID() + ".msg");
  }

  private void giveUp(MessageReference reference) {
    if (reference.getProtocolData(Failure.class) != null) {
      // Another consumer was offered it, too.
      return;
    }
    Message message = reference.getMessage();
    Queue queue = reference.getQueue();
    String id = message.getStringProperty(HeaderNames.EVENT_ID);
    Remedy remedy = Remedy.of(message, queue.getName().toString(), events.contain(id));
    Failure failure =
        new Failure(
            null,
            message.getStringProperty(HeaderNames.RUN_ID),
            queue.getName().toString(),
            reference.getDeliveryCount(),
            REASON + remedy.words(),
            clock.instant());
    reference.setProtocolData(Failure.class, failure);
    if (message.isLargeMessage()) {
      // Its file goes with it. Those of others are looked through at the start.
      report.add(new Damage(file(message), MessageChecksum.changed(message)));
    }
    try {
      failure.properties().forEach(message::putObjectProperty);
      forgetWhatItWas(message);
      if (remedy == Remedy.SEND_AGAIN) {
        // First: a dead letter that a kill kept from this would ask for what the inbox drops.
        events.forget(id);
      }
      queue.sendMessageToDeadLetterAddress(message.getMessageID());
      deadLetters.getObject().count(failure.queue());
      String event = SafeText.oneLine(id, LENGTH);
      LogFields.about(
          event,
          failure.runId(),
          () ->
              LOG.error(
                  "gave up event={} run={} at {}, it waits as dead letter {}: {}",
                  event,
                  SafeText.oneLine(failure.runId(), LENGTH),
                  failure.queue(),
                  message.getUserID(),
                  failure.reason()));
    } catch (Exception e) {
      LOG.error("a damaged message stays in {}: {}", failure.queue(), e.toString());
    }
  }

  /** It is told of once, and what is left of it can be read. */
  private void forgetWhatItWas(Message message) {
    message.removeProperty(HeaderNames.CHECKSUM);
    if (message.isLargeMessage()) {
      message.putLongProperty(Message.HDR_LARGE_BODY_SIZE, file(message).toFile().length());
    }
  }
}
