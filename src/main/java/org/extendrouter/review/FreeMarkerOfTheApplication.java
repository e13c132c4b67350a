package org.extendrouter.review;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.ResourceLoaderAware;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.io.support.ResourcePatternUtils;

/**
 * An application that has never heard of FreeMarker must not get a view resolver, and a warning of
 * templates that are missing, because the router brings the classes: only templates where Spring
 * Boot looks for them, or settings below {@code spring.freemarker}, ask for it.
 */
final class FreeMarkerOfTheApplication
    implements AutoConfigurationImportFilter, EnvironmentAware, ResourceLoaderAware {

  private static final String FREEMARKER =
      "org.springframework.boot.autoconfigure.freemarker.FreeMarkerAutoConfiguration";

  private static final String TEMPLATES = "classpath*:/templates/**/*.ftl*";

  private Environment environment;
  private ResourceLoader resources;

  @Override
  public void setEnvironment(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void setResourceLoader(ResourceLoader resources) {
    this.resources = resources;
  }

  @Override
  public boolean[] match(String[] classes, AutoConfigurationMetadata metadata) {
    boolean[] matches = new boolean[classes.length];
    Arrays.fill(matches, true);
    int freeMarker = Arrays.asList(classes).indexOf(FREEMARKER);
    if (freeMarker >= 0) {
      matches[freeMarker] = hasSettings() || hasTemplates();
    }
    return matches;
  }

  private boolean hasSettings() {
    return Binder.get(environment)
        .bind("spring.freemarker", Bindable.mapOf(String.class, Object.class))
        .map(settings -> !settings.isEmpty())
        .orElse(false);
  }

  private boolean hasTemplates() {
    try {
      return ResourcePatternUtils.getResourcePatternResolver(resources)
              .getResources(TEMPLATES)
              .length
          > 0;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look for the application's templates", e);
    }
  }
}
