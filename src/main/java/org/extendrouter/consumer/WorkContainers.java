package org.extendrouter.consumer;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.jms.DefaultJmsMessageListenerContainer;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.component.jms.MessageListenerContainerFactory;
import org.extendrouter.commit.AfterCommit;
import org.extendrouter.commit.SessionConsumers;
import org.extendrouter.logfields.MessageFields;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.redelivery.GiveUp;
import org.extendrouter.redelivery.WorkQueues;
import org.extendrouter.routes.RouterRoutes;
import org.extendrouter.tracing.MessageTracing;
import org.springframework.jms.listener.AbstractMessageListenerContainer;
import org.springframework.transaction.TransactionStatus;

/**
 * Makes the consumers of each route from {@code jms:}. A route policy would come too late: Camel
 * reads a message's body before it asks one.
 */
class WorkContainers implements MessageListenerContainerFactory {

  private static final String DEAD_LETTER = "dead-letter";

  /** After so long what still waits for the broker is interrupted, once a container is closed. */
  private static final int CLOSE_MILLIS = 1000;

  private final MessagesInWork messages;
  private final GiveUp giveUp;
  private final RouterRoutes routes;
  private final AfterCommit afterCommit;
  private final MessageFields fields;
  private final MessageTracing tracing;
  private final SessionConsumers consumers;

  /**
   * Makes those of one Camel context.
   *
   * @param tracing null while it is off
   */
  WorkContainers(
      MessagesInWork messages,
      GiveUp giveUp,
      RouterRoutes routes,
      AfterCommit afterCommit,
      MessageFields fields,
      MessageTracing tracing,
      SessionConsumers consumers) {
    this.messages = messages;
    this.giveUp = giveUp;
    this.routes = routes;
    this.afterCommit = afterCommit;
    this.fields = fields;
    this.tracing = tracing;
    this.consumers = consumers;
  }

  @Override
  public AbstractMessageListenerContainer createMessageListenerContainer(JmsEndpoint endpoint) {
    return new Container(endpoint);
  }

  private final class Container extends DefaultJmsMessageListenerContainer {

    private final JmsEndpoint endpoint;
    private final Semaphore turn = new Semaphore(1, true);
    private final WaitingThreads threads = new WaitingThreads();

    Container(JmsEndpoint endpoint) {
      super(endpoint);
      this.endpoint = endpoint;
    }

    /**
     * What came in while the consumer was being suspended is worked on: to give it back would count
     * as an attempt. Once it is being closed, whatever hangs is interrupted.
     */
    @Override
    public boolean isAcceptMessagesWhileStopping() {
      return isActive();
    }

    /** Nothing waits in the session then, and each commit is work for the broker. */
    @Override
    protected boolean shouldCommitAfterNoMessageReceived(Session session) {
      return false;
    }

    @Override
    protected Message receiveMessage(MessageConsumer consumer) throws JMSException {
      // One that is made for a single message is not here to be rolled back.
      return getCacheLevel() < CACHE_SESSION
          ? super.receiveMessage(consumer)
          : threads.receive(() -> super.receiveMessage(consumer), this::isRunning);
    }

    @Override
    protected long getReceiveTimeout() {
      return isActive() ? super.getReceiveTimeout() : CLOSE_MILLIS;
    }

    @Override
    protected void doStop() throws JMSException {
      super.doStop();
      threads.wake();
    }

    @Override
    protected boolean doReceiveAndExecute(
        Object invoker, Session session, MessageConsumer consumer, TransactionStatus status)
        throws JMSException {
      consumers.begin(session, consumer);
      try {
        return super.doReceiveAndExecute(invoker, session, consumer, status);
      } catch (CancellationException woken) {
        // Artemis takes the session for one that failed: what comes next in it would fail.
        session.rollback();
        return false;
      } finally {
        consumers.end(session);
      }
    }

    @Override
    protected void doExecuteListener(Session session, Message message) throws JMSException {
      if (tracing == null) {
        workWithFields(session, message);
      } else {
        tracing.around(message, endpoint, () -> workWithFields(session, message));
      }
    }

    private void workWithFields(Session session, Message message) throws JMSException {
      fields.around(message, endpoint, () -> work(session, message));
    }

    private void work(Session session, Message message) throws JMSException {
      try {
        messages.work(
            message,
            endpoint.getDestinationName(),
            turn,
            streamed -> andCommit(session, () -> super.doExecuteListener(session, streamed)),
            (streamed, reason) -> andCommit(session, () -> giveUp(session, streamed, reason)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        rollbackIfNecessary(session);
      }
    }

    private void andCommit(Session session, MessageFields.Work work) throws JMSException {
      try {
        work.run();
        afterCommit.committed(session);
      } finally {
        afterCommit.forget(session);
      }
    }

    @Override
    protected void invokeListener(Session session, Message message) throws JMSException {
      if (WorkQueues.accept(endpoint.getDestinationName(), message)) {
        super.invokeListener(session, message);
      } else {
        giveUp.atOnce(message, session, "its body is not bytes, and is not read");
      }
    }

    private void giveUp(Session session, Message message, ProcessDiedException reason)
        throws JMSException {
      Exchange exchange = endpoint.createExchange(message, session);
      exchange.setProperty(Exchange.EXCEPTION_CAUGHT, reason);
      exchange.setProperty(HeaderNames.SESSION, session);
      try (ProducerTemplate template = endpoint.getCamelContext().createProducerTemplate()) {
        template.send("direct:" + routes.own(DEAD_LETTER), exchange);
        if (exchange.getException() != null) {
          throw new RuntimeCamelException(exchange.getException());
        }
        commitIfNecessary(session, message);
      } catch (RuntimeException | IOException e) {
        rollbackIfNecessary(session);
        throw new RuntimeCamelException(e);
      }
    }
  }
}
