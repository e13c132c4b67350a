package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backlog that fills the disk of the journal up to the limit. */
class BacklogIT {

  @TempDir Path data;

  @Test
  void onceItIsDeliveredWebhooksAreTakenAgainWithoutARestart() throws Exception {
    try (SmallDisk journal = SmallDisk.mount(data.resolve("broker"), "88m");
        RunningRouter router =
            RunningRouter.start(
                journal.root().getParent(),
                "extend.broker.min-disk-free=35MB",
                "extend.redelivery.delay=5s",
                "extend.redelivery.max-delay=5s",
                "extend.redelivery.give-up-after=120s")) {
      Path inTheWay = data.resolve("accepted/contract");
      Files.createDirectories(inTheWay.getParent());
      Files.writeString(inTheWay, "in the way");
      List<Extend.Event> backlog = new ArrayList<>();
      for (Extend.Event event = contract();
          router.extend().post(event.body()).statusCode() == 200;
          event = contract()) {
        backlog.add(event);
      }
      assertThat(backlog).hasSizeGreaterThan(100);

      Files.delete(inTheWay);
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

  /** As large as one can be without a file of its own in the broker. */
  private static Extend.Event contract() throws Exception {
    Extend.Event event = Extend.fresh("04-contract-at-threshold");
    String padded = new String(event.body(), StandardCharsets.UTF_8) + " ".repeat(85_000);
    return new Extend.Event(event.id(), padded.getBytes(StandardCharsets.UTF_8));
  }
}
