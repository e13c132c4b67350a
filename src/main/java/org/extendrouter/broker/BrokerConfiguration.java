package org.extendrouter.broker;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.io.File;
import java.nio.file.Path;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.LoggingLevel;
import org.apache.camel.component.jms.JmsComponent;
import org.extendrouter.delivery.FilesProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisConfigurationCustomizer;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jms.connection.CachingConnectionFactory;

@Configuration(proxyBeanMethods = false)
class BrokerConfiguration {

  /** All queues of the router, and nobody else's on a shared broker. */
  private static final String QUEUES = "extend.#";

  private static final String INBOX = "extend.inbox";

  private static final int RETRY_MILLIS = 50;

  /** Of 10 MB each. */
  private static final int JOURNAL_FILES_KEPT = 3;

  /** What an external broker is given in its own broker.xml; see the README. */
  @Bean
  ArtemisConfigurationCustomizer embeddedBrokerSettings(
      BrokerProperties broker,
      RedeliveryProperties redelivery,
      Journal journal,
      DamageReport damage,
      FilesProperties files) {
    AddressSettings settings =
        new AddressSettings()
            .setDeadLetterAddress(SimpleString.of(DeadLetter.QUEUE))
            .setRedeliveryDelay(redelivery.delay().toMillis())
            .setRedeliveryMultiplier(redelivery.multiplier())
            .setMaxRedeliveryDelay(redelivery.maxDelay().toMillis())
            // One more than the routes: they dead-letter with a reason, the broker is the backstop.
            .setMaxDeliveryAttempts(redelivery.attempts() + 1)
            .setDefaultAddressRoutingType(RoutingType.ANYCAST)
            .setDefaultQueueRoutingType(RoutingType.ANYCAST)
            // The ids of past events live with the address, so it must outlive its consumers.
            .setAutoDeleteAddresses(false)
            .setAutoDeleteQueues(false);
    return configuration -> {
      journal.prepare(files.forNew());
      damage.keep(BrokerFiles.of(configuration).check());
      configuration.registerBrokerPlugin(new MessageChecksum());
      configuration.registerBrokerPlugin(new InboxGuard(INBOX, journal));
      configuration
          .setName("extend-camel-router")
          .setIDCacheSize(broker.idCacheSize())
          .setPersistIDCache(true)
          // InboxGuard minds the disk.
          .setMaxDiskUsage(-1)
          // Once a backlog is delivered; Artemis's default is to keep all.
          .setJournalPoolFiles(JOURNAL_FILES_KEPT)
          .addAddressSetting(QUEUES, settings);
    };
  }

  @Bean
  Journal journal(ArtemisProperties artemis, BrokerProperties broker) {
    return new Journal(
        new File(artemis.getEmbedded().getDataDirectory(), "journal"), broker.minDiskFree());
  }

  @Bean
  DamageReport damageReport(ArtemisProperties artemis) {
    return new DamageReport(Path.of(artemis.getEmbedded().getDataDirectory(), "damaged"));
  }

  @Bean
  @ConditionalOnBooleanProperty(name = "spring.artemis.embedded.enabled", matchIfMissing = true)
  EmbeddedBroker embeddedBroker(EmbeddedActiveMQ embedded, Journal journal) {
    return new EmbeddedBroker(embedded, journal);
  }

  @Bean
  @ConditionalOnBooleanProperty(name = "spring.artemis.embedded.enabled", matchIfMissing = true)
  JournalCompaction journalCompaction(
      EmbeddedActiveMQ embedded, Journal journal, DamageReport damage) {
    return new JournalCompaction(embedded, journal, damage);
  }

  /**
   * The {@code jms:} of the routes. Consumers are transacted, and what a route sends goes through
   * the session it received from: all of it happens, or none.
   */
  @Bean("jms")
  JmsComponent jms(ConnectionFactory connectionFactory, BrokerProperties broker, Outage outage)
      throws JMSException {
    if (connectionFactory instanceof CachingConnectionFactory caching
        && caching.getTargetConnectionFactory() instanceof ActiveMQConnectionFactory artemis) {
      artemis.setCallTimeout(broker.callTimeout().toMillis());
      // So long does one attempt to connect take while the broker is gone.
      artemis.setRetryInterval(RETRY_MILLIS);
      // Else each send asks the broker about its queue first.
      artemis.setCacheDestinations(true);
    }
    JmsComponent component = JmsComponent.jmsComponent(connectionFactory);
    component.setDisableReplyTo(true);
    component.setTransacted(true);
    component.setLazyCreateTransactionManager(false);
    component.setCacheLevelName("CACHE_CONSUMER");
    component.setConcurrentConsumers(broker.consumers());
    component.setRecoveryInterval(5000);
    // In place of a line of each consumer at each attempt.
    component.setExceptionListener(outage);
    // What failed is logged by routes/failures.camel.yaml, in one line and with the run's name.
    component.setErrorHandlerLoggingLevel(LoggingLevel.DEBUG);
    return component;
  }
}
