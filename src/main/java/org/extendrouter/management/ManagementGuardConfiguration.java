package org.extendrouter.management;

import java.util.stream.Stream;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Guards a management port of its own in all, and one shared with webhooks where the endpoints are.
 * Spring Boot loads it into the context of that port, by the file in {@code META-INF/spring}; it is
 * no component, or it would be in the other context, too.
 */
@ConditionalOnBooleanProperty("extend.standalone")
class ManagementGuardConfiguration {

  @Bean
  FilterRegistrationBean<ManagementGuard> managementGuard(
      ManagementProperties properties,
      Environment environment,
      WebEndpointProperties web,
      PathMappedEndpoints endpoints) {
    FilterRegistrationBean<ManagementGuard> registration =
        new FilterRegistrationBean<>(new ManagementGuard(properties.hosts()));
    Stream<String> guarded =
        ManagementPortType.get(environment) == ManagementPortType.DIFFERENT
            ? Stream.of("")
            : Stream.concat(
                Stream.of(web.getBasePath()).filter(path -> !path.isEmpty()),
                endpoints.getAllPaths().stream());
    registration.addUrlPatterns(guarded.map(path -> path + "/*").toArray(String[]::new));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }
}
