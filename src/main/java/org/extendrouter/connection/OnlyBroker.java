package org.extendrouter.connection;

import jakarta.jms.ConnectionFactory;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Standalone the broker that Spring Boot configures is the router's. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("extend.standalone")
class OnlyBroker {

  @Bean
  BrokerConnection brokerConnection(
      ConnectionFactory factory, ObjectProvider<EmbeddedActiveMQ> embedded) {
    return new BrokerConnection(factory, embedded.getIfAvailable(), () -> {});
  }

  @Bean
  ArtemisConfigurationCustomizer embeddedBrokerCustomizer(ObjectProvider<BrokerSetting> settings) {
    return broker -> settings.orderedStream().forEach(setting -> setting.apply(broker));
  }
}
