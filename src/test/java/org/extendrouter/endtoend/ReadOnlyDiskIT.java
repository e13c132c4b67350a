package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.extendrouter.testrun.FailingDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What operators are told of a disk that the kernel makes read-only while the router runs. */
@ExtendWith(OutputCaptureExtension.class)
class ReadOnlyDiskIT {

  @TempDir Path directory;

  @Test
  void healthTheLogAndTheNextStartSayThatTheDiskIsReadOnly(CapturedOutput log) throws Exception {
    try (FailingDisk disk = FailingDisk.mount(directory.resolve("data"), 200_000_000)) {
      String told = "the disk of %s is read-only: look for the reason in the kernel's log";
      Path broker = disk.root().resolve("broker");
      try (RunningRouter router = start(disk.root())) {
        assertThat(post(router)).isEqualTo(200);
        disk.fail();
        assertThat(post(router)).isEqualTo(503);

        Operator operator = new Operator(router);
        await()
            .untilAsserted(
                () ->
                    assertThat(
                            Operator.json(operator.get("/health"))
                                .at("/components/broker/details/problem")
                                .asText())
                        .startsWith(told.formatted(broker.resolve("journal"))));
        await()
            .untilAsserted(
                () ->
                    assertThat(log.getOut())
                        .containsPattern("the embedded broker had stopped.* is read-only")
                        .containsPattern("the embedded broker does not start.* is read-only"));
      }
      assertThatThrownBy(() -> start(disk.root()))
          .rootCause()
          .hasMessageContaining(told.formatted(broker))
          .hasMessageNotContaining("make it writable, or");
      assertThat(log.getOut()).doesNotContain("files are damaged");
    }
  }

  private static RunningRouter start(Path data) {
    return RunningRouter.start(
        data, "extend.broker.min-disk-free=2MB", "extend.broker.watch-interval=100ms");
  }

  private static int post(RunningRouter router) throws Exception {
    return router.extend().post(Extend.fresh("01-invoice-accepted").body()).statusCode();
  }
}
