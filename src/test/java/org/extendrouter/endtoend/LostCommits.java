package org.extendrouter.endtoend;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.server.impl.AckReason;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;

/**
 * Lets the broker refuse the commit of the first message that is taken from a queue, as it does
 * when its disk fails. All steps of the route have succeeded by then.
 */
final class LostCommits implements ActiveMQServerPlugin {

  private final Set<String> queues = ConcurrentHashMap.newKeySet();

  LostCommits(RunningRouter router, String... queues) {
    this.queues.addAll(Set.of(queues));
    router.bean(EmbeddedActiveMQ.class).getActiveMQServer().registerBrokerPlugin(this);
  }

  /** Those whose message has not come yet. */
  Set<String> awaited() {
    return queues;
  }

  @Override
  public void messageAcknowledged(
      Transaction tx, MessageReference reference, AckReason reason, ServerConsumer consumer) {
    if (tx != null && queues.remove(reference.getQueue().getName().toString())) {
      tx.markAsRollbackOnly(
          new ActiveMQException(
              ActiveMQExceptionType.IO_ERROR, "the disk did not take it, says a test"));
    }
  }
}
