package org.extendrouter.routes;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.spring.boot.CamelConfigurationProperties;
import org.apache.camel.spring.boot.CamelSpringBootRoutesCollector;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/** Gives Camel the {@link RouteFiles}, and tells the log which of the router's own are replaced. */
@Component
final class RouteFilesCollector extends CamelSpringBootRoutesCollector {

  private static final Logger LOG = LoggerFactory.getLogger(RouteFilesCollector.class);

  RouteFilesCollector(ApplicationContext application, CamelConfigurationProperties camel) {
    super(application, camel.getMain().isIncludeNonSingletons());
  }

  @Override
  public Collection<Resource> findRouteResourcesFromDirectory(
      CamelContext camel, String excludePattern, String includePattern) {
    RouteFiles files = RouteFiles.find(includePattern);
    files.notes().forEach(note -> LOG.info("{}", note));
    return files.inForce().stream()
        .map(
            file ->
                ResourceHelper.fromBytes(
                    file.location(), file.content().getBytes(StandardCharsets.UTF_8)))
        .toList();
  }
}
