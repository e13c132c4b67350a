package org.extendrouter.beside;

import org.extendrouter.redelivery.Redelivery;
import org.extendrouter.routes.RouterRoutes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells of what fails beside the message that a route was given. */
@Configuration(proxyBeanMethods = false)
public class BesideConfiguration {

  @Bean(name = "extendFailuresBeside", defaultCandidate = false)
  FailuresBeside failuresBeside(Redelivery redelivery, RouterRoutes routes) {
    return new FailuresBeside(redelivery, routes);
  }
}
