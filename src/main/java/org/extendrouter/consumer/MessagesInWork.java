package org.extendrouter.consumer;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.apache.camel.Variable;
import org.extendrouter.commit.StreamedMessage;
import org.extendrouter.delivery.FilesProperties;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.VariableNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * What all routes from {@code jms:} work on: no more bytes of large messages at once than the heap
 * has room for, and nothing again and again that ends the process.
 */
@Component("extendMessagesInWork")
public final class MessagesInWork implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(MessagesInWork.class);

  /**
   * A step may hold a message in ten times its bytes: a text that is not Latin-1, while parsed.
   * Once more they are there as they were taken, for a dead letter, until the route has ended.
   */
  private static final int PART_OF_HEAP = 16;

  /** From so many deaths on a message is worked on without other large ones beside it. */
  private static final int ALONE = 2;

  /** After so many it is given up. Kills by chance do not hit the same message that often. */
  private static final int GIVE_UP = 5;

  /** After this long the log says who waits. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Room room;
  private final InWorkRecord record;
  private final ThreadLocal<Claim> current = new ThreadLocal<>();

  @Autowired
  MessagesInWork(@Value("${extend.data-dir}") Path data, FilesProperties files) {
    this(
        new Room(Runtime.getRuntime().maxMemory() / PART_OF_HEAP),
        InWorkRecord.open(data, files.forNew()));
  }

  MessagesInWork(Room room, InWorkRecord record) {
    this.room = room;
    this.record = record;
  }

  /** Works on one message, and does not return before that is done. */
  interface Listener {
    void work(Message message) throws JMSException;
  }

  /**
   * Lets a message be worked on when there is room for it.
   *
   * @param message the message, its body not read yet
   * @param queue where it was taken from
   * @param turn held by the one large message of its queue that is in work
   * @param listener works on it
   * @param givingUp takes the message instead if the process has died of it too often
   * @throws InterruptedException if the router stops
   */
  void work(Message message, String queue, Semaphore turn, Listener listener, GivingUp givingUp)
      throws JMSException, InterruptedException {
    String id = message.getJMSMessageID();
    int deaths = id == null ? 0 : record.deaths(id);
    // The length is known before the body is read.
    long bytes = message instanceof BytesMessage body ? body.getBodyLength() : 0;
    Message streamed = StreamedMessage.of(message);
    Object event = message.getObjectProperty(HeaderNames.EVENT_ID);
    try (Claim claim = new Claim(room, turn, PATIENCE, () -> late(event, queue))) {
      claim.take(deaths >= ALONE ? room.all() : room.needed(bytes));
      if (deaths >= GIVE_UP) {
        givingUp.giveUp(streamed, new ProcessDiedException(deaths));
        record.end(record.begin(id));
        return;
      }
      if (deaths >= ALONE) {
        LOG.warn(
            "event={} was in work {} times when the process died, no other large one is in work"
                + " beside it now",
            event,
            deaths);
      }
      int slot = id == null ? InWorkRecord.NONE : record.begin(id);
      current.set(claim);
      try {
        listener.work(streamed);
      } finally {
        current.remove();
        record.end(slot);
      }
    }
  }

  private static void late(Object event, String queue) {
    LOG.warn(
        "waits for room event={} at {}: other large messages have been in work for more than {} s",
        event,
        queue,
        PATIENCE.toSeconds());
  }

  /** Takes a message out of its queue. */
  interface GivingUp {
    void giveUp(Message message, ProcessDiedException reason) throws JMSException;
  }

  /**
   * Makes room for a message that has become larger on its way; waits for others to be done.
   *
   * @param whole what its route works on from now on
   * @throws InterruptedException if the router stops
   */
  public void makeRoom(@Variable(VariableNames.WHOLE) byte[] whole) throws InterruptedException {
    Claim claim = current.get();
    if (claim != null) {
      claim.take(room.needed(whole.length));
    }
  }

  /**
   * Does other work with a stored message, if there is room for it soon.
   *
   * @param bytes how large the message is
   * @param patience how long to wait for room
   * @param work what is done with it; returns a value
   * @param <T> what it returns
   * @return nothing if there is no room, and nothing was done
   * @throws InterruptedException if the thread is to stop
   */
  public <T> Optional<T> beside(long bytes, Duration patience, Supplier<T> work)
      throws InterruptedException {
    int needed = room.needed(bytes);
    if (!room.take(needed, patience)) {
      return Optional.empty();
    }
    try {
      return Optional.of(work.get());
    } finally {
      room.giveBack(needed);
    }
  }

  @Override
  public void destroy() throws IOException {
    record.close();
  }
}
