package org.extendrouter.prompt;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.artemis.api.core.ActiveMQNotConnectedException;
import org.apache.activemq.artemis.jms.client.ActiveMQConnection;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.connection.CachingConnectionFactory;

/**
 * Keeps a connection to send by, and lets no send wait long. While its disk or an address is full,
 * a broker makes whoever sends wait, and for that Artemis's client has no time limit and no way out
 * but the end of the connection. All that is sent by it at that moment fails, too, so no consumer
 * may use it.
 */
public final class PromptSends extends CachingConnectionFactory {

  /** A call that the broker does not answer gives up by itself first, and harms no other. */
  private static final long SLACK_MILLIS = 500;

  private static final Logger LOG = LoggerFactory.getLogger(PromptSends.class);

  private static final String SEND = "send";

  private final ActiveMQConnectionFactory client;
  private final ScheduledThreadPoolExecutor deadlines;

  /** Null while there is none. */
  private volatile Line line;

  /**
   * Makes a connection of its own.
   *
   * @param client what connects; a send may take as long as one of its calls, and a little
   */
  public PromptSends(ActiveMQConnectionFactory client) {
    super(client);
    this.client = client;
    this.deadlines =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "broker-sends");
              thread.setDaemon(true);
              return thread;
            });
    deadlines.setRemoveOnCancelPolicy(true);
  }

  @Override
  protected void prepareConnection(Connection connection) throws JMSException {
    super.prepareConnection(connection);
    line =
        new Line(connection, ((ActiveMQConnection) connection).getSessionFactory().getConnection());
  }

  @Override
  protected Session getSession(Connection connection, Integer mode) throws JMSException {
    Line found = line;
    if (found == null || found.connection() != connection || !found.transport().isDestroyed()) {
      return super.getSession(connection, mode);
    }
    reset(found);
    return super.getSession(getConnection(), mode);
  }

  /** Of those who find the same one ended, one alone makes way for another. */
  private void reset(Line ended) {
    synchronized (deadlines) {
      if (line == ended) {
        line = null;
        resetConnection();
      }
    }
  }

  @Override
  protected Session createSession(Connection connection, Integer mode) throws JMSException {
    Session session = super.createSession(connection, mode);
    RemotingConnection transport =
        ((ActiveMQConnection) connection).getSessionFactory().getConnection();
    return proxy(
        Session.class,
        (method, arguments) -> {
          Object result = call(session, method, arguments);
          return result instanceof MessageProducer producer ? prompt(producer, transport) : result;
        });
  }

  private MessageProducer prompt(MessageProducer producer, RemotingConnection transport) {
    return proxy(
        MessageProducer.class,
        (method, arguments) ->
            method.getName().equals(SEND)
                ? send(producer, method, arguments, transport)
                : call(producer, method, arguments));
  }

  private Object send(
      MessageProducer producer, Method method, Object[] arguments, RemotingConnection transport)
      throws Throwable {
    long limit = client.getCallTimeout() + SLACK_MILLIS;
    String made =
        "the broker has made whoever sends wait for %d ms, as it does while its disk or that address is full; make room there"
            .formatted(limit);
    AtomicBoolean over = new AtomicBoolean();
    ScheduledFuture<?> deadline =
        deadlines.schedule(() -> end(transport, over, made), limit, TimeUnit.MILLISECONDS);
    JMSException failure = null;
    try {
      call(producer, method, arguments);
    } catch (JMSException e) {
      failure = e;
    } finally {
      deadline.cancel(false);
      // In a transaction a send does not notice that the connection is gone.
      if (!over.compareAndSet(false, true)) {
        failure = new JMSException(made);
      }
    }
    if (failure != null) {
      throw failure;
    }
    return null;
  }

  private static void end(RemotingConnection transport, AtomicBoolean over, String made) {
    if (over.compareAndSet(false, true)) {
      transport.fail(new ActiveMQNotConnectedException(made));
    }
  }

  /** Whoever asks next finds out; by then this may come too late, and end the next connection. */
  @Override
  public void onException(JMSException failure) {
    LOG.debug("the connection to send by has ended", failure);
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> call.answer(method, arguments)));
  }

  @Override
  public void destroy() {
    super.destroy();
    deadlines.shutdownNow();
  }

  /** A connection, and what it goes by. */
  private record Line(Connection connection, RemotingConnection transport) {}

  /** What a call comes to. */
  private interface Call {
    Object answer(Method method, Object[] arguments) throws Throwable;
  }
}
