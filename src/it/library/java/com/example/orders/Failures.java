package com.example.orders;

import org.apache.camel.builder.RouteConfigurationBuilder;
import org.springframework.stereotype.Component;

/** The application's error handling: what fails is noted, and is no failure any more. */
@Component
class Failures extends RouteConfigurationBuilder {

  @Override
  public void configuration() {
    routeConfiguration()
        .onException(Exception.class)
        .handled(true)
        .setBody(simple("${routeId}: ${exception.message}"))
        .bean("state", "handled");
  }
}
