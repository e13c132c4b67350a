package org.extendrouter.prompt;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.activemq.artemis.api.core.ActiveMQNotConnectedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.connection.DelegatingConnectionFactory;
import org.springframework.jms.support.JmsUtils;

/**
 * Makes the connection of a cache, and lets nobody wait long for it. To connect to a broker that
 * accepts the connection and says nothing takes as long as a call may, to one whose address
 * swallows all packets a minute; meanwhile whoever uses the cache waits for its lock: each route
 * that starts, each webhook, and each route that stops. So a thread of its own connects, once at a
 * time, and what comes of it is for whoever asks next. The other ways to connect take as long as
 * they take; no cache uses them.
 */
public final class PromptConnections extends DelegatingConnectionFactory implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PromptConnections.class);

  private final ConnectionFactory target;
  private final Duration patience;
  private final ExecutorService connecting =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "broker-connection");
            thread.setDaemon(true);
            return thread;
          });

  private volatile boolean hasConnected;

  /** Null if none is under way or waits to be fetched. */
  private Attempt attempt;

  /**
   * Makes those of one cache.
   *
   * @param target what connects
   * @param patience how long an attempt may be waited for; it goes on all the same
   */
  PromptConnections(ConnectionFactory target, Duration patience) {
    setTargetConnectionFactory(target);
    this.target = target;
    this.patience = patience;
  }

  /**
   * Lets a cache connect by this, in place of what it has connected by.
   *
   * @param cache a cache that has not connected yet
   * @param patience how long an attempt may be waited for
   * @return what the cache connects by now
   */
  public static PromptConnections beneath(CachingConnectionFactory cache, Duration patience) {
    PromptConnections prompt = new PromptConnections(cache.getTargetConnectionFactory(), patience);
    cache.setTargetConnectionFactory(prompt);
    return prompt;
  }

  @Override
  public synchronized Connection createConnection() throws JMSException {
    if (connecting.isShutdown()) {
      throw failure(new ActiveMQNotConnectedException("the router stops"));
    }
    if (attempt == null || attempt.hasFailed() || attempt.isLost()) {
      attempt = new Attempt();
    }
    try {
      Connection connection = attempt.await();
      attempt = null;
      hasConnected = true;
      return connection;
    } catch (TimeoutException e) {
      throw failure(
          new ActiveMQNotConnectedException(
              "the broker does not answer: no connection within %d ms"
                  .formatted(patience.toMillis())));
    } catch (ExecutionException e) {
      attempt = null;
      throw e.getCause() instanceof JMSException failure ? failure : failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(e);
    }
  }

  /**
   * Whether the broker has been there.
   *
   * @return true once it has accepted a connection and answered
   */
  public boolean hasConnected() {
    return hasConnected;
  }

  /**
   * The broker has accepted a connection and answered: what has been trying since before is stuck,
   * and whoever asks next need not wait for it.
   *
   * @param begun when the broker was asked, by {@link System#nanoTime}
   */
  public synchronized void answered(long begun) {
    if (attempt != null && attempt.isStuckSince(begun)) {
      attempt.discard();
      attempt = null;
    }
  }

  private static JMSException failure(Throwable cause) {
    JMSException failure = new JMSException(cause.getMessage());
    failure.initCause(cause);
    return failure;
  }

  /** Begins nothing more, and ends what nobody has fetched. An attempt ends with its client. */
  @Override
  public void close() {
    connecting.shutdown();
    synchronized (this) {
      if (attempt != null) {
        attempt.discard();
      }
    }
  }

  /** One attempt to connect. */
  private final class Attempt {

    private final CompletableFuture<Connection> connected = new CompletableFuture<>();
    private final long begun = System.nanoTime();
    private volatile boolean lost;

    Attempt() {
      connecting.execute(this::connect);
    }

    private void connect() {
      try {
        Connection connection = target.createConnection();
        // Until it is fetched; who fetches it listens for itself.
        connection.setExceptionListener(failure -> lost = true);
        connected.complete(connection);
      } catch (JMSException | RuntimeException e) {
        LOG.debug("no connection to the broker", e);
        connected.completeExceptionally(e);
      }
    }

    /** The deadline is that of the attempt, however many wait for it one after the other. */
    Connection await() throws InterruptedException, ExecutionException, TimeoutException {
      long left = begun + patience.toNanos() - System.nanoTime();
      return connected.get(Math.max(0, left), TimeUnit.NANOSECONDS);
    }

    boolean isStuckSince(long time) {
      return begun - time < 0 && !connected.isDone();
    }

    /** That was told to nobody in time, and says nothing of the broker as it is now. */
    boolean hasFailed() {
      return connected.isCompletedExceptionally();
    }

    boolean isLost() {
      if (lost) {
        discard();
      }
      return lost;
    }

    void discard() {
      connected.thenAccept(JmsUtils::closeConnection);
    }
  }
}
