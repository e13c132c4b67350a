package org.extendrouter.recording;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsMessage;
import org.extendrouter.commit.SessionConsumers;
import org.extendrouter.ledger.ClosedTicket;
import org.extendrouter.ledger.Ledger;
import org.extendrouter.ledger.ReviewEntry;
import org.extendrouter.ledger.RunEntry;
import org.extendrouter.ledger.UnreadableEntryException;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.LedgerEntryKind;
import org.extendrouter.redelivery.Failure;
import org.extendrouter.redelivery.GiveUp;
import org.extendrouter.text.SafeText;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Writes what waits in the ledger's queue. It takes more than the one message of its exchange, in
 * the same session: to make the disk wait for each row would take a hundred times as long.
 */
@Component("extendLedgerWriter")
public final class LedgerWriter {

  private static final int MOST = 500;

  /** So long it waits for more: the disk works twice for each transaction, be it for one row. */
  private static final Duration LINGER = Duration.ofMillis(50);

  private static final int LARGEST_BODY = 1024 * 1024;

  private final ObjectMapper mapper = JsonMapper.builder().addModule(new JavaTimeModule()).build();
  private final Ledger ledger;
  private final GiveUp giveUp;
  private final SessionConsumers consumers;

  /** Since then each is tried alone: what has failed waits in the broker's memory. */
  private volatile boolean failed;

  LedgerWriter(Ledger ledger, GiveUp giveUp, SessionConsumers consumers) {
    this.ledger = ledger;
    this.giveUp = giveUp;
    this.consumers = consumers;
  }

  /**
   * Writes the exchange's message, and more that wait. What makes no row becomes a dead letter.
   *
   * @param exchange with a message from the ledger's queue
   * @throws JMSException if the broker does not answer
   * @throws org.springframework.dao.DataAccessException if the database does not take them; all of
   *     them go back to the queue
   */
  public void write(Exchange exchange) throws JMSException {
    JmsMessage received = exchange.getMessage(JmsMessage.class);
    Session session = received.getJmsSession();
    List<RunEntry> runs = new ArrayList<>();
    List<ReviewEntry> reviews = new ArrayList<>();
    List<ClosedTicket> closed = new ArrayList<>();
    Map<Message, String> unreadable = new LinkedHashMap<>();
    for (Message message : batch(received.getJmsMessage(), session)) {
      try {
        String told = Failure.text(message, HeaderNames.LEDGER);
        if (LedgerEntryKind.REVIEW.name().equals(told)) {
          reviews.add(review(message));
        } else if (LedgerEntryKind.CLOSED.name().equals(told)) {
          closed.add(closed(review(message)));
        } else {
          runs.add(RunMessage.read(message));
        }
      } catch (UnreadableEntryException e) {
        unreadable.put(message, e.getMessage());
      }
    }
    try {
      ledger.write(runs, reviews, closed);
      failed = false;
    } catch (DataAccessException e) {
      failed = true;
      throw e;
    }
    for (Map.Entry<Message, String> message : unreadable.entrySet()) {
      giveUp.atOnce(
          message.getKey(), session, "it makes no row of the ledger: " + message.getValue());
    }
  }

  /** What has failed before is tried alone, so that it does not hold up others again. */
  private List<Message> batch(Message first, Session session) throws JMSException {
    List<Message> batch = new ArrayList<>();
    batch.add(first);
    if (failed || first.getJMSRedelivered()) {
      return batch;
    }
    MessageConsumer queue = consumers.of(session);
    long end = System.nanoTime() + LINGER.toNanos();
    while (batch.size() < MOST) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      Message next = left > 0 ? queue.receive(left) : queue.receiveNoWait();
      if (next == null) {
        break;
      }
      batch.add(next);
    }
    return batch;
  }

  private static ClosedTicket closed(ReviewEntry review) {
    return new ClosedTicket(review.ticket(), review.runId(), review.reviewedAt());
  }

  private ReviewEntry review(Message message) throws JMSException, UnreadableEntryException {
    if (!(message instanceof BytesMessage bytes) || bytes.getBodyLength() > LARGEST_BODY) {
      throw new UnreadableEntryException("its body is no JSON of a review");
    }
    try {
      byte[] body = new byte[(int) bytes.getBodyLength()];
      bytes.reset();
      bytes.readBytes(body);
      ReviewEntry review = mapper.readValue(body, ReviewEntry.class);
      if (review == null) {
        throw new UnreadableEntryException("its body is null");
      }
      return review.fitting();
    } catch (IOException e) {
      throw new UnreadableEntryException(
          "its body is no JSON of a review, " + SafeText.oneLine(e.getMessage(), 200));
    }
  }
}
