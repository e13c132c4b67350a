package com.example.orders;

import org.apache.camel.builder.RouteConfigurationBuilder;
import org.springframework.stereotype.Component;

/**
 * What holds for all routes of the application: what fails is noted, and is no failure any more;
 * and what goes to some endpoints goes elsewhere.
 */
@Component
class Failures extends RouteConfigurationBuilder {

  @Override
  public void configuration() {
    routeConfiguration()
        .onException(Exception.class)
        .handled(true)
        .setBody(simple("${routeId}: ${exception.message}"))
        .bean("state", "handled");
    routeConfiguration()
        .interceptSendToEndpoint("(extend-.+|direct:extend-.+|log:.+)")
        .skipSendToOriginalEndpoint()
        .setBody(simple("${routeId}: skipped"))
        .bean("state", "handled");
  }
}
