package org.extendrouter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.extendrouter.application.OfTheApplication;
import org.extendrouter.check.directories.UnwritableLogFile;
import org.extendrouter.check.process.UnknownLogLevel;
import org.extendrouter.tracing.collector.TracingSwitch;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/**
 * Adds the router's defaults behind all other settings, and before them whose process it is. They
 * are in files of their own, since of several {@code application.yaml} on a class path Spring Boot
 * reads one.
 */
final class DefaultSettings implements EnvironmentPostProcessor, Ordered {

  private static final String ARTEMIS_URL = "spring.artemis.broker-url";
  private static final String ARTEMIS_MODE = "spring.artemis.mode";

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    MutablePropertySources sources = environment.getPropertySources();
    if (application.getAllSources().contains(ExtendCamelRouter.class)) {
      standalone(environment);
      UnknownLogLevel.replace(environment);
      UnwritableLogFile.replace(environment);
      return;
    }
    boolean ownArtemis = OfTheApplication.asksForArtemis(environment);
    if (environment.containsProperty(ARTEMIS_URL) && !environment.containsProperty(ARTEMIS_MODE)) {
      // Spring Boot takes the classes of the router's broker for the wish to embed one.
      addLast(
          new MapPropertySource("the application's broker", Map.of(ARTEMIS_MODE, "native")),
          sources);
    }
    if (environment.getProperty("extend.enabled", Boolean.class, true)) {
      addLast(load("defaults.yaml"), sources);
      if (!ownArtemis) {
        addLast(load("only-broker.yaml"), sources);
      }
    }
  }

  private static void standalone(ConfigurableEnvironment environment) {
    MutablePropertySources sources = environment.getPropertySources();
    sources.addFirst(load("process.yaml"));
    if (TracingSwitch.isOn(environment)) {
      addLast(load("tracing.yaml"), sources);
    }
    List.of("standalone.yaml", "defaults.yaml", "only-broker.yaml")
        .forEach(file -> addLast(load(file), sources));
  }

  /** A child of a context has the sources of its parent. */
  private static void addLast(PropertySource<?> source, MutablePropertySources sources) {
    if (!sources.contains(source.getName())) {
      sources.addLast(source);
    }
  }

  private static PropertySource<?> load(String file) {
    try {
      ClassPathResource resource = new ClassPathResource(file, DefaultSettings.class);
      List<PropertySource<?>> documents =
          new YamlPropertySourceLoader().load(resource.getPath(), resource);
      return documents.get(0);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the defaults", e);
    }
  }

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }
}
