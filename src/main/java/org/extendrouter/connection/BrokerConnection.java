package org.extendrouter.connection;

import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.core.client.impl.ServerLocatorInternal;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.extendrouter.embedded.EmbeddedServer;
import org.extendrouter.prompt.PromptConnections;
import org.extendrouter.prompt.SenderConnections;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.connection.CachingConnectionFactory;

/**
 * The router's broker. It is one bean that holds its parts, since an application may have beans of
 * their types for a broker of its own.
 *
 * <p>No connection comes back by itself, whatever the address says: while one tries to, all that
 * uses it waits, webhooks and the router's end among it. Consumers connect again on their own, and
 * the caches make a new connection for whoever asks.
 */
public final class BrokerConnection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerConnection.class);

  /** As many threads look something up at a time before a session is opened for one alone. */
  private static final int SESSIONS = 8;

  /** How long to wait for a connection to a broker that is not in this process. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final ConnectionFactory factory;
  private final EmbeddedServer embedded;
  private final Runnable end;

  /** Null for a broker of this process, which makes nobody wait. */
  private final SenderConnections sending;

  private final CachingConnectionFactory browsing;
  private final CachingConnectionFactory asking;
  private final List<ActiveMQConnectionFactory> clients;
  private final List<CachingConnectionFactory> caches;

  /** None for a broker of this process. */
  private final List<PromptConnections> prompt;

  private final CountDownLatch closed = new CountDownLatch(1);

  BrokerConnection(ConnectionFactory factory, EmbeddedServer embedded, Runnable end) {
    this.factory = factory;
    this.embedded = embedded;
    this.end = end;
    ActiveMQConnectionFactory first =
        (ActiveMQConnectionFactory)
            (factory instanceof CachingConnectionFactory caching
                ? caching.getTargetConnectionFactory()
                : factory);
    keepItsWord(first);
    ActiveMQConnectionFactory second = another(first);
    ActiveMQConnectionFactory third = another(first);
    ActiveMQConnectionFactory fourth = another(first);
    this.clients = List.of(first, second, third, fourth);
    this.sending = embedded == null ? new SenderConnections(fourth) : null;
    this.browsing = caching(second);
    this.asking = caching(third);
    this.caches =
        Stream.of(factory, sending, browsing, asking)
            .filter(CachingConnectionFactory.class::isInstance)
            .map(CachingConnectionFactory.class::cast)
            .toList();
    this.prompt =
        embedded == null
            ? caches.stream().map(cache -> PromptConnections.beneath(cache, PATIENCE)).toList()
            : List.of();
  }

  /** Overrules what the address says: it must neither try by itself nor go on without an answer. */
  private static void keepItsWord(ActiveMQConnectionFactory client) {
    client.setReconnectAttempts(0);
    client.setInitialConnectAttempts(1);
    client.getServerLocator().setFailoverAttempts(0);
    client.setBlockOnDurableSend(true);
    client.setPreAcknowledge(false);
    client.setAutoGroup(false);
    client.setGroupID(null);
    client.setConfirmationWindowSize(ActiveMQClient.DEFAULT_CONFIRMATION_WINDOW_SIZE);
    client.setProducerWindowSize(ActiveMQClient.DEFAULT_PRODUCER_WINDOW_SIZE);
  }

  private static CachingConnectionFactory caching(ActiveMQConnectionFactory client) {
    client.setConsumerWindowSize(0);
    CachingConnectionFactory caching = new CachingConnectionFactory(client);
    caching.setSessionCacheSize(SESSIONS);
    caching.setCacheConsumers(false);
    return caching;
  }

  /**
   * Makes connections to the broker.
   *
   * @return the same each time; it caches sessions
   */
  public ConnectionFactory factory() {
    return factory;
  }

  /**
   * Makes connections to send by for whoever waits for an answer.
   *
   * @return the same each time; it caches sessions. Those of an external broker have no consumers,
   *     and can be {@link #cutOffSenders cut off}
   */
  public ConnectionFactory sending() {
    return sending == null ? factory : sending;
  }

  /**
   * Lets nobody wait any longer who sends by {@link #sending} to an external broker: each fails.
   *
   * @param reason why, on one line
   */
  public void cutOffSenders(String reason) {
    if (sending != null) {
      sending.cutOff(reason);
    }
  }

  /**
   * Makes connections to look something up in a queue. With a consumer's usual window Artemis ends
   * a browse when that window is used up, however many messages are left; without one it sends each
   * message when it is asked for it.
   *
   * @return the same each time; it caches sessions, and none of a consumer's thread is lent to it
   */
  public ConnectionFactory browsing() {
    return browsing;
  }

  /**
   * Makes connections to ask the broker's management, and to see to its queues now and then. A
   * question that takes longer than a call may ends its connection, and with it all that others do
   * on that.
   *
   * @return the same each time; it caches sessions, and none of a consumer's thread is lent to it
   */
  public ConnectionFactory asking() {
    return asking;
  }

  /**
   * The client beneath, for what JMS has no word for. Spring's own cache wraps it, unless {@code
   * spring.jms.cache.enabled} is false.
   *
   * @return the same each time
   */
  public ActiveMQConnectionFactory client() {
    return clients.get(0);
  }

  /**
   * All clients that are kept open.
   *
   * @return {@link #client} and those of {@link #browsing}, {@link #asking} and {@link #sending}
   */
  public List<ActiveMQConnectionFactory> clients() {
    return clients;
  }

  /**
   * A client of the same broker with the same login, for settings of its own.
   *
   * @return a new one, to be closed by the caller
   */
  public ActiveMQConnectionFactory another() {
    return another(client());
  }

  private static ActiveMQConnectionFactory another(ActiveMQConnectionFactory first) {
    ActiveMQConnectionFactory another =
        first.getDiscoveryGroupConfiguration() == null
            ? new ActiveMQConnectionFactory(first.isHA(), first.getStaticConnectors())
            : new ActiveMQConnectionFactory(first.isHA(), first.getDiscoveryGroupConfiguration());
    another.setUser(first.getUser());
    another.setPassword(first.getPassword());
    another.setUseTopologyForLoadBalancing(first.isUseTopologyForLoadBalancing());
    keepItsWord(another);
    return another;
  }

  /**
   * The broker, if it runs in this process.
   *
   * @return nothing for an external one
   */
  public Optional<EmbeddedServer> embedded() {
    return Optional.ofNullable(embedded);
  }

  /**
   * Whether the broker has been there since the start.
   *
   * @return false if it is an external one that has not accepted a connection and answered yet
   */
  public boolean hasAnswered() {
    return prompt.isEmpty() || prompt.stream().anyMatch(PromptConnections::hasConnected);
  }

  /**
   * The broker has accepted a connection and answered.
   *
   * @param begun when it was asked, by {@link System#nanoTime}; what has tried to connect since
   *     before is stuck, and is not waited for any more
   */
  public void answered(long begun) {
    prompt.forEach(connections -> connections.answered(begun));
  }

  /**
   * Sees to it that the end of the router does not wait for a broker that is silent: what is still
   * connected after that time is cut off. The broker rolls back what was not committed.
   *
   * @param limit how long to wait for {@link #close}
   */
  void endWithin(Duration limit) {
    Thread thread = new Thread(() -> cutOffAfter(limit), "broker-end");
    thread.setDaemon(true);
    thread.start();
  }

  private void cutOffAfter(Duration limit) {
    try {
      if (!closed.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn(
            "the router stops, and the broker has not answered for {} s: its connections are cut off, and it rolls back what was under way",
            limit.toSeconds());
        clients.forEach(BrokerConnection::cutOff);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Closes a client for good without a word to the broker, which may be silent. It rolls back what
   * was not committed.
   *
   * @param client one of {@link #clients}, or {@link #another}
   */
  public static void cutOff(ActiveMQConnectionFactory client) {
    ((ServerLocatorInternal) client.getServerLocator()).cleanup();
  }

  /** Ends what was connected here, and stops a broker of a context of its own. */
  @Override
  public void close() {
    prompt.forEach(PromptConnections::close);
    caches.forEach(CachingConnectionFactory::destroy);
    clients.forEach(ActiveMQConnectionFactory::close);
    end.run();
    closed.countDown();
  }
}
