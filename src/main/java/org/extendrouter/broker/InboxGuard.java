package org.extendrouter.broker;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.activemq.artemis.api.core.ActiveMQAddressFullException;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.extendrouter.names.QueueNames;

/**
 * Lets no new event or decision in while the journal or the memory has too little room. Artemis's
 * own limits are no use here: that of the disk makes senders wait, which for a webhook is a hang,
 * and all of them hold up the work under way as well. What has been stored before is refused too,
 * so that the sender knows; left to itself Artemis drops it, with a warning of many lines.
 */
final class InboxGuard implements ActiveMQServerPlugin {

  private final Journal journal;
  private final Backlog backlog;
  private final AtomicReference<ActiveMQServer> server = new AtomicReference<>();

  InboxGuard(Journal journal, Backlog backlog) {
    this.journal = journal;
    this.backlog = backlog;
  }

  @Override
  public void registered(ActiveMQServer registeredWith) {
    server.set(registeredWith);
  }

  @Override
  public void beforeSend(
      ServerSession session,
      Transaction transaction,
      Message message,
      boolean direct,
      boolean noAutoCreateQueue)
      throws ActiveMQException {
    byte[] id = message.getDuplicateIDBytes();
    boolean isEvent = QueueNames.INBOX.equals(message.getAddress());
    // One without an id is a reviewed run, which was stored before.
    boolean isDecision = QueueNames.DECISIONS.equals(message.getAddress()) && id != null;
    if (!isEvent && !isDecision) {
      return;
    }
    Optional<ActiveMQException> refusal = refusal(message.getAddress(), id);
    if (refusal.isPresent() && isEvent) {
      throw refusal.get();
    }
    // It is sent in a transaction, the whole of which fails once it ends.
    refusal.ifPresent(transaction::markAsRollbackOnly);
  }

  /** Asks first what is stored, which is answered 200 although there is no room for more. */
  private Optional<ActiveMQException> refusal(String address, byte[] id) {
    return id != null && isStored(address, id)
        ? Optional.of(Duplicates.refusal())
        : journal
            .problem()
            .or(() -> backlog.problem(server.get()))
            .map(ActiveMQAddressFullException::new);
  }

  private boolean isStored(String address, byte[] id) {
    return server.get().getPostOffice().getDuplicateIDCache(SimpleString.of(address)).contains(id);
  }
}
