package org.extendrouter.openticket;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.apache.camel.Header;
import org.extendrouter.connection.BrokerConnection;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.QueueNames;
import org.extendrouter.names.RunIds;
import org.extendrouter.prompt.LateMessages;
import org.extendrouter.queues.BrokerQueues;
import org.extendrouter.queues.ManagementRefusedException;
import org.extendrouter.retention.TrustedClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

/**
 * The open tickets: messages that stay in their queue until they are decided. They are looked up
 * with a browser, which reads what is on disk as well. A consumer does not get behind the first of
 * them.
 */
@Component("extendOpenTickets")
public class OpenTicketQueue {

  private static final Logger LOG = LoggerFactory.getLogger(OpenTicketQueue.class);

  /** No other character stands in a name, and none of these ends a selector's text. */
  private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_-]{1,200}");

  /**
   * In bytes. To remove one message, the broker reads the whole queue into memory, and keeps it
   * there. What is left in a larger one is decided all the same, and goes when its time is over.
   */
  private static final long MOST_TO_READ = 64L * 1024 * 1024;

  private final JmsTemplate jms;
  private final BrokerQueues queues;

  OpenTicketQueue(BrokerConnection connection, BrokerQueues queues) {
    this.jms = new JmsTemplate(connection.browsing());
    this.queues = queues;
  }

  /**
   * Whether a text can be the name of a ticket.
   *
   * @param text any text; may be null
   * @return false if there can be no ticket of this name
   */
  public static boolean isName(String text) {
    return text != null && NAME.matcher(text).matches();
  }

  /**
   * Finds a ticket.
   *
   * @param name its name
   * @return nothing if no ticket of this name is open
   * @throws org.springframework.jms.JmsException if the broker does not answer
   */
  public Optional<OpenTicket> find(String name) {
    List<OpenTicket> found = new ArrayList<>(1);
    if (isName(name)) {
      // The broker would read the queue to its end for a second one.
      browse(selector(name), 1, found::add);
    }
    return found.stream().findFirst();
  }

  /**
   * How large the event of a ticket is; it is not read.
   *
   * @param name the ticket's name
   * @return in bytes; 0 if no ticket of this name is open
   * @throws org.springframework.jms.JmsException if the broker does not answer
   */
  public long bytes(String name) {
    Long bytes =
        jms.browseSelected(
            QueueNames.OPEN_TICKETS,
            selector(isName(name) ? name : ""),
            (session, browser) -> {
              Enumeration<?> messages = browser.getEnumeration();
              return messages.hasMoreElements()
                      && messages.nextElement() instanceof BytesMessage message
                  ? message.getBodyLength()
                  : 0L;
            });
    return bytes == null ? 0 : bytes;
  }

  /**
   * Finds the tickets of a run: there are several if Extend sent several events about it.
   *
   * @param runId the run's id
   * @return its open tickets, the oldest first
   * @throws org.springframework.jms.JmsException if the broker does not answer
   */
  public List<OpenTicket> ofRun(String runId) {
    return browse(HeaderNames.selector(HeaderNames.RUN_ID, runId));
  }

  /**
   * Reads tickets, and holds one of them at a time. The queue is read as far as the last of them.
   *
   * @param names their names; those that are not open are left out
   * @param reader takes each of them
   * @throws org.springframework.jms.JmsException if the broker does not answer
   */
  public void read(Collection<String> names, Consumer<OpenTicket> reader) {
    List<String> list =
        names.stream().filter(OpenTicketQueue::isName).map("'%s'"::formatted).toList();
    if (!list.isEmpty()) {
      browse(
          "%s IN (%s)".formatted(HeaderNames.TICKET, String.join(", ", list)), list.size(), reader);
    }
  }

  /**
   * Reads the headers of tickets, the oldest first; their events are left where they are. Some of
   * them may be decided already.
   *
   * @param reader takes when each was opened, and the headers of its run by name; it returns
   *     whether to go on
   * @throws org.springframework.jms.JmsException if the broker does not answer
   */
  public void readHeaders(BiPredicate<Instant, Map<String, String>> reader) {
    jms.browse(
        QueueNames.OPEN_TICKETS,
        (session, browser) -> {
          Enumeration<?> messages = browser.getEnumeration();
          boolean more = true;
          while (more && messages.hasMoreElements()) {
            Message message = (Message) messages.nextElement();
            more =
                reader.test(
                    Instant.ofEpochMilli(message.getJMSTimestamp()), OpenTicket.headers(message));
          }
          return null;
        });
  }

  private List<OpenTicket> browse(String selector) {
    List<OpenTicket> found = new ArrayList<>();
    browse(selector, Integer.MAX_VALUE, found::add);
    return found;
  }

  private void browse(String selector, int most, Consumer<OpenTicket> reader) {
    jms.browseSelected(
        QueueNames.OPEN_TICKETS,
        selector,
        (session, browser) -> {
          Enumeration<?> messages = browser.getEnumeration();
          for (int i = 0; i < most && messages.hasMoreElements(); i++) {
            if (messages.nextElement() instanceof BytesMessage message) {
              reader.accept(OpenTicket.of(message));
            }
          }
          return null;
        });
  }

  /**
   * Takes a ticket out. One that is gone already is none the worse for it.
   *
   * @param name its name
   * @throws org.springframework.jms.JmsException if the broker does not answer
   */
  public void remove(@Header(HeaderNames.TICKET) String name) {
    try {
      queues.ask(broker -> remove(broker, name));
    } catch (ManagementRefusedException e) {
      LOG.debug("the broker lets this user manage no queue", e);
      receive(name);
    }
  }

  private static Void remove(BrokerQueues.Asker broker, String name) throws JMSException {
    String queue = ResourceNames.QUEUE + QueueNames.OPEN_TICKETS;
    if (broker.ask(queue, "getPersistentSize") instanceof Number size
        && size.longValue() > MOST_TO_READ) {
      LOG.debug("{} stays in {}, which is too large to be searched", name, queue);
    } else {
      broker.ask(queue, "removeMessages", selector(name));
    }
    return null;
  }

  /**
   * Takes out of a queue what is too old. The oldest are its first, which a consumer reaches; in
   * front of them there may be some that a clock has dated that was wrong. Those stay.
   *
   * @param queue that of the open tickets, or another that is browsed
   * @param before what is older goes
   * @param gone takes the ticket, which may be null, and the run of each message that went
   */
  void removeBefore(String queue, Instant before, BiConsumer<String, String> gone) {
    String selector =
        "JMSTimestamp >= %d AND JMSTimestamp < %d"
            .formatted(TrustedClock.EARLIEST.toEpochMilli(), before.toEpochMilli());
    // A consumer would have the broker read a queue into memory of which nothing goes.
    if (!before.isAfter(TrustedClock.EARLIEST) || !isThere(queue, selector)) {
      return;
    }
    jms.execute(
        session -> {
          try (MessageConsumer consumer =
              session.createConsumer(session.createQueue(queue), selector)) {
            LateMessages messages = new LateMessages(consumer, () -> isThere(queue, selector));
            for (Message message = messages.next(); message != null; message = messages.next()) {
              String run = message.getStringProperty(HeaderNames.RUN_ID);
              gone.accept(
                  message.getStringProperty(HeaderNames.TICKET),
                  run == null ? RunIds.UNKNOWN : run);
            }
            return null;
          }
        },
        true);
  }

  private boolean isThere(String queue, String selector) {
    return Boolean.TRUE.equals(
        jms.browseSelected(
            queue, selector, (session, browser) -> browser.getEnumeration().hasMoreElements()));
  }

  private void receive(String name) {
    jms.execute(
        session -> {
          try (MessageConsumer consumer =
              session.createConsumer(
                  session.createQueue(QueueNames.OPEN_TICKETS), selector(name))) {
            return consumer.receive(LateMessages.RECEIVE_TIMEOUT_MILLIS);
          }
        },
        true);
  }

  private static String selector(String name) {
    return HeaderNames.selector(HeaderNames.TICKET, name);
  }
}
