package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.extendrouter.decision.Channel;
import org.extendrouter.decision.Verdict;
import org.extendrouter.desk.Answer.Outcome;
import org.extendrouter.desk.Asked;
import org.extendrouter.desk.DecisionDesk;
import org.extendrouter.ledger.TicketLedger;
import org.extendrouter.openticket.OpenTicketQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.FileSystemUtils;

/** What an operator learns who puts the broker's files back from a backup, and nothing else. */
@ExtendWith(OutputCaptureExtension.class)
class RestoredBrokerIT {

  private static final String LOST = "the broker has nothing of";
  private static final String OPEN_AGAIN = "are decided in the ledger and open in the broker";

  @TempDir Path data;
  @TempDir Path backup;

  @Test
  void ticketsSinceTheBackupAreToldUntilTheirEventsAreSentAgain(CapturedOutput log)
      throws Exception {
    Extend.Event before = Extend.freshRun("05-receipt-low-confidence");
    Extend.Event since = Extend.freshRun("05-receipt-low-confidence");
    try (RunningRouter router = start()) {
      open(router, before);
    }
    FileSystemUtils.copyRecursively(data.resolve("broker"), backup);
    try (RunningRouter router = start()) {
      open(router, since);
      // As many tickets are open as before.
      decide(router, before);
      assertToldNothing(router);
    }
    assertThat(log).doesNotContain(LOST, OPEN_AGAIN);
    FileSystemUtils.deleteRecursively(data.resolve("broker"));
    FileSystemUtils.copyRecursively(backup, data.resolve("broker"));

    try (RunningRouter router = start()) {
      await()
          .untilAsserted(
              () ->
                  assertThat(new Operator(router).toDo())
                      .contains(LOST + " 1 runs", since.run(), "older backup")
                      .doesNotContain(before.run()));
      assertThat(new Operator(router).get("/health").statusCode()).isEqualTo(200);
      await()
          .untilAsserted(
              () ->
                  assertThat(log)
                      .containsOnlyOnce(LOST)
                      .containsOnlyOnce(OPEN_AGAIN)
                      .containsPattern(OPEN_AGAIN + ".*" + before.run()));

      assertThat(router.extend().post(since.body()).statusCode()).isEqualTo(200);
      await().untilAsserted(() -> assertThat(new Operator(router).toDo()).doesNotContain(LOST));
      decide(router, before);
      decide(router, since);
      assertToldNothing(router);
    }
  }

  @Test
  void ticketsThatAreOpenOrDecidedAtAStartAreNotMissed(CapturedOutput log) throws Exception {
    Extend.Event decided = Extend.freshRun("05-receipt-low-confidence");
    Extend.Event deleted = Extend.freshRun("05-receipt-low-confidence");
    try (RunningRouter router = start()) {
      open(router, decided);
      open(router, deleted);
      open(router, Extend.freshRun("05-receipt-low-confidence"));
      decide(router, decided);
      router.bean(OpenTicketQueue.class).remove(ticketOf(router, deleted));
      assertThat(new Operator(router).delete("/runs/" + deleted.run()).statusCode())
          .isLessThan(300);
    }
    try (RunningRouter router = start()) {
      assertToldNothing(router);
    }
    assertThat(log).doesNotContain(LOST, OPEN_AGAIN);
  }

  private static void assertToldNothing(RunningRouter router) {
    await().during(Duration.ofSeconds(2)).until(() -> !new Operator(router).toDo().contains(LOST));
  }

  private static void open(RunningRouter router, Extend.Event event) throws Exception {
    assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
    router.awaitFiles("review", event.id(), 2);
    String ticket = ticketOf(router, event);
    TicketLedger ledger = router.bean(TicketLedger.class);
    await().until(() -> ledger.unknown(List.of(ticket)).isEmpty());
  }

  private static void decide(RunningRouter router, Extend.Event event) throws Exception {
    Asked confirm = new Asked(Verdict.CONFIRM, null, "Ada", null, Channel.PAGE);
    String ticket = ticketOf(router, event);
    assertThat(router.bean(DecisionDesk.class).take(ticket, confirm).outcome())
        .isEqualTo(Outcome.TAKEN);
    await()
        .until(
            () ->
                new Operator(router)
                    .get("/runs/" + event.run())
                    .body()
                    .contains("\"reviewer\":\"Ada\""));
    await().until(() -> router.bean(OpenTicketQueue.class).ofRun(event.run()).isEmpty());
  }

  private static String ticketOf(RunningRouter router, Extend.Event event) {
    OpenTicketQueue tickets = router.bean(OpenTicketQueue.class);
    return await().until(() -> tickets.ofRun(event.run()), found -> !found.isEmpty()).get(0).name();
  }

  private RunningRouter start() {
    return RunningRouter.start(data, "extend.broker.watch-interval=100ms");
  }
}
