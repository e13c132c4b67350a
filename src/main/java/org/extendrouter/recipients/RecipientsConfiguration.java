package org.extendrouter.recipients;

import org.extendrouter.routes.RouterRoutes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Lets no step of a route count as done that has sent a message nowhere. */
@Configuration(proxyBeanMethods = false)
@Import(AddressedRouters.class)
public class RecipientsConfiguration {

  /** Camel finds it; it is not for an application that wants one of its kind. */
  @Bean(name = "extendAddressedSteps", defaultCandidate = false)
  AddressedSteps addressedSteps(RouterRoutes routes) {
    return new AddressedSteps(routes);
  }
}
