package org.extendrouter.application;

import java.util.stream.Stream;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.util.ClassUtils;

/**
 * An application that has never heard of a database must not get one because the router brings the
 * classes, and one that has must not have it migrated. Each is told by what the router does not
 * bring: settings, a pool of connections, scripts.
 */
final class DatabaseOfTheApplication extends OfTheApplication implements BeanClassLoaderAware {

  private static final String PREFIX = "org.springframework.boot.autoconfigure.";
  private static final String SOURCE = PREFIX + "jdbc.DataSourceAutoConfiguration";
  private static final String FLYWAY = PREFIX + "flyway.FlywayAutoConfiguration";

  private ClassLoader loader;

  @Override
  public void setBeanClassLoader(ClassLoader loader) {
    this.loader = loader;
  }

  @Override
  boolean isWanted(String autoConfiguration) {
    if (SOURCE.equals(autoConfiguration)) {
      return hasSettings("spring.datasource") || hasPool();
    }
    return !FLYWAY.equals(autoConfiguration)
        || hasSettings("spring.flyway")
        || loader.getResource("db/migration") != null;
  }

  /** Not DBCP, which comes with Artemis. */
  private boolean hasPool() {
    return Stream.of(
            "com.zaxxer.hikari.HikariDataSource",
            "org.apache.tomcat.jdbc.pool.DataSource",
            "oracle.ucp.jdbc.PoolDataSource")
        .anyMatch(pool -> ClassUtils.isPresent(pool, loader));
  }
}
