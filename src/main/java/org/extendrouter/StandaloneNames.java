package org.extendrouter;

import java.util.List;
import org.extendrouter.routes.RouterRoutes;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.type.AnnotationMetadata;

/** Standalone the components of the routes have the names that the route files use. */
final class StandaloneNames implements ImportBeanDefinitionRegistrar {

  private static final List<String> COMPONENTS = List.of("jms", "file", "smtp");

  @Override
  public void registerBeanDefinitions(
      AnnotationMetadata importing, BeanDefinitionRegistry registry) {
    COMPONENTS.forEach(name -> registry.registerAlias(RouterRoutes.PREFIX + name, name));
  }
}
