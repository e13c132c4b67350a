package org.extendrouter.connection;

import jakarta.jms.ConnectionFactory;
import org.extendrouter.embedded.EmbeddedServer;
import org.extendrouter.embedded.EmbeddedServerConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Standalone the broker that Spring Boot configures is the router's. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("extend.standalone")
@Import(EmbeddedServerConfiguration.class)
class OnlyBroker {

  @Bean
  BrokerConnection brokerConnection(
      ConnectionFactory factory, ObjectProvider<EmbeddedServer> embedded) {
    return new BrokerConnection(factory, embedded.getIfAvailable(), () -> {});
  }

  @Bean
  ArtemisConfigurationCustomizer embeddedBrokerCustomizer(ObjectProvider<BrokerSetting> settings) {
    return broker -> settings.orderedStream().forEach(setting -> setting.apply(broker));
  }
}
