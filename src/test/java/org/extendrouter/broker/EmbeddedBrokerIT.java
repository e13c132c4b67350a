package org.extendrouter.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.extendrouter.damage.DamageReport;
import org.extendrouter.embedded.EmbeddedServer;
import org.extendrouter.testrun.BrokerOfATest;
import org.extendrouter.testrun.SettableClock;
import org.extendrouter.testrun.SmallDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class EmbeddedBrokerIT {

  @TempDir Path directory;

  @Test
  void oneThatCouldNotStartOnAFullDiskIsStartedOnceThereIsRoom() throws Exception {
    Path files = directory.resolve("journal");
    try (SmallDisk disk = SmallDisk.mount(files, "60m")) {
      EmbeddedServer server = new EmbeddedServer(BrokerOfATest.below(directory));
      server.start();
      SettableClock clock = new SettableClock(Instant.now());
      EmbeddedBroker broker =
          new EmbeddedBroker(
              server,
              new Journal(files.toFile(), DataSize.ofMegabytes(5)),
              new Backlog(1000),
              new DamageReport(directory.resolve("damaged")),
              clock);
      assertThat(broker.problem()).isEmpty();

      server.getActiveMQServer().stop();
      // It wants two files.
      Files.delete(files.resolve("activemq-data-2.amq"));
      disk.fillExcept(0);
      broker.startAgain();

      assertThat(server.getActiveMQServer().isActive()).isFalse();
      assertThat(broker.problem()).isPresent();
      await()
          .until(
              () -> server.getActiveMQServer().getState() != ActiveMQServer.SERVER_STATE.STOPPING);

      disk.free();
      broker.startAgain();
      assertThat(server.getActiveMQServer().isActive()).as("within the pause").isFalse();

      clock.pass(Duration.ofSeconds(15));
      broker.startAgain();

      assertThat(broker.problem()).isEmpty();
      assertThat(server.getActiveMQServer().isActive()).isTrue();

      server.getActiveMQServer().stop();
      // No pause lasts until the time before a clock was set back.
      clock.pass(Duration.ofHours(-1));
      broker.startAgain();

      assertThat(server.getActiveMQServer().isActive()).isTrue();
      server.stop();
    }
  }

  @Test
  void oneThatMayWriteNoLargeFilesSaysSoAndNotOnlyThatItIsStartedAgain() throws Exception {
    EmbeddedServer server = new EmbeddedServer(BrokerOfATest.below(directory));
    server.start();
    EmbeddedBroker broker =
        new EmbeddedBroker(
            server,
            new Journal(directory.resolve("journal").toFile(), DataSize.ofMegabytes(5)),
            new Backlog(1000),
            new DamageReport(directory.resolve("damaged")),
            Clock.systemUTC());
    assertThat(broker.problem()).isEmpty();

    server
        .getActiveMQServer()
        .getIoCriticalErrorListener()
        .onIOException(new IOException("File too large"), "cannot write", "activemq-data-3.amq");

    await().until(() -> !server.getActiveMQServer().isActive());
    assertThat(broker.problem().orElseThrow()).contains("ulimit -f unlimited", "10 MB");
    server.stop();
  }

  @Test
  void oneThatCannotMakeFilesForWantOfInodesSaysSo() throws Exception {
    Path files = directory.resolve("journal");
    try (SmallDisk disk = SmallDisk.mount(files, "60m,nr_inodes=20")) {
      EmbeddedServer server = new EmbeddedServer(BrokerOfATest.below(directory));
      server.start();
      EmbeddedBroker broker =
          new EmbeddedBroker(
              server,
              new Journal(files.toFile(), DataSize.ofMegabytes(5)),
              new Backlog(1000),
              new DamageReport(directory.resolve("damaged")),
              Clock.systemUTC());
      server.getActiveMQServer().stop();
      try {
        for (int i = 0; i < 20; i++) {
          Files.createFile(disk.root().resolve("small" + i));
        }
      } catch (FileSystemException noInodeLeft) {
        // So it is meant.
      }

      assertThat(broker.problem().orElseThrow())
          .contains("no inodes are left on the disk of " + files, "df -i");
      server.stop();
    }
  }
}
