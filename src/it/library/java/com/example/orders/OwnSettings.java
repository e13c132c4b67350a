package com.example.orders;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.model.dataformat.JsonLibrary;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** How the application has set up what of Camel the router uses as well. */
@Configuration(proxyBeanMethods = false)
class OwnSettings {

  /** Of the application's messages none matters. */
  @Bean
  ComponentCustomizer jmsWithoutTransactions() {
    return ComponentCustomizer.builder(JmsComponent.class)
        .build(jms -> jms.setTransacted(false));
  }

  record Order(String orderNumber) {}

  /** Writes JSON by the one {@code ObjectMapper} that there is. */
  @Component
  static class Routes extends RouteBuilder {
    @Override
    public void configure() {
      from("timer:json?repeatCount=1&delay=0")
          .routeId("json")
          .setBody(exchange -> new Order("A-1"))
          .marshal()
          .json(JsonLibrary.Jackson)
          .convertBodyTo(String.class)
          .bean("state", "seen");
    }
  }
}
