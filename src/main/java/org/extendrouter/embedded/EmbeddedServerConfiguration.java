package org.extendrouter.embedded;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Stands in for the server that Spring Boot would make, on the same condition. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "spring.artemis.embedded.enabled", matchIfMissing = true)
public class EmbeddedServerConfiguration {

  @Bean(initMethod = "start", destroyMethod = "stop")
  EmbeddedServer embeddedActiveMq(
      org.apache.activemq.artemis.core.config.Configuration configuration,
      ObjectProvider<ArtemisConfigurationCustomizer> customizers) {
    customizers.orderedStream().forEach(customizer -> customizer.customize(configuration));
    return new EmbeddedServer(configuration);
  }
}
