package org.extendrouter.broker;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.io.File;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.LoggingLevel;
import org.apache.camel.component.jms.ConsumerType;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.MessageListenerContainerFactory;
import org.extendrouter.connection.BrokerConnection;
import org.extendrouter.connection.BrokerLocation;
import org.extendrouter.connection.BrokerSetting;
import org.extendrouter.delivery.FilesProperties;
import org.extendrouter.redelivery.Failure;
import org.extendrouter.redelivery.MaxDeliveryAttempts;
import org.extendrouter.redelivery.RedeliveryProperties;
import org.extendrouter.schedule.RouterClock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jms.connection.CachingConnectionFactory;

/** The broker that events are stored in, and what is known of its queues. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BrokerProperties.class)
@Import({
  BrokerQueues.class,
  QueueWatch.class,
  UnconsumedQueues.class,
  ConsumedQueues.class,
  InboxProbe.class,
  Outage.class,
  Duplicates.class,
  BrokerHealthIndicator.class,
  QueuesHealthIndicator.class,
  ExternalAttempts.class,
  ExternalBrokerSettings.class
})
public class BrokerConfiguration {

  /** The broker is the router's own, and so are all its queues. */
  private static final String ALL = "#";

  private static final String DEAD_LETTERS_AND_REASONS = Failure.DEAD_LETTERS + ".#";

  private static final String INBOX = "extend.inbox";

  private static final int RETRY_MILLIS = 50;

  /** Of 10 MB each. */
  private static final int JOURNAL_FILES_KEPT = 3;

  /** In bytes. */
  private static final int PAGE = 1024 * 1024;

  /** In bytes; some dozen events of the usual size. */
  private static final int CONSUMER_WINDOW = 32 * 1024;

  /** What an external broker is given in its own broker.xml; see src/docs/broker.xml. */
  @Bean("extendEmbeddedBrokerSettings")
  BrokerSetting embeddedBrokerSettings(
      BrokerProperties broker,
      RedeliveryProperties redelivery,
      Journal journal,
      DamageReport damage,
      FilesProperties files,
      @RouterClock Clock clock,
      ObjectProvider<MeterRegistry> registry) {
    AddressSettings settings =
        new AddressSettings()
            .setDeadLetterAddress(SimpleString.of(Failure.DEAD_LETTERS))
            .setExpiryAddress(SimpleString.of(Failure.DEAD_LETTERS))
            .setRedeliveryDelay(redelivery.delay().toMillis())
            .setRedeliveryMultiplier(redelivery.multiplier())
            .setMaxRedeliveryDelay(redelivery.maxDelay().toMillis())
            .setMaxDeliveryAttempts(redelivery.attempts())
            .setDefaultAddressRoutingType(RoutingType.ANYCAST)
            .setDefaultQueueRoutingType(RoutingType.ANYCAST)
            // A queue that is on disk has two pages in memory.
            .setPageSizeBytes(PAGE)
            // The ids of past events live with the address, so it must outlive its consumers.
            .setAutoDeleteAddresses(false)
            .setAutoDeleteQueues(false);
    AddressSettings waiting =
        new AddressSettings().setMaxDeliveryAttempts(-1).setRedeliveryDelay(0);
    return configuration -> {
      journal.prepare(files.forNew());
      BrokerFiles stored = BrokerFiles.of(configuration);
      damage.keep(stored.check());
      configuration.registerBrokerPlugin(new MessageChecksum());
      configuration.registerBrokerPlugin(
          new DamagedMessages(stored.largeMessages(), damage, clock, registry));
      configuration.registerBrokerPlugin(new InboxGuard(INBOX, journal));
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
          // The broker drops what it gives up if no queue is there for it.
          .addQueueConfiguration(durable(Failure.DEAD_LETTERS))
          .addQueueConfiguration(durable(Failure.REASONS));
    };
  }

  private static QueueConfiguration durable(String queue) {
    return QueueConfiguration.of(queue).setRoutingType(RoutingType.ANYCAST);
  }

  @Bean("extendMaxDeliveryAttempts")
  @ConditionalOnBooleanProperty("extend.broker.embedded")
  MaxDeliveryAttempts maxDeliveryAttempts(RedeliveryProperties redelivery) {
    int attempts = redelivery.attempts();
    return queue -> attempts;
  }

  @Bean("extendRouterQueues")
  RouterQueues routerQueues(BrokerLocation location) {
    return new RouterQueues(location.embedded());
  }

  @Bean("extendJournal")
  Journal journal(BrokerLocation location, BrokerProperties broker) {
    return new Journal(new File(location.directory(), "journal"), broker.minDiskFree());
  }

  @Bean("extendDamageReport")
  DamageReport damageReport(BrokerLocation location) {
    return new DamageReport(Path.of(location.directory(), "damaged"));
  }

  @Bean("extendEmbeddedBroker")
  @ConditionalOnBooleanProperty("extend.broker.embedded")
  EmbeddedBroker embeddedBroker(BrokerConnection connection, Journal journal) {
    return new EmbeddedBroker(connection.embedded().orElseThrow(), journal);
  }

  @Bean("extendJournalCompaction")
  @ConditionalOnBooleanProperty("extend.broker.embedded")
  JournalCompaction journalCompaction(
      BrokerConnection connection, Journal journal, DamageReport damage) {
    return new JournalCompaction(connection.embedded().orElseThrow(), journal, damage);
  }

  /**
   * The {@code jms:} of the router's routes, by the name that it has in an application. Consumers
   * are transacted, and what a route sends goes through the session it received from: all of it
   * happens, or none.
   */
  @Bean(name = "extend-jms", defaultCandidate = false)
  JmsComponent jms(
      BrokerConnection connection,
      BrokerProperties broker,
      @Qualifier("extendWorkContainers") MessageListenerContainerFactory containers,
      Outage outage)
      throws JMSException {
    ActiveMQConnectionFactory artemis = artemis(connection.factory());
    artemis.setCallTimeout(broker.callTimeout().toMillis());
    // Objects run code of whoever sent them.
    artemis.setDeserializationDenyList("*");
    // How long one attempt to connect takes while the broker is gone.
    artemis.setRetryInterval(RETRY_MILLIS);
    // A rollback has the broker schedule all that a consumer has fetched ahead, not only what
    // failed.
    artemis.setConsumerWindowSize(CONSUMER_WINDOW);
    // Else each send asks the broker about its queue first.
    artemis.setCacheDestinations(true);
    JmsComponent component = JmsComponent.jmsComponent(connection.factory());
    component.setDisableReplyTo(true);
    component.setTransacted(true);
    component.setLazyCreateTransactionManager(false);
    component.setConsumerType(ConsumerType.Custom);
    component.setMessageListenerContainerFactory(containers);
    component.setCacheLevelName("CACHE_CONSUMER");
    component.setConcurrentConsumers(broker.consumers());
    component.setRecoveryInterval(5000);
    // In place of a line of each consumer at each attempt.
    component.setExceptionListener(outage::onException);
    // FailurePolicy says what failed, in one line and with the run's name.
    component.setErrorHandlerLoggingLevel(LoggingLevel.DEBUG);
    return component;
  }

  /** Spring's own wraps it, unless {@code spring.jms.cache.enabled} is false. */
  static ActiveMQConnectionFactory artemis(ConnectionFactory connectionFactory) {
    return (ActiveMQConnectionFactory)
        (connectionFactory instanceof CachingConnectionFactory caching
            ? caching.getTargetConnectionFactory()
            : connectionFactory);
  }
}
