package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.extendrouter.database.LedgerDatabase;
import org.extendrouter.decision.Channel;
import org.extendrouter.decision.Verdict;
import org.extendrouter.desk.Answer.Outcome;
import org.extendrouter.desk.Asked;
import org.extendrouter.desk.DecisionDesk;
import org.extendrouter.ledger.TicketLedger;
import org.extendrouter.testrun.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What an operator learns when an external broker comes back without what it had stored. */
@ExtendWith(OutputCaptureExtension.class)
class EmptyExternalBrokerIT {

  private static final String LOST = "the broker has nothing of 1 runs whose tickets are open";

  @TempDir Path data;
  @TempDir Path full;
  @TempDir Path empty;

  private int port;
  private ExternalBroker broker;

  @BeforeEach
  void startBroker() throws Exception {
    port = Ports.free();
    broker = broker(full);
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  @Test
  void openTicketsThatItHasLostAreToldUntilTheyAreThereAgain(CapturedOutput log) throws Exception {
    Extend.Event event = Extend.freshRun("05-receipt-low-confidence");
    try (RunningRouter router = router()) {
      open(router, event);
      broker.close();
      broker = broker(empty);

      await()
          .untilAsserted(() -> assertThat(new Operator(router).toDo()).contains(LOST, event.run()));
      await().untilAsserted(() -> assertThat(log).containsOnlyOnce(LOST));
      // What comes now is a ticket like any other, and hides nothing.
      open(router, Extend.freshRun("05-receipt-low-confidence"));
      await()
          .untilAsserted(() -> assertThat(new Operator(router).toDo()).contains(LOST, event.run()));
    }
    try (RunningRouter router = router()) {
      await()
          .untilAsserted(() -> assertThat(new Operator(router).toDo()).contains(LOST, event.run()));
    }
    broker.close();
    broker = broker(full);
    try (RunningRouter router = router()) {
      await()
          .untilAsserted(() -> assertThat(new Operator(router).toDo()).doesNotContain(event.run()));
    }
  }

  @Test
  void ticketsThatAreDecidedAreNotMissedByALedgerThatDoesNotKnowOfIt(CapturedOutput log)
      throws Exception {
    Extend.Event event = Extend.freshRun("05-receipt-low-confidence");
    try (RunningRouter router = router()) {
      String ticket = open(router, event);
      Asked confirm = new Asked(Verdict.CONFIRM, null, "Ada", null, Channel.PAGE);
      assertThat(router.bean(DecisionDesk.class).take(ticket, confirm).outcome())
          .isEqualTo(Outcome.TAKEN);
      LedgerDatabase ledger = router.bean(LedgerDatabase.class);
      await().until(() -> openInLedger(ledger) == 0);
      // As in an older backup.
      ledger.change(jdbc -> jdbc.sql("UPDATE extend_ticket SET closed_at = NULL").update());
      assertThat(openInLedger(ledger)).isEqualTo(1);

      Extend.Event next = Extend.fresh("01-invoice-accepted");
      router.extend().post(next.body());
      router.awaitFiles("accepted/invoice", next.id(), 1);
      await()
          .during(Duration.ofSeconds(3))
          .until(() -> !new Operator(router).toDo().contains("the broker has nothing"));
      assertThat(log).doesNotContain("the broker has nothing");
    }
  }

  private static int openInLedger(LedgerDatabase ledger) {
    return ledger.ask(
        jdbc ->
            jdbc.sql("SELECT COUNT(*) FROM extend_ticket WHERE closed_at IS NULL")
                .query(Integer.class)
                .single());
  }

  /** The name of the ticket, once the ledger has it. */
  private String open(RunningRouter router, Extend.Event event) throws Exception {
    await().until(() -> router.extend().post(event.body()).statusCode() == 200);
    String ticket =
        router
            .awaitFiles("review", event.id(), 2)
            .get(0)
            .getFileName()
            .toString()
            .replaceFirst("\\.[a-z]+$", "");
    TicketLedger ledger = router.bean(TicketLedger.class);
    await().until(() -> ledger.unknown(List.of(ticket)).isEmpty());
    return ticket;
  }

  private RunningRouter router() {
    return RunningRouter.withExternalBroker(data, port);
  }

  private ExternalBroker broker(Path directory) throws Exception {
    return ExternalBroker.in(directory, port, ExternalBroker.settings()).start();
  }
}
