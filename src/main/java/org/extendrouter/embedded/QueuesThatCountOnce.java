package org.extendrouter.embedded;

import java.util.concurrent.ScheduledExecutorService;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.core.filter.Filter;
import org.apache.activemq.artemis.core.paging.PagingManager;
import org.apache.activemq.artemis.core.paging.cursor.PageSubscription;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.impl.QueueFactoryImpl;
import org.apache.activemq.artemis.utils.ExecutorFactory;

/**
 * Makes queues that count what they have in memory right. Artemis's count a message twice that
 * waits for its next attempt while the broker starts: as it is loaded, and as it is due. A queue
 * that believes to be full reads none of its pages any more.
 */
final class QueuesThatCountOnce extends QueueFactoryImpl {

  QueuesThatCountOnce(
      ActiveMQServer server, ExecutorFactory executors, ScheduledExecutorService scheduled) {
    super(
        executors,
        scheduled,
        server.getAddressSettingsRepository(),
        server.getStorageManager(),
        server);
    setPostOffice(server.getPostOffice());
  }

  @Override
  public Queue createQueueWith(
      QueueConfiguration configuration, PagingManager pagingManager, Filter filter) {
    if (configuration.isLastValue() || configuration.getLastValueKey() != null) {
      return super.createQueueWith(configuration, pagingManager, filter);
    }
    PageSubscription pages = getPageSubscription(configuration, pagingManager, filter);
    Queue queue =
        new CountedOnceQueue(
            configuration,
            filter,
            pages,
            scheduledExecutor,
            postOffice,
            storageManager,
            addressSettingsRepository,
            executorFactory.getExecutor(),
            server,
            this);
    server.getCriticalAnalyzer().add(queue);
    return queue;
  }
}
