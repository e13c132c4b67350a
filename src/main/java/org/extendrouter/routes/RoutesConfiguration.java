package org.extendrouter.routes;

import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Gives Camel the route files. */
@Configuration(proxyBeanMethods = false)
@Import({RouterRoutes.class, RouteFilesCollector.class, LibraryRoutes.class})
public class RoutesConfiguration {

  /** Else an application's settings for all {@code jms:} or mail would be those of the router. */
  @Bean("extendComponents")
  @ConditionalOnBooleanProperty(
      name = "extend.standalone",
      havingValue = false,
      matchIfMissing = true)
  ComponentCustomizer.Policy components() {
    return (name, component) -> !name.startsWith(RouterRoutes.PREFIX);
  }
}
