package org.extendrouter.endtoend;

import java.util.concurrent.CountDownLatch;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;

/** Lets a broker's management answer no question, until it is closed. All else goes on. */
final class SilentManagement implements ActiveMQServerPlugin, AutoCloseable {

  private final CountDownLatch answers = new CountDownLatch(1);
  private final ActiveMQServer server;

  private volatile boolean asked;

  SilentManagement(ActiveMQServer server) {
    this.server = server;
    server.registerBrokerPlugin(this);
  }

  @Override
  public void beforeSend(
      ServerSession session,
      Transaction tx,
      Message message,
      boolean direct,
      boolean noAutoCreateQueue) {
    if (message.getAddress().equals("activemq.management")) {
      asked = true;
      try {
        answers.await();
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }
  }

  boolean wasAsked() {
    return asked;
  }

  @Override
  public void close() {
    server.unRegisterBrokerPlugin(this);
    answers.countDown();
  }
}
