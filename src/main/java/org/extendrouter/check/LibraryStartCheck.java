package org.extendrouter.check;

import java.util.ArrayList;
import java.util.List;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.fault.FaultsException;
import org.extendrouter.check.installation.Installation;
import org.extendrouter.check.libraries.OlderArtemis;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** In an application: checks the router's settings before any bean is made. */
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
      if (Installation.isBrokerEmbedded(environment)) {
        OlderArtemis.fault(OlderArtemis.class.getClassLoader()).ifPresent(faults::add);
      }
      if (!faults.isEmpty()) {
        throw new FaultsException(faults);
      }
    };
  }
}
