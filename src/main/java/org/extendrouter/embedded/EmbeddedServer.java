package org.extendrouter.embedded;

import java.time.Duration;
import java.util.Optional;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.postoffice.PostOffice;
import org.apache.activemq.artemis.core.postoffice.impl.LocalQueueBinding;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;

/** Artemis in this process, which can be started anew after it has stopped itself. */
public final class EmbeddedServer extends EmbeddedActiveMQ {

  private volatile ActiveMQServer current;
  private volatile Throwable lastFailure;
  private boolean ended;

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
    if (current == null) {
      create();
    }
  }

  private void create() {
    current = new FailStopServer(configuration, securityManager);
    current.registerIOCriticalErrorListener((failure, message, file) -> lastFailure = failure);
    activeMQServer = current;
  }

  /** The server of now; threads ask for it each time. */
  @Override
  public ActiveMQServer getActiveMQServer() {
    return current;
  }

  /**
   * Why a server has last stopped itself.
   *
   * @return the failure of its work on files; empty if none has
   */
  public Optional<Throwable> lastFailure() {
    return Optional.ofNullable(lastFailure);
  }

  /**
   * Starts a server in place of the one before. A server that has stopped itself once does not do
   * so again, however often it cannot write. Does nothing after {@link #stop}.
   *
   * @throws Exception if it does not start; one that cannot write may also be there and not active
   */
  public synchronized void startAnew() throws Exception {
    if (ended) {
      return;
    }
    current.stop();
    create();
    current.start();
  }

  /** How many waiting messages were scheduled anew after the clock was set by {@code step}. */
  int scheduleAnew(Duration step) {
    PostOffice office = current.isActive() ? current.getPostOffice() : null;
    if (office == null) {
      return 0;
    }
    return office
        .getAllBindings()
        .filter(LocalQueueBinding.class::isInstance)
        .map(binding -> ((LocalQueueBinding) binding).getQueue())
        .filter(CountedOnceQueue.class::isInstance)
        .mapToInt(queue -> ((CountedOnceQueue) queue).scheduleAnew(step))
        .sum();
  }

  @Override
  public synchronized EmbeddedActiveMQ stop() throws Exception {
    ended = true;
    return super.stop();
  }
}
