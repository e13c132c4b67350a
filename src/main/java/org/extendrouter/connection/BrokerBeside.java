package org.extendrouter.connection;

import jakarta.jms.ConnectionFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.extendrouter.embedded.EmbeddedServer;
import org.extendrouter.embedded.EmbeddedServerConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisConfigurationCustomizer;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisMode;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;

/**
 * In an application Spring Boot configures the router's broker in a context of its own: beside the
 * application's beans, a second connection factory would keep Spring and Camel from choosing one,
 * and the settings of one broker would be those of the other.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(
    name = "extend.standalone",
    havingValue = false,
    matchIfMissing = true)
class BrokerBeside {

  /** A webhook being stored holds a session; more would be opened and closed for each one. */
  private static final int SESSIONS = 128;

  @Bean("extendBrokerConnection")
  BrokerConnection brokerConnection(
      BrokerLocation location, ObjectProvider<BrokerSetting> settings) {
    AnnotationConfigApplicationContext apart = new AnnotationConfigApplicationContext();
    apart.setDisplayName("the router's broker");
    apart.setEnvironment(environment(location));
    apart.registerBean(
        ArtemisConfigurationCustomizer.class,
        () -> broker -> settings.orderedStream().forEach(setting -> setting.apply(broker)));
    apart.register(EmbeddedServerConfiguration.class, ArtemisAutoConfiguration.class);
    apart.refresh();
    return new BrokerConnection(
        apart.getBean(ConnectionFactory.class),
        apart.getBeanProvider(EmbeddedServer.class).getIfAvailable(),
        apart::close);
  }

  /** Two embedded brokers must not have the same, and an application's may have any small one. */
  private static int serverId() {
    return ThreadLocalRandom.current().nextInt(1 << 16, Integer.MAX_VALUE);
  }

  /** Holds nothing that the application has set for a broker of its own. */
  private static StandardEnvironment environment(BrokerLocation location) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(
        "spring.artemis.mode", location.embedded() ? ArtemisMode.EMBEDDED : ArtemisMode.NATIVE);
    properties.put("spring.artemis.embedded.enabled", location.embedded());
    properties.put("spring.artemis.embedded.persistent", true);
    properties.put("spring.artemis.embedded.server-id", serverId());
    properties.put("spring.artemis.embedded.data-directory", location.directory());
    properties.put("spring.artemis.broker-url", location.url());
    properties.put("spring.artemis.user", location.user());
    properties.put("spring.artemis.password", location.password());
    properties.put("spring.jms.cache.session-cache-size", SESSIONS);
    return new StandardEnvironment() {
      @Override
      protected void customizePropertySources(MutablePropertySources sources) {
        sources.addLast(new MapPropertySource("the router's broker", properties));
      }
    };
  }
}
