package org.extendrouter.prompt;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import org.apache.activemq.artemis.api.core.ActiveMQNotConnectedException;
import org.apache.activemq.artemis.jms.client.ActiveMQConnection;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.connection.CachingConnectionFactory;

/**
 * Keeps a connection to send by that can be cut off. While its disk or an address is full, a broker
 * makes whoever sends wait, and for that Artemis's client has no time limit and no way out but the
 * end of the connection. No consumer may use it.
 */
public final class SenderConnections extends CachingConnectionFactory {

  private static final Logger LOG = LoggerFactory.getLogger(SenderConnections.class);

  /** As many may send at a time before a session is opened for one alone. */
  private static final int SESSIONS = 128;

  /** Null while there is none that somebody may wait on. */
  private volatile RemotingConnection transport;

  /**
   * Makes a connection of its own.
   *
   * @param client what connects
   */
  public SenderConnections(ActiveMQConnectionFactory client) {
    super(client);
    // Else each send asks the broker about its queue first.
    client.setCacheDestinations(true);
    setSessionCacheSize(SESSIONS);
  }

  @Override
  protected void prepareConnection(Connection connection) throws JMSException {
    super.prepareConnection(connection);
    transport = transport((ActiveMQConnection) connection);
  }

  /** A connection that was lost meanwhile is none. */
  private static RemotingConnection transport(ActiveMQConnection connection) throws JMSException {
    try {
      RemotingConnection transport = connection.getSessionFactory().getConnection();
      if (transport != null) {
        return transport;
      }
    } catch (IllegalStateException closed) {
      // As if it had none.
    }
    throw new JMSException("the connection to the broker was lost before it was used");
  }

  /** Is told late at times, when the next connection is there. Spring writes a stack trace, too. */
  @Override
  public void onException(JMSException failure) {
    RemotingConnection current = transport;
    if (current == null || current.isDestroyed()) {
      LOG.debug("the connection to send by has ended", failure);
      resetConnection();
    }
  }

  /**
   * Has all that are sending fail, so that none waits any longer. Who sends next connects again.
   *
   * @param reason why, on one line
   */
  public void cutOff(String reason) {
    RemotingConnection cut = transport;
    if (cut != null) {
      transport = null;
      cut.fail(new ActiveMQNotConnectedException(reason));
    }
  }
}
