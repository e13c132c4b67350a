package org.extendrouter.broker;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.io.File;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.LoggingLevel;
import org.apache.camel.component.jms.ConsumerType;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.MessageListenerContainerFactory;
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

  /** In bytes. */
  private static final int PAGE = 1024 * 1024;

  /** In bytes; some dozen events of the usual size. */
  private static final int CONSUMER_WINDOW = 32 * 1024;

  /** What an external broker is given in its own broker.xml; see the README. */
  @Bean
  ArtemisConfigurationCustomizer embeddedBroker(
      BrokerProperties broker, RedeliveryProperties redelivery, Journal journal) {
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
            // A queue that is on disk has two pages in memory.
            .setPageSizeBytes(PAGE)
            // The ids of past events live with the address, so it must outlive its consumers.
            .setAutoDeleteAddresses(false)
            .setAutoDeleteQueues(false);
    return configuration -> {
      journal.prepare();
      configuration.registerBrokerPlugin(new InboxGuard(INBOX, journal));
      configuration
          .setName("extend-camel-router")
          .setIDCacheSize(broker.idCacheSize())
          .setPersistIDCache(true)
          // What is over waits on disk. Artemis's own half leaves too little for large messages.
          .setGlobalMaxSize(Runtime.getRuntime().maxMemory() / 8)
          // InboxGuard minds the disk.
          .setMaxDiskUsage(-1)
          .addAddressSetting(QUEUES, settings);
    };
  }

  @Bean
  Journal journal(ArtemisProperties artemis, BrokerProperties broker) {
    return new Journal(
        new File(artemis.getEmbedded().getDataDirectory(), "journal"), broker.minDiskFree());
  }

  @Bean
  @ConditionalOnBooleanProperty(name = "spring.artemis.embedded.enabled", matchIfMissing = true)
  EmbeddedBroker brokerHealthIndicator(EmbeddedActiveMQ embedded, Journal journal) {
    return new EmbeddedBroker(embedded, journal);
  }

  /**
   * The {@code jms:} of the routes. Consumers are transacted, and what a route sends goes through
   * the session it received from: all of it happens, or none.
   */
  @Bean("jms")
  JmsComponent jms(
      ConnectionFactory connectionFactory,
      BrokerProperties broker,
      MessageListenerContainerFactory containers)
      throws JMSException {
    if (connectionFactory instanceof CachingConnectionFactory caching
        && caching.getTargetConnectionFactory() instanceof ActiveMQConnectionFactory artemis) {
      artemis.setCallTimeout(broker.callTimeout().toMillis());
      // So long does one attempt to connect take while the broker is gone.
      artemis.setRetryInterval(RETRY_MILLIS);
      // A rollback has the broker schedule all that a consumer has fetched ahead, not only what
      // failed.
      artemis.setConsumerWindowSize(CONSUMER_WINDOW);
      // Else each send asks the broker about its queue first.
      artemis.setCacheDestinations(true);
    }
    JmsComponent component = JmsComponent.jmsComponent(connectionFactory);
    component.setDisableReplyTo(true);
    component.setTransacted(true);
    component.setLazyCreateTransactionManager(false);
    component.setConsumerType(ConsumerType.Custom);
    component.setMessageListenerContainerFactory(containers);
    component.setCacheLevelName("CACHE_CONSUMER");
    component.setConcurrentConsumers(broker.consumers());
    // The consumers of each queue log a line at each attempt, and a broker may be gone for hours.
    component.setRecoveryInterval(5000);
    // What failed is logged by routes/failures.yaml, in one line and with the run's name.
    component.setErrorHandlerLoggingLevel(LoggingLevel.DEBUG);
    return component;
  }
}
