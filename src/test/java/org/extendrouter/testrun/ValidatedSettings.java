package org.extendrouter.testrun;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

/**
 * Validates settings where a test binds them, by the annotations that the check of a start reads.
 */
@Configuration(proxyBeanMethods = false)
public class ValidatedSettings {

  /** Spring Boot asks for it by this name. */
  @Bean
  static LocalValidatorFactoryBean configurationPropertiesValidator() {
    return new LocalValidatorFactoryBean() {
      @Override
      public boolean supports(Class<?> type) {
        return type.isAnnotationPresent(ConfigurationProperties.class);
      }
    };
  }
}
