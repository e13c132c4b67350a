package com.example.orders;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Asks as a load balancer does: when the port is open, and no route runs yet. */
@Component
class EarlyProbe implements CamelContextConfiguration {

  private final Environment environment;
  private final State state;

  EarlyProbe(Environment environment, State state) {
    this.environment = environment;
    this.state = state;
  }

  @Override
  public void beforeApplicationStart(CamelContext camel) {
    URI readiness =
        URI.create(
            "http://localhost:"
                + environment.getProperty("local.server.port")
                + "/actuator/health/extendReadiness");
    try {
      state.early(
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(readiness).build(), BodyHandlers.ofString())
              .body());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void afterApplicationStart(CamelContext camel) {}
}
