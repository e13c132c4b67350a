package org.extendrouter.check.libraries;

import java.util.List;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.fault.FaultsException;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Stops an application that cannot receive webhooks, as the router does with servlets. Spring Boot
 * loads it by the file in {@code META-INF/spring}; it is none of the router's own configurations,
 * which such an application has not got.
 */
@ConditionalOnBooleanProperty(name = "extend.enabled", matchIfMissing = true)
@Conditional(NotAServletApplication.WithoutServlets.class)
class NotAServletApplication {

  @Bean
  static BeanFactoryPostProcessor extendServletCheck() {
    return beans -> {
      throw new FaultsException(
          List.of(
              new Fault(
                  "spring.main.web-application-type",
                  "this is no servlet application, so that the router receives no webhooks",
                  "add spring-boot-starter-web and set servlet, or set extend.enabled=false where"
                      + " the router is not needed")));
    };
  }

  static final class WithoutServlets extends NoneNestedConditions {

    WithoutServlets() {
      super(ConfigurationPhase.REGISTER_BEAN);
    }

    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static final class Servlets {}
  }
}
