package org.extendrouter.database;

import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * An application that has never heard of a database must not get one because the router brings the
 * classes, and one that has must not have it migrated. Each is told by what the router does not
 * bring: settings, a pool of connections, scripts.
 */
final class DatabaseOfTheApplication
    implements AutoConfigurationImportFilter, EnvironmentAware, BeanClassLoaderAware {

  private static final String PREFIX = "org.springframework.boot.autoconfigure.";
  private static final String SOURCE = PREFIX + "jdbc.DataSourceAutoConfiguration";
  private static final String FLYWAY = PREFIX + "flyway.FlywayAutoConfiguration";

  /** Not DBCP, which comes with Artemis. */
  private static final String[] POOLS = {
    "com.zaxxer.hikari.HikariDataSource",
    "org.apache.tomcat.jdbc.pool.DataSource",
    "oracle.ucp.jdbc.PoolDataSource"
  };

  private Environment environment;
  private ClassLoader loader;

  @Override
  public void setEnvironment(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void setBeanClassLoader(ClassLoader loader) {
    this.loader = loader;
  }

  @Override
  public boolean[] match(String[] classes, AutoConfigurationMetadata metadata) {
    boolean[] matches = new boolean[classes.length];
    for (int i = 0; i < classes.length; i++) {
      matches[i] = !SOURCE.equals(classes[i]) && !FLYWAY.equals(classes[i]) || isWanted(classes[i]);
    }
    return matches;
  }

  private boolean isWanted(String autoConfiguration) {
    return SOURCE.equals(autoConfiguration)
        ? isSet("spring.datasource") || hasPool()
        : isSet("spring.flyway") || loader.getResource("db/migration") != null;
  }

  private boolean hasPool() {
    for (String pool : POOLS) {
      if (ClassUtils.isPresent(pool, loader)) {
        return true;
      }
    }
    return false;
  }

  private boolean isSet(String prefix) {
    return Binder.get(environment)
        .bind(prefix, Bindable.mapOf(String.class, Object.class))
        .map(settings -> !settings.isEmpty())
        .orElse(false);
  }
}
