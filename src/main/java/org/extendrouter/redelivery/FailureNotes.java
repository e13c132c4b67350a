package org.extendrouter.redelivery;

import static java.util.stream.Collectors.joining;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.extendrouter.connection.BrokerConnection;
import org.extendrouter.names.QueueNames;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

/** Keeps why messages were given up, in a queue of its own. */
@Component
public class FailureNotes {

  /** How many messages' reasons are looked for in one pass through the queue. */
  private static final int AT_ONCE = 500;

  private final JmsTemplate jms;

  FailureNotes(BrokerConnection connection) {
    // A consumer's thread lends its session, which is about to roll back, to its own factory alone.
    this.jms = new JmsTemplate(connection.browsing());
  }

  void add(Failure failure) {
    jms.send(QueueNames.REASONS, session -> note(failure, session));
  }

  /** Adds it with whatever else the session commits. */
  void add(Failure failure, Session session) throws JMSException {
    try (MessageProducer producer =
        session.createProducer(session.createQueue(QueueNames.REASONS))) {
      producer.send(note(failure, session));
    }
  }

  private static Message note(Failure failure, Session session) throws JMSException {
    Message note = session.createMessage();
    failure.writeTo(note);
    return note;
  }

  /**
   * All that is kept.
   *
   * @return the last failure of each message, by JMS message id
   * @throws org.springframework.jms.JmsException if the broker does not answer
   */
  public Map<String, Failure> all() {
    Map<String, Failure> all = new HashMap<>();
    jms.browse(
        QueueNames.REASONS,
        (session, browser) -> {
          for (Message note : notes(browser)) {
            Failure.in(note).ifPresent(failure -> all.put(failure.messageId(), failure));
          }
          return null;
        });
    return all;
  }

  /**
   * Why one message was given up.
   *
   * @param messageId its JMS message id
   * @return nothing if that is not kept
   * @throws org.springframework.jms.JmsException if the broker does not answer
   */
  public Optional<Failure> of(String messageId) {
    return Optional.ofNullable(
        jms.browseSelected(
            QueueNames.REASONS,
            "JMSCorrelationID = '%s'".formatted(messageId),
            (session, browser) -> {
              Failure last = null;
              for (Message note : notes(browser)) {
                last = Failure.in(note).orElse(last);
              }
              return last;
            }));
  }

  /**
   * Forgets what nobody will ask for again.
   *
   * @param outdated which notes to forget
   * @throws org.springframework.jms.JmsException if the broker does not answer
   */
  public void forget(Predicate<Failure> outdated) {
    List<String> messageIds =
        all().values().stream().filter(outdated).map(Failure::messageId).toList();
    for (int i = 0; i < messageIds.size(); i += AT_ONCE) {
      forget(messageIds.subList(i, Math.min(i + AT_ONCE, messageIds.size())));
    }
  }

  private void forget(List<String> messageIds) {
    String selector = messageIds.stream().collect(joining("', '", "JMSCorrelationID IN ('", "')"));
    jms.execute(
        session -> {
          try (MessageConsumer notes =
              session.createConsumer(session.createQueue(QueueNames.REASONS), selector)) {
            while (notes.receiveNoWait() != null) {
              // One message may have failed several times.
            }
            return null;
          }
        },
        true);
  }

  private static List<Message> notes(QueueBrowser browser) throws JMSException {
    Enumeration<?> messages = browser.getEnumeration();
    return Collections.list(messages).stream().map(Message.class::cast).toList();
  }
}
