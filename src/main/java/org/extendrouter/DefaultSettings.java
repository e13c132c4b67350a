package org.extendrouter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/**
 * Adds the router's defaults behind all other settings. They are in files of their own, since of
 * several {@code application.yaml} on a class path Spring Boot reads one.
 */
final class DefaultSettings implements EnvironmentPostProcessor, Ordered {

  private static final List<String> LIBRARY = List.of("defaults.yaml");
  private static final List<String> STANDALONE = List.of("standalone.yaml", "defaults.yaml");

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    boolean standalone = application.getAllSources().contains(ExtendCamelRouter.class);
    for (String file : standalone ? STANDALONE : LIBRARY) {
      load(file).forEach(source -> addLast(source, environment.getPropertySources()));
    }
  }

  /** A child of a context has the sources of its parent. */
  private static void addLast(PropertySource<?> source, MutablePropertySources sources) {
    if (!sources.contains(source.getName())) {
      sources.addLast(source);
    }
  }

  private static List<PropertySource<?>> load(String file) {
    try {
      ClassPathResource resource = new ClassPathResource(file, DefaultSettings.class);
      return new YamlPropertySourceLoader().load(resource.getPath(), resource);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the defaults", e);
    }
  }

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }
}
