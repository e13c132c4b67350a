package org.extendrouter.broker;

import java.util.Optional;
import org.apache.activemq.artemis.core.paging.PagingManager;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.springframework.util.unit.DataSize;

/**
 * What waits on disk because its queue is too long for memory. Artemis keeps the transaction that
 * has put it there in memory, some 0.2 kB, until all of it is delivered. With too many of them the
 * process runs out of memory, and so it would at each start again, which needs more than going on.
 *
 * @param most how many transactions the memory has room for
 */
record Backlog(long most) {

  /** In bytes. The rest of the heap is for all else, and for a start. */
  private static final int HEAP_FOR_EACH = 1024;

  /**
   * As much as suits this process.
   *
   * @return one for each kilobyte of the heap
   */
  static Backlog ofHeap() {
    return new Backlog(Runtime.getRuntime().maxMemory() / HEAP_FOR_EACH);
  }

  /**
   * Why nothing new should be stored.
   *
   * @param server the broker
   * @return what is wrong and how to fix it, on one line; empty if all is well
   */
  Optional<String> problem(ActiveMQServer server) {
    PagingManager paging = server.getPagingManager();
    // It is there once the broker has started.
    if (paging == null || paging.getTransactions().size() < most) {
      return Optional.empty();
    }
    return Optional.of(
        "%d messages wait on disk, as many as the memory of %d MB has room for; have them delivered (extend_queue_messages tells in which queues they are), or start with a larger -Xmx, 1 kB for each"
            .formatted(
                paging.getTransactions().size(),
                DataSize.ofBytes(Runtime.getRuntime().maxMemory()).toMegabytes()));
  }
}
