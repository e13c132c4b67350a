package org.extendrouter.embedded;

import java.io.File;
import java.util.List;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.io.IOCriticalErrorListener;
import org.apache.activemq.artemis.core.io.SequentialFileFactory;
import org.apache.activemq.artemis.core.paging.PagingStore;
import org.apache.activemq.artemis.core.paging.PagingStoreFactory;
import org.apache.activemq.artemis.core.paging.impl.PagingStoreFactoryNIO;
import org.apache.activemq.artemis.core.persistence.StorageManager;
import org.apache.activemq.artemis.core.persistence.impl.journal.JournalStorageManager;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.settings.HierarchicalRepository;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;

/**
 * Artemis's server with {@link WholeFiles} for pages and large messages, and {@link
 * QueuesThatCountOnce}. Its journal has files of full size before it writes to them.
 */
final class FailStopServer extends ActiveMQServerImpl {

  FailStopServer(Configuration configuration, ActiveMQSecurityManager security) {
    super(configuration, security);
  }

  @Override
  protected PagingStoreFactory getPagingStoreFactory() {
    Configuration settings = getConfiguration();
    return new PagingStoreFactoryNIO(
        getStorageManager(),
        settings.getPagingLocation(),
        settings.getPageSyncTimeout(),
        scheduledPool,
        pageExecutorFactory,
        settings.isJournalSyncNonTransactional(),
        ioCriticalErrorListener,
        settings::isPurgePageFolders) {
      @Override
      protected SequentialFileFactory newFileFactory(String directory) {
        return new WholeFiles(new File(getDirectory(), directory), ioCriticalErrorListener);
      }

      /** The one place between making the factory of queues and loading them. */
      @Override
      public List<PagingStore> reloadStores(HierarchicalRepository<AddressSettings> addresses)
          throws Exception {
        replaceQueueFactory(
            new QueuesThatCountOnce(FailStopServer.this, executorFactory, scheduledPool));
        return super.reloadStores(addresses);
      }
    };
  }

  @Override
  protected StorageManager createStorageManager() {
    if (!getConfiguration().isPersistenceEnabled()) {
      return super.createStorageManager();
    }
    JournalStorageManager storage =
        new JournalStorageManager(
            getConfiguration(),
            getCriticalAnalyzer(),
            executorFactory,
            scheduledPool,
            ioExecutorFactory,
            ioCriticalErrorListener) {
          @Override
          protected synchronized void init(Configuration settings, IOCriticalErrorListener errors) {
            super.init(settings, errors);
            largeMessagesFactory = new WholeFiles(settings.getLargeMessagesLocation(), errors);
          }
        };
    getCriticalAnalyzer().add(storage);
    return storage;
  }
}
