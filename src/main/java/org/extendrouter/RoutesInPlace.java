package org.extendrouter;

import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.stereotype.Component;

/** Stops a start without routes, which would otherwise answer 404 to every webhook. */
@Component
class RoutesInPlace implements CamelContextConfiguration {

  private static final String FIRST_ROUTE = "receive";

  @Override
  public void beforeApplicationStart(CamelContext context) {
    Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
    if (model.getRouteDefinition(FIRST_ROUTE) == null) {
      throw new IllegalStateException(
          "No route \"%s\": camel.main.routes-include-pattern must name classpath:routes/*.camel.yaml, where the router's own routes are"
              .formatted(FIRST_ROUTE));
    }
  }

  @Override
  public void afterApplicationStart(CamelContext context) {
    // Camel ignores what is thrown here; the check is made before.
  }
}
