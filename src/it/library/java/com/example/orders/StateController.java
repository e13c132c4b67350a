package com.example.orders;

import jakarta.jms.ConnectionFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the test what the application is like. */
@RestController
class StateController {

  private final State state;
  private final CamelContext camel;
  private final EmbeddedActiveMQ broker;
  private final ApplicationContext context;

  StateController(
      State state, CamelContext camel, EmbeddedActiveMQ broker, ApplicationContext context) {
    this.state = state;
    this.camel = camel;
    this.broker = broker;
    this.context = context;
  }

  record View(
      String contextName,
      List<String> incoming,
      List<String> handled,
      List<String> routeIds,
      List<String> endpoints,
      List<String> ownQueues,
      List<String> routerBeans,
      Map<String, Integer> beansOfTypes) {}

  @GetMapping("/state")
  View state() throws Exception {
    return new View(
        camel.getName(),
        state.getIncoming(),
        state.getHandled(),
        camel.getRoutes().stream().map(Route::getRouteId).sorted().toList(),
        camel.getEndpoints().stream().map(endpoint -> endpoint.getEndpointUri()).sorted().toList(),
        List.of(broker.getActiveMQServer().getActiveMQServerControl().getQueueNames()),
        Stream.of(context.getBeanDefinitionNames())
            .filter(name -> String.valueOf(context.getType(name)).contains("org.extendrouter"))
            .toList(),
        Map.of(
            "ConnectionFactory",
            context.getBeansOfType(ConnectionFactory.class).size(),
            "DataSource",
            context.getBeansOfType(DataSource.class).size()));
  }
}
