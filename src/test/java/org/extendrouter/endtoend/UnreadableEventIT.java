package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.server.Queue;
import org.extendrouter.testrun.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.FileSystemUtils;

/** The disk does not give back what a large event is, for longer than a moment. */
@ExtendWith(OutputCaptureExtension.class)
class UnreadableEventIT {

  @TempDir Path data;
  @TempDir Path elsewhere;

  private final SettableClock clock = new SettableClock(Clock.systemUTC());
  private Extend.Event event;
  private Path file;

  @Test
  void healthNamesItUntilItCanBeReadAndOthersAreDelivered(CapturedOutput log) throws Exception {
    try (RunningRouter router = start()) {
      Operator operator = new Operator(router);
      storeUnreadable(router);
      await().until(() -> log.getAll().contains("cannot read event=" + event.id() + " run=clr_"));
      Extend.Event another = large();
      assertThat(router.extend().post(another.body()).statusCode()).isEqualTo(200);
      router.awaitFiles("accepted/invoice", another.id(), 1);
      assertThat(operator.get("/health").statusCode()).isEqualTo(200);

      clock.pass(Duration.ofMinutes(1));
      assertThat(problem(operator))
          .contains("cannot read event=" + event.id() + " run=clr_")
          .contains(file + ", java.io.IOException: Is a directory; let the router's user read");
      assertThat(operator.get("/health/readiness").statusCode())
          .as("what comes now is stored all the same")
          .isEqualTo(200);
      assertThat(router.files("accepted/invoice", event.id())).isEmpty();

      Files.delete(file);
      Files.move(elsewhere.resolve("aside"), file);
      assertThat(router.awaitFiles("accepted/invoice", event.id(), 1).get(0))
          .hasBinaryContent(event.body());
      assertThat(operator.get("/health").statusCode()).isEqualTo(200);
      assertThat(log.getAll()).contains("can read event=" + event.id() + " run=clr_");
    }
  }

  @Test
  void onceItsLostFileIsMovedAwayItIsDamaged(CapturedOutput log) throws Exception {
    try (RunningRouter router = start()) {
      Operator operator = new Operator(router);
      storeUnreadable(router);
      await().until(() -> log.getAll().contains("cannot read event=" + event.id()));
      clock.pass(Duration.ofMinutes(1));
      assertThat(problem(operator)).contains("if the file is lost, move it away");

      Files.move(file, elsewhere.resolve("unreadable"));
      operator.awaitDeadLetters(event.id(), 1);
      assertThat(problem(operator))
          .contains(file + " holds event " + event.id() + ", which has changed")
          .doesNotContain("cannot read");
      FileSystemUtils.deleteRecursively(data.resolve("broker/damaged"));
      assertThat(operator.get("/health").statusCode()).isEqualTo(200);
    }
  }

  /** Its file can be opened, and reading it fails. */
  private void storeUnreadable(RunningRouter router) throws Exception {
    Queue queue = router.awaitQueue("extend.accept.invoice");
    queue.pause();
    event = large();
    assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
    Path files = data.resolve("broker/largemessages");
    await().until(() -> queue.getMessageCount() == 1 && list(files).size() == 1);
    file = list(files).get(0);
    Files.move(file, elsewhere.resolve("aside"));
    Files.createDirectory(file);
    queue.resume();
  }

  private static String problem(Operator operator) throws Exception {
    assertThat(operator.get("/health").statusCode()).isEqualTo(503);
    return Operator.json(operator.get("/health")).at("/components/broker").toString();
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  private RunningRouter start() {
    return RunningRouter.start(
        data,
        RunningRouter.withClock(clock),
        listening -> {},
        "extend.broker.watch-interval=100ms");
  }

  private static Extend.Event large() throws IOException {
    Extend.Event small = Extend.fresh("01-invoice-accepted");
    String body = new String(small.body(), StandardCharsets.UTF_8) + " ".repeat(500_000);
    return new Extend.Event(small.id(), body.getBytes(StandardCharsets.UTF_8));
  }
}
