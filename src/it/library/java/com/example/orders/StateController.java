package com.example.orders;

import jakarta.jms.ConnectionFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.PropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the test what the application is like. */
@RestController
class StateController {

  private final State state;
  private final CamelContext camel;
  private final EmbeddedActiveMQ broker;
  private final ConfigurableApplicationContext context;

  StateController(
      State state, CamelContext camel, EmbeddedActiveMQ broker, ConfigurableApplicationContext context) {
    this.state = state;
    this.camel = camel;
    this.broker = broker;
    this.context = context;
  }

  record View(
      String contextName,
      List<String> incoming,
      List<String> handled,
      List<String> seen,
      List<String> early,
      List<String> routeIds,
      List<String> endpoints,
      List<String> ownQueues,
      List<String> routerBeans,
      List<String> routerSettings,
      Map<String, Integer> beansOfTypes) {}

  @GetMapping("/state")
  View state() throws Exception {
    return new View(
        camel.getName(),
        state.getIncoming(),
        state.getHandled(),
        state.getSeen(),
        state.getEarly(),
        camel.getRoutes().stream().map(Route::getRouteId).sorted().toList(),
        camel.getEndpoints().stream().map(endpoint -> endpoint.getEndpointUri()).sorted().toList(),
        List.of(broker.getActiveMQServer().getActiveMQServerControl().getQueueNames()),
        Stream.of(context.getBeanDefinitionNames())
            .filter(name -> String.valueOf(context.getType(name)).contains("org.extendrouter"))
            .toList(),
        context.getEnvironment().getPropertySources().stream()
            .map(PropertySource::getName)
            .filter(name -> name.contains("extendrouter"))
            .toList(),
        Map.of(
            "ConnectionFactory",
            context.getBeansOfType(ConnectionFactory.class).size(),
            "DataSource",
            context.getBeansOfType(DataSource.class).size()));
  }
}
