package org.extendrouter.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.core.journal.RecordInfo;
import org.apache.activemq.artemis.core.persistence.impl.journal.JournalRecordIds;

/** What is stored in a journal, once its records have been read in their order. */
final class StoredRecords {

  private final Set<Long> largeMessages = new HashSet<>();
  private final Map<Long, Set<Long>> queuesByMessage = new HashMap<>();
  private final Map<Long, List<Runnable>> transactions = new HashMap<>();
  private final Map<Long, Damage> changed = new LinkedHashMap<>();
  private boolean queues;
  private boolean any;

  /** Whether there is anything. */
  boolean any() {
    return any;
  }

  /** Whether a queue is among it. */
  boolean hasQueues() {
    return queues;
  }

  /** The ids of large messages that wait in a queue. Each has a file of its own. */
  Set<Long> waitingLargeMessages() {
    Set<Long> waiting = new HashSet<>(largeMessages);
    waiting.removeIf(id -> queuesByMessage.getOrDefault(id, Set.of()).isEmpty());
    return waiting;
  }

  void add(RecordInfo info) {
    any = true;
    if (info.getUserRecordType() == JournalRecordIds.QUEUE_BINDING_RECORD) {
      queues = true;
    } else if (info.getUserRecordType() == JournalRecordIds.ADD_LARGE_MESSAGE) {
      largeMessages.add(info.id);
    }
  }

  void update(RecordInfo info) {
    if (info.getUserRecordType() == JournalRecordIds.ADD_REF) {
      queuesByMessage.computeIfAbsent(info.id, id -> new HashSet<>()).add(queue(info));
    } else if (info.getUserRecordType() == JournalRecordIds.ACKNOWLEDGE_REF) {
      queuesByMessage.getOrDefault(info.id, new HashSet<>()).remove(queue(info));
    }
  }

  void changed(long id, Damage damage) {
    changed.put(id, damage);
  }

  /** What has changed since it was stored, without what the broker is done with. */
  Collection<Damage> changed() {
    return changed.values();
  }

  void delete(long id) {
    changed.remove(id);
    largeMessages.remove(id);
    queuesByMessage.remove(id);
  }

  void inTransaction(long transaction, Runnable change) {
    transactions.computeIfAbsent(transaction, id -> new ArrayList<>()).add(change);
  }

  void commit(long transaction) {
    List<Runnable> changes = transactions.remove(transaction);
    if (changes != null) {
      changes.forEach(Runnable::run);
    }
  }

  void rollback(long transaction) {
    transactions.remove(transaction);
  }

  private static long queue(RecordInfo info) {
    return ByteBuffer.wrap(info.data).getLong();
  }
}
