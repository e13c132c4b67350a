package org.extendrouter.broker;

import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQAddressFullException;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.postoffice.RoutingStatus;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets nothing new into the inbox while the journal has too little room. Artemis's own disk limit
 * is no use here: it makes senders wait, which for a webhook is a hang, and it holds up the work
 * under way as well. What the inbox drops because it has it already is logged.
 */
final class InboxGuard implements ActiveMQServerPlugin {

  private static final Logger LOG = LoggerFactory.getLogger(InboxGuard.class);

  private static final String EVENT_ID = "ExtendEventId";

  private final String inbox;
  private final Journal journal;

  InboxGuard(String inbox, Journal journal) {
    this.inbox = inbox;
    this.journal = journal;
  }

  @Override
  public void beforeSend(
      ServerSession session,
      Transaction transaction,
      Message message,
      boolean direct,
      boolean noAutoCreateQueue)
      throws ActiveMQException {
    if (inbox.equals(message.getAddress())) {
      Optional<String> problem = journal.problem();
      if (problem.isPresent()) {
        throw new ActiveMQAddressFullException(problem.get());
      }
    }
  }

  @Override
  public void afterSend(
      ServerSession session,
      Transaction transaction,
      Message message,
      boolean direct,
      boolean noAutoCreateQueue,
      RoutingStatus result) {
    if (result == RoutingStatus.DUPLICATED_ID && inbox.equals(message.getAddress())) {
      LOG.info("dropped event={}, it had been stored before", message.getStringProperty(EVENT_ID));
    }
  }
}
