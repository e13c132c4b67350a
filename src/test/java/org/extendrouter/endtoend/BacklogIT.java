package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.artemis.core.journal.Journal;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.extendrouter.testrun.SmallDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backlog that fills the disk of the journal up to the limit, or beyond. */
class BacklogIT {

  @TempDir Path data;

  @Test
  void onceItIsDeliveredWebhooksAreTakenAgainWithoutARestart() throws Exception {
    try (SmallDisk journal = SmallDisk.mount(data.resolve("broker"), "108m");
        RunningRouter router = router(journal, "55MB", "5s")) {
      List<Extend.Event> backlog = new ArrayList<>();
      for (Extend.Event event = contract();
          router.extend().post(event.body()).statusCode() == 200;
          event = contract()) {
        backlog.add(event);
      }
      assertThat(backlog).hasSizeGreaterThan(100);

      Files.delete(inTheWay());
      for (Extend.Event event : backlog) {
        router.awaitFiles("accepted/contract", event.id(), 1);
      }
      await().until(() -> router.extend().post(contract().body()).statusCode() == 200);
      // Not only just: there is room for as many again.
      for (int i = 0; i < backlog.size() / 2; i++) {
        assertThat(router.extend().post(contract().body()).statusCode()).isEqualTo(200);
      }
    }
  }

  /** It stops where it cannot write; what makes room again is that it goes on. */
  @Test
  void aBrokerThatHasStoppedGoesOnThoughTheDiskIsShortOfRoom() throws Exception {
    try (SmallDisk journal = SmallDisk.mount(data.resolve("broker"), "100m");
        RunningRouter router = router(journal, "50MB", "1s")) {
      Extend.Event event = contract();
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);

      for (int i = 0; i < 2; i++) {
        ActiveMQServer broker = router.bean(EmbeddedActiveMQ.class).getActiveMQServer();
        Journal files = broker.getStorageManager().getMessageJournal();
        journal.fillExcept(0);
        // It may have stopped by itself before, as it opened its next file.
        catchThrowable(() -> files.scheduleCompactAndBlock(60));
        await().until(() -> !broker.isActive());
        journal.fillExcept(40_000_000);
        await().until(() -> router.bean(EmbeddedActiveMQ.class).getActiveMQServer().isActive());
      }
      Files.delete(inTheWay());

      router.awaitFiles("accepted/contract", event.id(), 1);
      assertThat(router.extend().post(contract().body()).statusCode()).isEqualTo(503);
      journal.free();
      await().until(() -> router.extend().post(contract().body()).statusCode() == 200);
    }
  }

  /** One that cannot deliver contracts until {@link #inTheWay} is deleted. */
  private RunningRouter router(SmallDisk journal, String free, String pause) throws IOException {
    Files.createDirectories(inTheWay().getParent());
    Files.writeString(inTheWay(), "in the way");
    return RunningRouter.start(
        journal.root().getParent(),
        "extend.broker.min-disk-free=" + free,
        "extend.redelivery.delay=" + pause,
        "extend.redelivery.max-delay=" + pause,
        "extend.redelivery.give-up-after=24h");
  }

  private Path inTheWay() {
    return data.resolve("accepted/contract");
  }

  /** As large as one can be without a file of its own in the broker. */
  private static Extend.Event contract() throws Exception {
    Extend.Event event = Extend.fresh("04-contract-at-threshold");
    String padded = new String(event.body(), StandardCharsets.UTF_8) + " ".repeat(85_000);
    return new Extend.Event(event.id(), padded.getBytes(StandardCharsets.UTF_8));
  }
}
