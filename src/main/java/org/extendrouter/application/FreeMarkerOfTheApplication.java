package org.extendrouter.application;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.context.ResourceLoaderAware;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.io.support.ResourcePatternUtils;

/**
 * An application that has never heard of FreeMarker must not get a view resolver, and a warning of
 * templates that are missing, because the router brings the classes: only templates where Spring
 * Boot looks for them, or settings below {@code spring.freemarker}, ask for it.
 */
final class FreeMarkerOfTheApplication extends OfTheApplication implements ResourceLoaderAware {

  private static final String FREEMARKER =
      "org.springframework.boot.autoconfigure.freemarker.FreeMarkerAutoConfiguration";

  private static final String TEMPLATES = "classpath*:/templates/**/*.ftl*";

  private ResourceLoader resources;

  @Override
  public void setResourceLoader(ResourceLoader resources) {
    this.resources = resources;
  }

  @Override
  boolean isWanted(String autoConfiguration) {
    return !FREEMARKER.equals(autoConfiguration)
        || hasSettings("spring.freemarker")
        || hasTemplates();
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
