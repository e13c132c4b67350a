package org.extendrouter.connection;

import jakarta.jms.ConnectionFactory;
import java.util.Optional;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.springframework.jms.connection.CachingConnectionFactory;

/**
 * The router's broker. It is one bean that holds its parts, since an application may have beans of
 * their types for a broker of its own.
 */
public final class BrokerConnection implements AutoCloseable {

  private final ConnectionFactory factory;
  private final EmbeddedActiveMQ embedded;
  private final Runnable end;

  BrokerConnection(ConnectionFactory factory, EmbeddedActiveMQ embedded, Runnable end) {
    this.factory = factory;
    this.embedded = embedded;
    this.end = end;
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
   * The client beneath, for what JMS has no word for. Spring's own cache wraps it, unless {@code
   * spring.jms.cache.enabled} is false.
   *
   * @return the same each time
   */
  public ActiveMQConnectionFactory client() {
    return (ActiveMQConnectionFactory)
        (factory instanceof CachingConnectionFactory caching
            ? caching.getTargetConnectionFactory()
            : factory);
  }

  /**
   * The broker, if it runs in this process.
   *
   * @return nothing for an external one
   */
  public Optional<EmbeddedActiveMQ> embedded() {
    return Optional.ofNullable(embedded);
  }

  /** Stops an embedded broker. */
  @Override
  public void close() {
    end.run();
  }
}
