package org.extendrouter.broker;

import java.util.Optional;
import java.util.Set;
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
 * Lets no new event or decision in while the journal has too little room. Artemis's own disk limit
 * is no use here: it makes senders wait, which for a webhook is a hang, and it holds up the work
 * under way as well. What has been stored before is refused too, so that the sender knows; left to
 * itself Artemis drops it, with a warning of many lines.
 */
final class InboxGuard implements ActiveMQServerPlugin {

  /** Of two messages with one id, they keep the first. */
  private static final Set<String> ONCE = Set.of(QueueNames.INBOX, QueueNames.DECISIONS);

  private final Journal journal;
  private final AtomicReference<ActiveMQServer> server = new AtomicReference<>();

  InboxGuard(Journal journal) {
    this.journal = journal;
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
    // A decision without one is a reviewed run, which was stored before.
    boolean isStoredRun = id == null && QueueNames.DECISIONS.equals(message.getAddress());
    if (isStoredRun || !ONCE.contains(message.getAddress())) {
      return;
    }
    // First, so that what is stored is answered 200 although there is no room for more.
    if (id != null && isStored(message.getAddress(), id)) {
      refuse(transaction, Duplicates.refusal());
      return;
    }
    Optional<String> problem = journal.problem();
    if (problem.isPresent()) {
      refuse(transaction, new ActiveMQAddressFullException(problem.get()));
    }
  }

  /** Nobody waits for what is sent in a transaction, so the whole of it fails once it ends. */
  private static void refuse(Transaction transaction, ActiveMQException refusal)
      throws ActiveMQException {
    if (transaction == null) {
      throw refusal;
    }
    transaction.markAsRollbackOnly(refusal);
  }

  private boolean isStored(String address, byte[] id) {
    return server.get().getPostOffice().getDuplicateIDCache(SimpleString.of(address)).contains(id);
  }
}
