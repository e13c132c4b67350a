package org.extendrouter.testrun;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A PostgreSQL server, which may be stopped and started again with what it has. */
public final class Postgres implements AutoCloseable {

  /** Who may log in without a password. */
  public static final String USER = "postgres";

  private static final Path UNSHARE = Path.of("/usr/bin/unshare");

  /** A start takes seconds; a machine may have other work to do. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path directory;
  private final int port;
  private EmbeddedPostgres server;

  /**
   * One that has not been started.
   *
   * @param directory for its files
   * @param port where it will listen
   */
  public Postgres(Path directory, int port) {
    this.directory = directory;
    this.port = port;
    assumeTrue(
        !"root".equals(System.getProperty("user.name")) || Files.isExecutable(UNSHARE),
        "needs unshare, which .ci/run installs, to run PostgreSQL as root");
  }

  /** Starts it. */
  public void start() throws IOException {
    server =
        EmbeddedPostgres.builder()
            .setDataDirectory(directory)
            .setCleanDataDirectory(false)
            .setPort(port)
            .setPGStartupWait(PATIENCE)
            .start();
  }

  /** Where it is. */
  public String url() {
    return "jdbc:postgresql://localhost:" + port + "/postgres";
  }

  @Override
  public void close() throws IOException {
    stop();
  }

  /** Stops it, if it runs. */
  public void stop() throws IOException {
    if (server != null) {
      server.close();
      server = null;
    }
  }
}
