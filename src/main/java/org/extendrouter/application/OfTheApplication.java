package org.extendrouter.application;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.ResourceLoaderAware;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.io.support.ResourcePatternUtils;
import org.springframework.util.ClassUtils;

/**
 * Leaves auto-configurations to applications that ask for them. One that has never heard of Artemis
 * must not get an Artemis of its own because the router brings the classes; nor a database, or a
 * database of its own migrated; nor a view resolver of FreeMarker, and a warning of templates that
 * are missing. That it asks is told by what the router does not bring: settings, a pool of
 * connections, scripts, templates where Spring Boot looks for them.
 */
public final class OfTheApplication
    implements AutoConfigurationImportFilter,
        EnvironmentAware,
        BeanClassLoaderAware,
        ResourceLoaderAware {

  private static final String PREFIX = "org.springframework.boot.autoconfigure.";
  private static final String TEMPLATES = "classpath*:/templates/**/*.ftl*";

  private Environment environment;
  private ClassLoader loader;
  private ResourceLoader resources;

  @Override
  public void setEnvironment(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void setBeanClassLoader(ClassLoader loader) {
    this.loader = loader;
  }

  @Override
  public void setResourceLoader(ResourceLoader resources) {
    this.resources = resources;
  }

  @Override
  public boolean[] match(String[] classes, AutoConfigurationMetadata metadata) {
    boolean[] matches = new boolean[classes.length];
    for (int i = 0; i < classes.length; i++) {
      // One that another filter has taken out has no name.
      matches[i] = classes[i] == null || isWanted(classes[i]);
    }
    return matches;
  }

  private boolean isWanted(String autoConfiguration) {
    return switch (autoConfiguration) {
      case PREFIX + "jms.artemis.ArtemisAutoConfiguration" -> asksForArtemis(environment);
      case PREFIX + "jdbc.DataSourceAutoConfiguration" ->
          hasSettings(environment, "spring.datasource") || hasPool();
      case PREFIX + "flyway.FlywayAutoConfiguration" ->
          hasSettings(environment, "spring.flyway") || loader.getResource("db/migration") != null;
      case PREFIX + "freemarker.FreeMarkerAutoConfiguration" ->
          hasSettings(environment, "spring.freemarker") || hasTemplates();
      default -> true;
    };
  }

  /**
   * Whether an application uses Artemis for itself.
   *
   * @param environment the application's settings
   * @return whether any is set for Artemis
   */
  public static boolean asksForArtemis(Environment environment) {
    return hasSettings(environment, "spring.artemis");
  }

  private static boolean hasSettings(Environment environment, String prefix) {
    return Binder.get(environment)
        .bind(prefix, Bindable.mapOf(String.class, Object.class))
        .map(settings -> !settings.isEmpty())
        .orElse(false);
  }

  /** Not DBCP, which comes with Artemis. */
  private boolean hasPool() {
    return Stream.of(
            "com.zaxxer.hikari.HikariDataSource",
            "org.apache.tomcat.jdbc.pool.DataSource",
            "oracle.ucp.jdbc.PoolDataSource")
        .anyMatch(pool -> ClassUtils.isPresent(pool, loader));
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
