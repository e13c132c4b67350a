package com.example.orders;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** Names that the router might have given, too, in an application that had them first. */
@Configuration(proxyBeanMethods = false)
class OwnNames {

  static final String OWN = "the application's own";

  /** Stands still, and with it nothing but the application's time. */
  @Bean
  Clock clock() {
    return Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  }

  @Bean({
    "triage",
    "review",
    "journal",
    "payloads",
    "outage",
    "duplicates",
    "redelivery",
    "rejections",
    "eventIds",
    "eventMapper",
    "file",
    "smtp"
  })
  Own own() {
    return new Own();
  }

  @Bean
  HealthIndicator brokerHealthIndicator() {
    return () -> Health.up().withDetail("broker", OWN).build();
  }

  /** Called by a route. */
  public static class Own {
    public String name() {
      return OWN;
    }
  }

  @Component
  static class Routes extends RouteBuilder {
    @Override
    public void configure() {
      from("timer:own?repeatCount=1&delay=0").routeId("triage").to("direct:review");
      from("direct:review").routeId("review").to("direct:dead-letter");
      from("direct:dead-letter")
          .routeId("dead-letter")
          .routeConfigurationId("review-email")
          .bean("triage", "name")
          .bean("state", "seen")
          .throwException(new IllegalStateException("not sent"));
    }
  }

  @Component
  static class Failures extends RouteConfigurationBuilder {
    @Override
    public void configuration() {
      routeConfiguration("review-email")
          .onException(Exception.class)
          .handled(true)
          .setBody(simple("${exception.message}"))
          .bean("state", "seen");
    }
  }
}
