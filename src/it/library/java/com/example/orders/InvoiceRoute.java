package com.example.orders;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/** Takes accepted invoices from the router's broker and hands them to the application's. */
@Component
@ConditionalOnBooleanProperty(name = "extend.enabled", matchIfMissing = true)
class InvoiceRoute extends RouteBuilder {

  @Override
  public void configure() {
    from("extend-jms:extend.accept.invoice")
        .routeId("invoices")
        .setBody(simple("${header.ExtendRunId} ${header.ExtendType} ${header.ExtendConfidence}"))
        .to("jms:orders.incoming");
  }
}
