package org.extendrouter.jms;

import jakarta.jms.JMSException;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.LoggingLevel;
import org.apache.camel.component.jms.ConsumerType;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.MessageListenerContainerFactory;
import org.extendrouter.broker.BrokerProperties;
import org.extendrouter.connection.BrokerConnection;
import org.extendrouter.connection.Outage;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How routes use the broker. */
@Configuration(proxyBeanMethods = false)
public class JmsComponentConfiguration {

  private static final int RETRY_MILLIS = 50;

  /** In bytes; some dozen events of the usual size. */
  private static final int CONSUMER_WINDOW = 32 * 1024;

  /** The broker sends what comes at once; a consumer that has waited so long asks it once. */
  private static final int RECEIVE_MILLIS = 10_000;

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
    for (ActiveMQConnectionFactory client : connection.clients()) {
      client.setCallTimeout(broker.callTimeout().toMillis());
      // Objects run code of whoever sent them.
      client.setDeserializationDenyList("*");
      // How long one attempt to connect takes while the broker is gone.
      client.setRetryInterval(RETRY_MILLIS);
    }
    ActiveMQConnectionFactory artemis = connection.client();
    // A rollback has the broker schedule all that a consumer has fetched ahead, not only what
    // failed.
    artemis.setConsumerWindowSize(CONSUMER_WINDOW);
    // Else each send asks the broker about its queue first.
    artemis.setCacheDestinations(true);
    JmsComponent component = new QueueComponent(connection.factory(), connection.sending());
    component.setHeaderFilterStrategy(new StoredTrace());
    component.setDisableReplyTo(true);
    component.setTransacted(true);
    component.setLazyCreateTransactionManager(false);
    component.setConsumerType(ConsumerType.Custom);
    component.setMessageListenerContainerFactory(containers);
    component.setCacheLevelName("CACHE_CONSUMER");
    component.setConcurrentConsumers(broker.consumers());
    component.setReceiveTimeout(RECEIVE_MILLIS);
    component.setRecoveryInterval(5000);
    // In place of a line of each consumer at each attempt.
    component.setExceptionListener(outage::onException);
    // FailurePolicy says what failed, in one line and with the run's name.
    component.setErrorHandlerLoggingLevel(LoggingLevel.DEBUG);
    return component;
  }
}
