package org.extendrouter.broker;

import java.io.File;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.extendrouter.connection.BrokerConnection;
import org.extendrouter.connection.BrokerLocation;
import org.extendrouter.connection.BrokerSetting;
import org.extendrouter.connection.StoredBefore;
import org.extendrouter.damage.DamageReport;
import org.extendrouter.damage.DamagedMessages;
import org.extendrouter.damage.UnreadableMessages;
import org.extendrouter.delivery.FilesProperties;
import org.extendrouter.embedded.WaitingMessages;
import org.extendrouter.names.QueueNames;
import org.extendrouter.redelivery.DeadLetterCount;
import org.extendrouter.redelivery.MaxDeliveryAttempts;
import org.extendrouter.redelivery.RedeliveryProperties;
import org.extendrouter.schedule.RouterClock;
import org.extendrouter.storage.BrokerFiles;
import org.extendrouter.storage.MessageChecksum;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The broker that events are stored in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BrokerProperties.class)
@Import(Duplicates.class)
public class BrokerConfiguration {

  /** The broker is the router's own, and so are all its queues. */
  private static final String ALL = "#";

  private static final String DEAD_LETTERS_AND_REASONS = QueueNames.DEAD_LETTERS + ".#";

  private static final int GROUPS = 1024;

  /** Of 10 MB each. */
  private static final int JOURNAL_FILES_KEPT = 3;

  /** In bytes. */
  private static final int PAGE = 1024 * 1024;

  /** What an external broker is given in its own broker.xml; see src/docs/broker.xml. */
  @Bean("extendEmbeddedBrokerSettings")
  BrokerSetting embeddedBrokerSettings(
      BrokerProperties broker,
      RedeliveryProperties redelivery,
      Journal journal,
      Backlog backlog,
      DamageReport damage,
      UnreadableMessages unreadable,
      FilesProperties files,
      @RouterClock Clock clock,
      ObjectProvider<DeadLetterCount> deadLetters,
      ObjectProvider<StoredBefore> storedBefore) {
    AddressSettings settings =
        new AddressSettings()
            .setDeadLetterAddress(SimpleString.of(QueueNames.DEAD_LETTERS))
            .setExpiryAddress(SimpleString.of(QueueNames.DEAD_LETTERS))
            .setRedeliveryDelay(redelivery.delay().toMillis())
            .setRedeliveryMultiplier(redelivery.multiplier())
            .setMaxRedeliveryDelay(redelivery.maxDelay().toMillis())
            .setMaxDeliveryAttempts(redelivery.attempts())
            .setDefaultAddressRoutingType(RoutingType.ANYCAST)
            .setDefaultQueueRoutingType(RoutingType.ANYCAST)
            // A queue that is on disk has two pages in memory.
            .setPageSizeBytes(PAGE)
            // Else the broker keeps the name of each run that was decided about in memory.
            .setDefaultGroupBuckets(GROUPS)
            // The ids of past events live with the address, so it must outlive its consumers.
            .setAutoDeleteAddresses(false)
            .setAutoDeleteQueues(false);
    AddressSettings waiting =
        new AddressSettings().setMaxDeliveryAttempts(-1).setRedeliveryDelay(0);
    // There may be many, and nobody is in a hurry for them.
    AddressSettings onDisk =
        new AddressSettings()
            .setMaxDeliveryAttempts(-1)
            .setRedeliveryDelay(0)
            .setMaxSizeBytes(2 * PAGE);
    return configuration -> {
      journal.prepare(files.forNew());
      BrokerFiles stored = BrokerFiles.of(configuration);
      damage.keep(
          stored.check(
              () ->
                  storedBefore.stream()
                      .map(StoredBefore::known)
                      .flatMap(Optional::stream)
                      .findFirst()));
      configuration.registerBrokerPlugin(new MessageChecksum());
      configuration.registerBrokerPlugin(
          new DamagedMessages(stored.largeMessages(), damage, unreadable, clock, deadLetters));
      configuration.registerBrokerPlugin(new InboxGuard(journal, backlog));
      configuration
          .setName("extend-camel-router")
          .setIDCacheSize(broker.idCacheSize())
          .setPersistIDCache(true)
          // What is over waits on disk. Artemis's own half leaves too little for large messages.
          .setGlobalMaxSize(Runtime.getRuntime().maxMemory() / 8)
          // InboxGuard minds the disk.
          .setMaxDiskUsage(-1)
          // Once a backlog is delivered; Artemis's default is to keep all.
          .setJournalPoolFiles(JOURNAL_FILES_KEPT)
          .addAddressSetting(ALL, settings)
          .addAddressSetting(DEAD_LETTERS_AND_REASONS, waiting)
          .addAddressSetting(QueueNames.OPEN_TICKETS, onDisk)
          .addAddressSetting(QueueNames.DECIDED, onDisk);
      // The broker drops what it gives up if no queue is there for it.
      for (String queue : QueueNames.KEPT) {
        configuration.addQueueConfiguration(
            QueueConfiguration.of(queue).setRoutingType(RoutingType.ANYCAST));
      }
    };
  }

  @Bean("extendMaxDeliveryAttempts")
  @ConditionalOnBooleanProperty("extend.broker.embedded")
  MaxDeliveryAttempts maxDeliveryAttempts(RedeliveryProperties redelivery) {
    int attempts = redelivery.attempts();
    return queue -> attempts;
  }

  @Bean("extendJournal")
  Journal journal(BrokerLocation location, BrokerProperties broker) {
    return new Journal(new File(location.directory(), "journal"), broker.minDiskFree());
  }

  @Bean("extendBacklog")
  Backlog backlog() {
    return Backlog.ofHeap();
  }

  @Bean("extendDamageReport")
  DamageReport damageReport(BrokerLocation location) {
    return new DamageReport(Path.of(location.directory(), "damaged"));
  }

  @Bean("extendUnreadableMessages")
  UnreadableMessages unreadableMessages(@RouterClock Clock clock) {
    return new UnreadableMessages(clock);
  }

  @Bean("extendEmbeddedBroker")
  @ConditionalOnBooleanProperty("extend.broker.embedded")
  EmbeddedBroker embeddedBroker(
      BrokerConnection connection,
      Journal journal,
      Backlog backlog,
      DamageReport damage,
      @RouterClock Clock clock) {
    return new EmbeddedBroker(connection.embedded().orElseThrow(), journal, backlog, damage, clock);
  }

  @Bean("extendJournalCompaction")
  @ConditionalOnBooleanProperty("extend.broker.embedded")
  JournalCompaction journalCompaction(
      BrokerConnection connection, Journal journal, DamageReport damage) {
    return new JournalCompaction(connection.embedded().orElseThrow(), journal, damage);
  }

  @Bean("extendWaitingMessages")
  @ConditionalOnBooleanProperty("extend.broker.embedded")
  WaitingMessages waitingMessages(BrokerConnection connection, @RouterClock Clock clock) {
    return new WaitingMessages(connection.embedded().orElseThrow(), clock);
  }
}
