package org.extendrouter.database.server;

import javax.sql.DataSource;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/** Connections to a server. */
public final class ServerSource {

  private static final String POOL = "com.zaxxer.hikari.HikariDataSource";

  private ServerSource() {}

  /**
   * Makes a source of connections. Nothing is connected yet.
   *
   * @param url where the server is, as JDBC writes it
   * @param user who to log in as; null for nobody
   * @param password of that user; null for none
   * @param environment has settings of a pool
   * @param standalone whether those settings are the router's
   * @return a pool, if there is a library for one
   */
  public static DataSource of(
      String url, String user, String password, Environment environment, boolean standalone) {
    ClassLoader loader = ServerSource.class.getClassLoader();
    DataSource source =
        DataSourceBuilder.create(loader).url(url).username(user).password(password).build();
    if (ClassUtils.isPresent(POOL, loader)) {
      PooledConnections.limit(source, url, environment, standalone);
    }
    return source;
  }
}
