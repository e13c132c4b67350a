package org.extendrouter.http.connector;

import java.io.IOException;
import java.nio.channels.NotYetConnectedException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.stream.Collectors;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's connector, which beyond that closes connections that bring no signed webhook: each after
 * a time, and the oldest as soon as there are many. So nobody without a secret can hold all
 * connections, whatever is sent on them or not sent. Tomcat makes it by its name.
 */
public final class WebhookConnector extends Http11NioProtocol {

  private static final Duration SWEEP = Duration.ofMillis(100);

  /** When each connection without a signed webhook was first seen, by its id. */
  private final Map<String, Long> unsigned = new HashMap<>();

  /** When each connection brought its latest signed webhook, by its id. */
  private final Map<String, Long> signed = new ConcurrentHashMap<>();

  /** Those that are being closed, by their ids. */
  private final Set<String> told = new HashSet<>();

  private int mostUnsigned = Integer.MAX_VALUE;
  private Duration unsignedFor = Duration.ofDays(1);
  private Future<?> sweeps;

  /**
   * Without one of them the port takes connections and answers none. None of it if it is stopped.
   */
  private volatile List<Thread> serving = List.of();

  void limitUnsigned(int most, Duration time) {
    mostUnsigned = most;
    unsignedFor = time;
  }

  /** Lets the connection stay open for as long as its sender and Tomcat's time-outs like. */
  void signed(String connectionId) {
    signed.put(connectionId, System.nanoTime());
  }

  /**
   * Whether the threads live that take connections and see what comes on them.
   *
   * @return true if so, and as long as the port is not meant to serve
   */
  boolean isServing() {
    return serving.stream().allMatch(Thread::isAlive);
  }

  @Override
  protected Processor createProcessor() {
    return new Http11Processor(this, getAdapter()) {
      /**
       * Tomcat comes here when a listener has read the last chunk of a body, also on the thread
       * that goes on with that request by itself. It would read what follows on the connection as a
       * request of its own, and answer that first.
       */
      @Override
      protected void executeDispatches() {
        if (request.isRequestThread()) {
          getIteratorAndClearDispatches();
        } else {
          super.executeDispatches();
        }
      }
    };
  }

  @Override
  public void start() throws Exception {
    super.start();
    serving = serving();
    sweeps =
        getUtilityExecutor()
            .scheduleWithFixedDelay(
                this::closeUnsigned, SWEEP.toMillis(), SWEEP.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Tomcat does not show them. */
  private List<Thread> serving() {
    Set<String> names =
        Set.of(getEndpoint().getName() + "-Acceptor", getEndpoint().getName() + "-Poller");
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> names.contains(thread.getName()))
        .toList();
  }

  /** An orderly end begins with it. */
  @Override
  public void pause() throws Exception {
    serving = List.of();
    super.pause();
  }

  @Override
  public void stop() throws Exception {
    serving = List.of();
    if (sweeps != null) {
      sweeps.cancel(false);
    }
    super.stop();
  }

  private void closeUnsigned() {
    long now = System.nanoTime();
    Set<SocketWrapperBase<NioChannel>> open = getEndpoint().getConnections();
    Set<String> ids = open.stream().map(WebhookConnector::id).collect(Collectors.toSet());
    signed.entrySet().removeIf(mark -> mark.getValue() < now && !ids.contains(mark.getKey()));
    unsigned.keySet().retainAll(ids);
    told.retainAll(ids);
    unsigned.keySet().removeAll(signed.keySet());
    List<SocketWrapperBase<NioChannel>> oldestFirst =
        open.stream()
            .filter(connection -> !signed.containsKey(id(connection)))
            .sorted(Comparator.comparingLong(connection -> Long.parseLong(id(connection), 16)))
            .toList();
    int tooMany = oldestFirst.size() - mostUnsigned;
    for (SocketWrapperBase<NioChannel> connection : oldestFirst) {
      long age = now - unsigned.computeIfAbsent(id(connection), id -> now);
      if (tooMany-- > 0 || age > unsignedFor.toNanos()) {
        close(connection);
      }
    }
  }

  private void close(SocketWrapperBase<NioChannel> connection) {
    Lock inWork = connection.getLock();
    if (!inWork.tryLock()) {
      // An event would wait for the thread that reads from it, and keep another thread waiting.
      endInput(connection);
      return;
    }
    inWork.unlock();
    if (told.add(id(connection))) {
      getEndpoint().processSocket(connection, SocketEvent.ERROR, true);
    }
  }

  /** Whoever waits for more of it sees its end; an answer can still be sent. */
  private static void endInput(SocketWrapperBase<NioChannel> connection) {
    try {
      connection.getSocket().getIOChannel().shutdownInput();
    } catch (IOException | NotYetConnectedException closed) {
      // So there is nothing to end.
    }
  }

  /** Tomcat counts connections, in hexadecimal. */
  private static String id(SocketWrapperBase<?> connection) {
    return connection.getServletConnection("http/1.1", "").getConnectionId();
  }
}
