package org.extendrouter.routes;

import java.util.Collection;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.spring.boot.CamelConfigurationProperties;
import org.apache.camel.spring.boot.CamelSpringBootRoutesCollector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/**
 * Gives Camel the {@link RouteInventory}, and tells the log which of the router's own are replaced.
 */
@Component
@ConditionalOnBooleanProperty("extend.standalone")
final class RouteFilesCollector extends CamelSpringBootRoutesCollector {

  private static final Logger LOG = LoggerFactory.getLogger(RouteFilesCollector.class);

  private final String pattern;

  RouteFilesCollector(
      ApplicationContext application,
      CamelConfigurationProperties camel,
      @Value("${extend.routes}") String pattern) {
    super(application, camel.getMain().isIncludeNonSingletons());
    this.pattern = pattern;
  }

  @Override
  public Collection<Resource> findRouteResourcesFromDirectory(
      CamelContext camel, String excludePattern, String includePattern) {
    RouteInventory files = RouteInventory.find(pattern);
    files.notes().forEach(note -> LOG.info("{}", note));
    return files.resources();
  }
}
