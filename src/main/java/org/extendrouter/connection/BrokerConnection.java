package org.extendrouter.connection;

import jakarta.jms.ConnectionFactory;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.springframework.jms.connection.CachingConnectionFactory;

/**
 * The router's broker. It is one bean that holds its parts, since an application may have beans of
 * their types for a broker of its own.
 */
public final class BrokerConnection implements AutoCloseable {

  /** As many threads look something up at a time before a session is opened for one alone. */
  private static final int SESSIONS = 8;

  private final ConnectionFactory factory;
  private final EmbeddedActiveMQ embedded;
  private final Runnable end;
  private final CachingConnectionFactory browsing;
  private final CachingConnectionFactory asking;

  BrokerConnection(ConnectionFactory factory, EmbeddedActiveMQ embedded, Runnable end) {
    this.factory = factory;
    this.embedded = embedded;
    this.end = end;
    ActiveMQConnectionFactory lasting = another();
    // As the address says, which is not at hand any more.
    lasting.setReconnectAttempts(client().getReconnectAttempts());
    this.browsing = caching(lasting);
    this.asking = caching(another());
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
   * on that. Nobody waits here for a broker that is gone.
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
    return client(factory);
  }

  /**
   * All clients that are kept open.
   *
   * @return {@link #client} and those of {@link #browsing} and {@link #asking}
   */
  public List<ActiveMQConnectionFactory> clients() {
    return Stream.of(factory, browsing, asking).map(BrokerConnection::client).toList();
  }

  private static ActiveMQConnectionFactory client(ConnectionFactory factory) {
    return (ActiveMQConnectionFactory)
        (factory instanceof CachingConnectionFactory caching
            ? caching.getTargetConnectionFactory()
            : factory);
  }

  /**
   * A client of the same broker with the same login, for settings of its own. Its connections do
   * not come back by themselves, whatever the address says: who finds out whether the broker is
   * there does not wait for it.
   *
   * @return a new one, to be closed by the caller
   */
  public ActiveMQConnectionFactory another() {
    ActiveMQConnectionFactory first = client();
    ActiveMQConnectionFactory another =
        first.getDiscoveryGroupConfiguration() == null
            ? new ActiveMQConnectionFactory(first.isHA(), first.getStaticConnectors())
            : new ActiveMQConnectionFactory(first.isHA(), first.getDiscoveryGroupConfiguration());
    another.setUser(first.getUser());
    another.setPassword(first.getPassword());
    another.setReconnectAttempts(0);
    another.setUseTopologyForLoadBalancing(first.isUseTopologyForLoadBalancing());
    return another;
  }

  /**
   * The broker, if it runs in this process.
   *
   * @return nothing for an external one
   */
  public Optional<EmbeddedActiveMQ> embedded() {
    return Optional.ofNullable(embedded);
  }

  /** Ends what was connected here, and stops a broker of a context of its own. */
  @Override
  public void close() {
    for (CachingConnectionFactory own : List.of(browsing, asking)) {
      own.destroy();
      client(own).close();
    }
    end.run();
  }
}
