package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.FileSystemUtils;

/** A type whose file is taken away while runs of it wait. */
@ExtendWith(OutputCaptureExtension.class)
class RemovedTypeIT {

  private static final String WAITING = "extend_queue_messages{queue=\"extend.accept.receipt\"}";
  private static final String UNCONSUMED =
      "extend_queue_unconsumed_messages{queue=\"extend.accept.receipt\"}";

  @TempDir Path data;
  @TempDir Path types;

  @Test
  void runsThatNoRouteTakesAreSeenInTheLogAMetricAndHealth(CapturedOutput output) throws Exception {
    FileSystemUtils.copyRecursively(RunningRouter.TYPES, types);
    Files.createDirectories(data.resolve("accepted"));
    Path inTheWay = Files.writeString(data.resolve("accepted/receipt"), "in the way");
    Extend.Event event = Extend.fresh("03-receipt-accepted");
    try (RunningRouter router = start()) {
      router.extend().post(event.body());
      Operator operator = new Operator(router);
      await().until(() -> operator.metric(WAITING) == 1);
      assertThat(operator.metric(UNCONSUMED)).isZero();
    }
    Files.delete(inTheWay);
    Path receipt = types.resolve("receipt.camel.yaml");
    String route = Files.readString(receipt);
    Files.delete(receipt);
    try (RunningRouter router = start()) {
      Operator operator = new Operator(router);
      await().until(() -> operator.metric(UNCONSUMED) == 1);
      // Looked at again and again, and told once.
      await()
          .during(Duration.ofMillis(500))
          .untilAsserted(
              () ->
                  assertThat(output.getOut())
                      .containsOnlyOnce(
                          "1 messages wait in extend.accept.receipt: no route takes"));
      assertThat(Operator.json(operator.get("/health")).at("/components/queues").toString())
          .contains("\"status\":\"UP\"", "a route from jms:extend.accept.receipt, and restart");
    }
    Files.writeString(receipt, route);
    try (RunningRouter router = start()) {
      router.awaitFiles("accepted/receipt", event.id(), 1);
      Operator operator = new Operator(router);
      await().until(() -> operator.metric(UNCONSUMED) == 0);
    }
  }

  private RunningRouter start() {
    return RunningRouter.start(
        data,
        "camel.main.routes-include-pattern=" + RunningRouter.routes(types),
        "extend.broker.watch-interval=100ms",
        "extend.redelivery.give-up-after=60s");
  }
}
