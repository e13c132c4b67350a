package com.example.orders;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Routes that have nothing to do with the router. */
@Component
class OwnRoutes extends RouteBuilder {

  @Override
  public void configure() {
    from("timer:failing?repeatCount=1&delay=0")
        .routeId("failing")
        .throwException(new IllegalStateException("the application's own failure"));
    from("timer:skipping?repeatCount=1&delay=0").routeId("skipping").to("log:orders");
    from("jms:orders.incoming").routeId("incoming").bean("state", "incoming");
  }
}
