package org.extendrouter.database.server;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Bounds on how long a server is waited for, where the pool is Hikari's. */
final class PooledConnections {

  private static final Duration WAIT = Duration.ofSeconds(5);

  /** One writes, others answer questions. */
  private static final int MOST = 4;

  private PooledConnections() {}

  /** Tomcat warns of threads that know its class loader and outlive it. */
  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "ledger");
    thread.setContextClassLoader(PooledConnections.class.getClassLoader());
    thread.setDaemon(true);
    return thread;
  }

  static void limit(DataSource source, String url, Environment environment, boolean standalone) {
    HikariDataSource pool = (HikariDataSource) source;
    pool.setPoolName("ledger");
    pool.setMaximumPoolSize(MOST);
    pool.setMinimumIdle(0);
    pool.setConnectionTimeout(WAIT.toMillis());
    pool.setThreadFactory(PooledConnections::thread);
    if (url.startsWith("jdbc:postgresql:")) {
      // A server that is silent for so many seconds counts as gone.
      pool.addDataSourceProperty("socketTimeout", "30");
      pool.addDataSourceProperty("connectTimeout", "5");
      // The detail of a row that is refused is the whole row, with what reviewers wrote.
      pool.addDataSourceProperty("logServerErrorDetail", "false");
    }
    if (standalone) {
      Binder.get(environment).bind("spring.datasource.hikari", Bindable.ofInstance(pool));
    }
  }
}
