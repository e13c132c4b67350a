package org.extendrouter.inbox;

import jakarta.annotation.PreDestroy;
import jakarta.jms.CompletionListener;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.activemq.artemis.api.core.ActiveMQConnectionTimedOutException;
import org.apache.activemq.artemis.api.core.ActiveMQNotConnectedException;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.extendrouter.broker.BrokerProperties;
import org.extendrouter.connection.BrokerConnection;
import org.extendrouter.connection.BrokerFailure;
import org.extendrouter.connection.Safekeeping;
import org.extendrouter.names.QueueNames;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/**
 * Finds out whether the broker would store a webhook: sends the inbox a message in a transaction
 * that is rolled back. The broker checks permission and room when a message is sent, and nobody
 * ever gets this one.
 */
@Component
class InboxProbe {

  /** In bytes. Without it the broker's answer to a message in a transaction is not waited for. */
  private static final int ANSWERS = 1024 * 1024;

  /** Who connects gives up by itself first: Artemis logs a stack trace if it is interrupted. */
  private static final long SLACK_MILLIS = 500;

  private static final String EMBEDDED_HANGS =
      "the embedded broker does not store a message in time; look at the log, at the disk of its journal and at the load";

  private static final String NO_ANSWER =
      "the broker makes whoever sends to %s wait, and webhooks with it, as it does while its disk or that address is full; make room, and write <address-full-policy>FAIL</address-full-policy> for %s into broker.xml so that it answers"
          .formatted(QueueNames.INBOX, QueueNames.INBOX);

  private final ActiveMQConnectionFactory connections;
  private final long timeoutMillis;
  private final BrokerConnection broker;
  private final Safekeeping safekeeping;

  /** Of the message that is being sent. It may be another's than that which is waited for. */
  private volatile boolean connected;

  private final ExecutorService sender =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "inbox-probe");
            thread.setDaemon(true);
            return thread;
          });

  InboxProbe(BrokerConnection broker, BrokerProperties properties, Safekeeping safekeeping) {
    this.timeoutMillis = properties.callTimeout().toMillis();
    this.broker = broker;
    this.safekeeping = safekeeping;
    this.connections = broker.another();
    connections.setCallTimeout(timeoutMillis);
    connections.setConfirmationWindowSize(ANSWERS);
  }

  /**
   * Asks the broker.
   *
   * @return why it would not store a webhook, on one line; empty if it would
   */
  Optional<String> problem() {
    Future<?> sent = sender.submit(this::send);
    try {
      sent.get(timeoutMillis + SLACK_MILLIS, TimeUnit.MILLISECONDS);
      safekeeping.makesWait(null);
      return Optional.empty();
    } catch (ExecutionException e) {
      boolean silent =
          !connected
              && NestedExceptionUtils.getMostSpecificCause(e)
                  instanceof ActiveMQConnectionTimedOutException;
      return Optional.of(silent ? noConnection() : BrokerFailure.describe(e));
    } catch (TimeoutException e) {
      sent.cancel(true);
      return Optional.of(connected ? noAnswer() : noConnection());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private String noAnswer() {
    if (broker.embedded().isPresent()) {
      return EMBEDDED_HANGS;
    }
    safekeeping.makesWait(NO_ANSWER);
    // Those who began to send before that was known.
    broker.cutOffSenders(NO_ANSWER);
    return NO_ANSWER;
  }

  private String noConnection() {
    return BrokerFailure.describe(
        new ActiveMQNotConnectedException(
            "no connection to the broker within %d ms".formatted(timeoutMillis)));
  }

  @PreDestroy
  void close() {
    sender.shutdownNow();
    BrokerConnection.cutOff(connections);
  }

  private Void send() throws Exception {
    connected = false;
    try (JMSContext context = connections.createContext(JMSContext.SESSION_TRANSACTED)) {
      connected = true;
      Answer answer = new Answer();
      context
          .createProducer()
          .setAsync(answer)
          .send(context.createQueue(QueueNames.INBOX), new byte[0]);
      answer.get();
      context.rollback();
    }
    return null;
  }

  private static final class Answer extends CompletableFuture<Void> implements CompletionListener {

    @Override
    public void onCompletion(Message message) {
      complete(null);
    }

    @Override
    public void onException(Message message, Exception exception) {
      completeExceptionally(exception);
    }
  }
}
