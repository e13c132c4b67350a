package org.extendrouter.check;

import java.util.ArrayList;
import java.util.List;
import org.extendrouter.routes.RouteFiles;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** In an application: checks the router's settings and route files before any bean is made. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(
    name = "extend.standalone",
    havingValue = false,
    matchIfMissing = true)
class LibraryStartCheck {

  @Bean
  static BeanFactoryPostProcessor extendStartCheck(ConfigurableEnvironment environment) {
    return beans -> {
      List<Fault> faults = new ArrayList<>(StartCheck.faults(environment));
      RouteFiles files = RouteFiles.find(environment.getProperty(StartCheck.PATTERN, ""));
      faults.addAll(new RoutesCheck(environment, null).of(files.inForce()).faults());
      if (!faults.isEmpty()) {
        throw new FaultsException(faults);
      }
    };
  }
}
