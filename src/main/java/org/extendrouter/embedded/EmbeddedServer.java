package org.extendrouter.embedded;

import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;

/** Artemis in this process, which can be started anew after it has stopped itself. */
public final class EmbeddedServer extends EmbeddedActiveMQ {

  /**
   * One that does not run yet.
   *
   * @param configuration with the plugins that each of its servers has
   */
  public EmbeddedServer(Configuration configuration) {
    setConfiguration(configuration);
    setSecurityManager(new ActiveMQJAASSecurityManager());
  }

  @Override
  public void createActiveMQServer() {
    if (activeMQServer == null) {
      activeMQServer = new FailStopServer(configuration, securityManager);
    }
  }

  /**
   * Starts a server in place of the one before. A server that has stopped itself once does not do
   * so again, however often it cannot write.
   *
   * @throws Exception if it does not start; one that cannot write may also be there and not active
   */
  public void startAnew() throws Exception {
    activeMQServer.stop();
    activeMQServer = null;
    start();
  }
}
