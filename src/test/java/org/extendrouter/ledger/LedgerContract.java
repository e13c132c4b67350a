package org.extendrouter.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.extendrouter.database.DatabaseConfiguration;
import org.extendrouter.database.LedgerDatabase;
import org.extendrouter.delivery.FilesProperties;
import org.extendrouter.names.ReminderKind;
import org.extendrouter.retention.RetentionConfiguration;
import org.extendrouter.schedule.RouterClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;

/** What the ledger does with what it is told, whatever its database. */
abstract class LedgerContract {

  private static final OffsetDateTime TEN = OffsetDateTime.parse("2026-11-28T10:00:00Z");

  @TempDir Path data;

  private ConfigurableApplicationContext context;
  private Ledger ledger;
  private TicketLedger tickets;

  /** Where it is, as settings. */
  abstract Map<String, Object> database() throws Exception;

  @BeforeEach
  void open() throws Exception {
    context =
        new SpringApplicationBuilder(Parts.class).web(WebApplicationType.NONE).run(arguments());
    ledger = context.getBean(Ledger.class);
    tickets = context.getBean(TicketLedger.class);
  }

  /** Not as defaults, which the router's own would be in front of. */
  private String[] arguments() throws Exception {
    Map<String, Object> settings = new TreeMap<>(database());
    settings.put("extend.data-dir", data);
    settings.put("extend.files.permissions", "rw-------");
    settings.put("extend.ledger.keep", "400d");
    return settings.entrySet().stream().map(setting -> "--" + setting).toArray(String[]::new);
  }

  @AfterEach
  void close() {
    ledger.forget(Instant.parse("2100-01-01T00:00:00Z"));
    context.close();
  }

  @Test
  void aMessageThatComesTwiceMakesOneEntry() {
    write(List.of(run("evt_1", "clr_1", "ACCEPTED", TEN)), List.of(review("t1", "confirm", "Kim")));
    write(List.of(run("evt_1", "clr_1", "ACCEPTED", TEN)), List.of(review("t1", "confirm", "Kim")));

    assertThat(ledger.runs("clr_1")).containsExactly(run("evt_1", "clr_1", "ACCEPTED", TEN));
    assertThat(ledger.reviews("clr_1")).containsExactly(review("t1", "confirm", "Kim"));
  }

  @Test
  void eventsWhoseRunCouldNotBeReadAreToldApart() {
    write(
        List.of(run("evt_1", "-", "UNREADABLE", TEN), run("evt_2", "-", "UNREADABLE", TEN)),
        List.of(reviewOf("-", "reject", TEN)));

    assertThat(ledger.runs("-")).isEmpty();
    assertThat(ledger.reviews("-")).isEmpty();
    assertThat(ledger.delete("-")).isZero();
    assertThat(ledger.summary(TEN.toInstant().minusSeconds(60)))
        .singleElement()
        .satisfies(type -> assertThat(type.runs()).isEqualTo(2));
  }

  @Test
  void rowsOfAnEarlierVersionAreToldApartAsWell() throws Exception {
    write(
        List.of(run("evt_1", "-", "UNREADABLE", TEN), run("evt_2", "clr_2", "ACCEPTED", TEN)),
        List.of(reviewOf("-", "reject", TEN)));
    context
        .getBean(LedgerDatabase.class)
        .change(
            jdbc -> {
              for (String table : List.of("extend_run", "extend_review", "extend_ticket")) {
                jdbc.sql("UPDATE " + table + " SET run_id = '-' WHERE run_id IS NULL").update();
              }
              jdbc.sql("DELETE FROM \"extend_ledger_history\" WHERE \"version\" > '2'").update();
              jdbc.sql("DROP TABLE extend_filled").update();
              return jdbc.sql("DROP TABLE extend_deleted").update();
            });
    for (String table : List.of("extend_run", "extend_review", "extend_ticket")) {
      assertThat(rows(table + " WHERE run_id = '-'")).as(table).isPositive();
    }
    context.close();
    open();

    for (String table : List.of("extend_run", "extend_review", "extend_ticket")) {
      assertThat(rows(table + " WHERE run_id = '-'")).as(table).isZero();
      assertThat(rows(table + " WHERE run_id IS NULL")).as(table).isPositive();
    }
    assertThat(ledger.runs("clr_2")).hasSize(1);
  }

  @Test
  void theFirstDecisionAboutATicketStays() {
    write(List.of(), List.of(review("t1", "confirm", "Kim"), review("t1", "reject", "Robin")));

    assertThat(ledger.reviews("clr_1")).extracting(ReviewEntry::reviewer).containsExactly("Kim");
  }

  @Test
  void theLaterDecisionAboutAnEventCountsAndTheFirstDelivery() {
    RunEntry unreadable = run("evt_1", "clr_1", "LOW_CONFIDENCE", TEN);
    RunEntry replayed =
        delivered(run("evt_1", "clr_1", "ACCEPTED", TEN.plusHours(1)), TEN.plusHours(2));
    RunEntry again = delivered(replayed, TEN.plusHours(3));

    Stream.of(
            List.of(unreadable, replayed, again),
            List.of(again, replayed, unreadable),
            List.of(replayed, unreadable, again))
        .forEach(
            order -> {
              order.forEach(entry -> write(List.of(entry), List.of()));
              assertThat(ledger.runs("clr_1")).containsExactly(replayed);
              assertThat(ledger.delete("clr_1")).isEqualTo(1);
            });
  }

  @Test
  void aDecisionAndItsDeliveryMayComeInEitherOrder() {
    RunEntry decided = run("evt_1", "clr_1", "LOW_CONFIDENCE", TEN);
    RunEntry delivered = delivered(decided, TEN.plusHours(1));

    write(List.of(decided, delivered), List.of());
    assertThat(ledger.runs("clr_1")).containsExactly(delivered);
    ledger.delete("clr_1");
    write(List.of(delivered, decided), List.of());
    assertThat(ledger.runs("clr_1")).containsExactly(delivered);
  }

  @Test
  void runsAreListedByTypeDecisionAndTime() {
    write(
        List.of(
            run("evt_1", "clr_1", "ACCEPTED", TEN),
            run("evt_2", "clr_2", "LOW_CONFIDENCE", TEN.plusHours(1)),
            run("evt_3", "clr_3", "ACCEPTED", TEN.plusHours(2))),
        List.of());

    assertThat(events(null, null, TEN, 10)).containsExactly("evt_3", "evt_2", "evt_1");
    assertThat(events("invoice", null, TEN, 2)).containsExactly("evt_3", "evt_2");
    assertThat(events("receipt", null, TEN, 10)).isEmpty();
    assertThat(events(null, "ACCEPTED", TEN.plusHours(1), 10)).containsExactly("evt_3");
  }

  @Test
  void theSummaryCountsRunsAndReviewsByTheTypeThatTheModelSaw() {
    write(
        List.of(
            run("evt_1", "clr_1", "ACCEPTED", TEN),
            run("evt_2", "clr_2", "LOW_CONFIDENCE", TEN),
            run("evt_3", "clr_3", "LOW_CONFIDENCE", TEN),
            run("evt_3b", "clr_3", "LOW_CONFIDENCE", TEN.plusHours(9)),
            run("evt_4", "clr_4", "LOW_CONFIDENCE", TEN)),
        List.of(
            reviewOf("clr_2", "confirm", TEN.plusSeconds(60)),
            reviewOf("clr_3", "correct", TEN.plusSeconds(120)),
            reviewOf("clr_4", "reject", TEN.plusSeconds(600))));

    assertThat(ledger.summary(Instant.EPOCH))
        .containsExactly(new TypeSummary("invoice", 4, 1, 3, 1, 1, 1, 120.0));
    assertThat(ledger.summary(TEN.plusDays(1).toInstant())).isEmpty();
  }

  @Test
  void whatWasKeptForLongEnoughIsForgotten() {
    write(
        List.of(
            run("evt_1", "clr_1", "ACCEPTED", TEN.minusDays(401)),
            run("evt_2", "clr_1", "ACCEPTED", TEN)),
        List.of(reviewOf("clr_1", "confirm", TEN.minusDays(401))));

    ledger.forget(TEN.minusDays(400).toInstant());

    assertThat(ledger.runs("clr_1")).extracting(RunEntry::eventId).containsExactly("evt_2");
    assertThat(ledger.reviews("clr_1")).isEmpty();
  }

  @Test
  void whatAClockHasDatedThatWasAt1970IsNotOld() {
    OffsetDateTime noBattery = OffsetDateTime.parse("1970-01-01T00:03:00Z");
    write(
        List.of(run("evt_1", "clr_1", "ACCEPTED", noBattery)),
        List.of(reviewOf("clr_1", "confirm", noBattery)));

    ledger.forget(TEN.minusDays(400).toInstant());

    assertThat(ledger.runs("clr_1")).hasSize(1);
    assertThat(ledger.reviews("clr_1")).hasSize(1);
    assertThat(ledger.delete("clr_1")).isEqualTo(2);
  }

  @Test
  void aRunForReviewIsAnOpenTicketUntilItIsDecided() {
    RunEntry first = run("evt_1", "clr_1", "LOW_CONFIDENCE", TEN);
    RunEntry second = run("evt_2", "clr_2", "LOW_CONFIDENCE", TEN.plusHours(1));
    RunEntry third = run("evt_3", "clr_3", "UNREADABLE", TEN.plusHours(2));
    write(List.of(second, first, third, run("evt_4", "clr_4", "ACCEPTED", TEN)), List.of());

    assertThat(tickets.count(TEN.toInstant()))
        .containsExactly(new WaitingType("invoice", "invoice", 3, TEN));
    assertThat(waiting(ReminderKind.REMINDER))
        .containsExactly(first.ticket(), second.ticket(), third.ticket());

    write(List.of(), List.of(review(first.ticket(), "confirm", "Kim")));
    ledger.write(
        List.of(), List.of(), List.of(new ClosedTicket(second.ticket(), second.runId(), TEN)));
    write(List.of(first, second, third), List.of());

    assertThat(waiting(ReminderKind.REMINDER)).containsExactly(third.ticket());
    assertThat(tickets.count(TEN.plusHours(3).toInstant())).isEmpty();
    ledger.delete("clr_3");
    assertThat(tickets.count(TEN.toInstant())).isEmpty();
  }

  @Test
  void aDecisionMayBeToldBeforeItsRun() {
    RunEntry run = run("evt_1", "clr_1", "LOW_CONFIDENCE", TEN);
    RunEntry other = run("evt_2", "clr_2", "LOW_CONFIDENCE", TEN);
    write(List.of(), List.of(review(run.ticket(), "confirm", "Kim")));
    ledger.write(
        List.of(), List.of(), List.of(new ClosedTicket(other.ticket(), other.runId(), TEN)));
    write(List.of(run, other, delivered(run, TEN.plusHours(1))), List.of());

    assertThat(waiting(ReminderKind.REMINDER)).isEmpty();
  }

  @Test
  void nothingIsLeftOfARunThatIsDeletedAfterItsOtherTicketWasClosed() {
    write(List.of(), List.of(review("t1", "confirm", "Kim")));
    ledger.write(List.of(), List.of(), List.of(new ClosedTicket("t2", "clr_1", TEN)));

    ledger.delete("clr_1");

    assertThat(rows("extend_ticket")).isZero();
  }

  @Test
  void ofAnOpenTicketThatIsDeletedTheNameStaysUntilItsEventIsSentAgain() {
    RunEntry run = run("evt_1", "clr_1", "LOW_CONFIDENCE", TEN);
    write(List.of(run), List.of());
    ledger.delete("clr_1");

    assertThat(tickets.unknown(List.of(run.ticket(), "other"))).containsExactly("other");
    assertThat(tickets.count(TEN.toInstant())).isEmpty();
    assertThat(rows("extend_ticket WHERE run_id = 'clr_1'")).isZero();

    write(List.of(run), List.of());
    assertThat(waiting(ReminderKind.REMINDER)).containsExactly(run.ticket());
  }

  @Test
  void aLedgerThatWasDownIsTriedWithoutARow() {
    ledger.tryToWrite();

    assertThat(ledger.isDown()).isFalse();
    assertThat(rows("extend_run")).isZero();
  }

  @Test
  void aReviewInExtendClosesNoTicketByItself() {
    RunEntry run = run("evt_1", "clr_1", "REVIEWED_OTHERWISE", TEN);
    ReviewEntry review =
        new ReviewEntry(
            run.ticket(), "clr_1", "evt_1", "correct", "a", null, null, TEN, "b", 0.4, "extend");
    write(List.of(run), List.of(review));

    assertThat(waiting(ReminderKind.REMINDER)).containsExactly(run.ticket());
  }

  @Test
  void peopleAreRemindedOnceInEachWay() {
    RunEntry run = run("evt_1", "clr_1", "LOW_CONFIDENCE", TEN);
    write(List.of(run), List.of());
    List<String> sent = new ArrayList<>();

    assertThatThrownBy(
            () ->
                tickets.remind(
                    run.ticket(),
                    ReminderKind.REMINDER,
                    TEN.toInstant(),
                    () -> {
                      throw new IllegalStateException("no broker");
                    }))
        .hasMessage("no broker");
    assertThat(waiting(ReminderKind.REMINDER)).containsExactly(run.ticket());

    for (int i = 0; i < 2; i++) {
      tickets.remind(run.ticket(), ReminderKind.REMINDER, TEN.toInstant(), () -> sent.add("again"));
    }
    assertThat(sent).containsExactly("again");
    assertThat(waiting(ReminderKind.REMINDER)).isEmpty();
    assertThat(waiting(ReminderKind.ESCALATION)).containsExactly(run.ticket());
    write(List.of(), List.of(review(run.ticket(), "confirm", "Kim")));
    assertThat(
            tickets.remind(
                run.ticket(), ReminderKind.ESCALATION, TEN.toInstant(), () -> sent.add("closed")))
        .isFalse();
  }

  @Test
  void aNewLedgerTakesTheOpenTicketsThatItDoesNotKnow() {
    RunEntry decided = run("evt_1", "clr_1", "LOW_CONFIDENCE", TEN);
    RunEntry lost = run("evt_2", "clr_2", "LOW_CONFIDENCE", TEN.plusHours(1));
    RunEntry told = run("evt_3", "clr_3", "LOW_CONFIDENCE", TEN.plusHours(2));
    write(List.of(told), List.of(review(decided.ticket(), "confirm", "Kim")));
    forgetFilling();
    assertThat(rows("extend_filled")).isZero();
    assertThat(tickets.closed(List.of(decided.ticket(), lost.ticket(), told.ticket())))
        .containsExactly(decided.ticket());
    assertThat(tickets.closed(List.of())).isEmpty();

    assertThat(
            tickets.fill(
                Stream.of(decided, lost, told).map(LedgerContract::opened).toList(),
                TEN.toInstant()))
        .isEqualTo(1);

    assertThat(rows("extend_filled")).isOne();
    assertThat(waiting(ReminderKind.REMINDER)).containsExactly(lost.ticket(), told.ticket());
    write(List.of(lost), List.of(review(lost.ticket(), "confirm", "Kim")));
    assertThat(waiting(ReminderKind.REMINDER)).containsExactly(told.ticket());
  }

  @Test
  void twoThatWriteTheSameAtOnceBothSucceed() throws Exception {
    int rounds = 40;
    CyclicBarrier together = new CyclicBarrier(2);
    ExecutorService routers = Executors.newFixedThreadPool(2);
    try {
      List<Callable<Void>> writers = new ArrayList<>();
      for (int router = 0; router < 2; router++) {
        writers.add(
            () -> {
              for (int i = 0; i < rounds; i++) {
                together.await(30, TimeUnit.SECONDS);
                write(
                    List.of(run("evt_" + i, "clr_" + i, "LOW_CONFIDENCE", TEN)),
                    List.of(review("t" + i, "confirm", "Kim")));
              }
              return null;
            });
      }
      for (Future<Void> writer : routers.invokeAll(writers)) {
        writer.get();
      }
    } finally {
      routers.shutdownNow();
    }

    for (int i = 0; i < rounds; i++) {
      assertThat(ledger.runs("clr_" + i)).hasSize(1);
    }
  }

  @Test
  void whatCannotBeTakenIsTakenLater() {
    forgetFilling();
    OpenedTicket good = opened(run("evt_1", "clr_1", "LOW_CONFIDENCE", TEN));
    OpenedTicket bad = new OpenedTicket("a".repeat(501), null, null, null, TEN);

    assertThatThrownBy(() -> tickets.fill(List.of(good, bad), TEN.toInstant()))
        .isInstanceOf(DataAccessException.class);

    assertThat(rows("extend_filled")).isZero();
    assertThat(waiting(ReminderKind.REMINDER)).isEmpty();
  }

  private void forgetFilling() {
    context
        .getBean(LedgerDatabase.class)
        .change(jdbc -> jdbc.sql("DELETE FROM extend_filled").update());
  }

  private static OpenedTicket opened(RunEntry run) {
    return new OpenedTicket(run.ticket(), run.runId(), run.type(), run.branch(), run.receivedAt());
  }

  @Test
  void openTicketsAreReadInPages() {
    List<RunEntry> runs = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      runs.add(run("evt_" + i, "clr_" + i, "LOW_CONFIDENCE", TEN.plusSeconds(i / 3)));
    }
    write(runs, List.of());
    assertThat(waiting(ReminderKind.ESCALATION))
        .containsExactlyElementsOf(runs.stream().map(RunEntry::ticket).toList());
  }

  @Test
  void longAndForeignTextFits() throws Exception {
    String long_ = "\uD83D\uDE00".repeat(1000);
    ReviewEntry review =
        new ReviewEntry(
                "t1",
                "clr_1",
                "evt_1",
                "reject",
                long_,
                long_,
                long_.repeat(5) + "\0",
                TEN,
                long_,
                Double.POSITIVE_INFINITY,
                "file")
            .fitting();
    write(List.of(), List.of(review));

    assertThat(ledger.reviews("clr_1")).containsExactly(review);
    assertThat(review.modelConfidence()).isNull();
  }

  private void write(List<RunEntry> runs, List<ReviewEntry> reviews) {
    ledger.write(runs, reviews, List.of());
  }

  private List<String> events(String type, String decision, OffsetDateTime since, int limit) {
    return ledger.runs(type, decision, since.toInstant(), limit).stream()
        .map(RunEntry::eventId)
        .toList();
  }

  private int rows(String table) {
    return context
        .getBean(LedgerDatabase.class)
        .ask(jdbc -> jdbc.sql("SELECT COUNT(*) FROM " + table).query(Integer.class).single());
  }

  private List<String> waiting(ReminderKind kind) {
    List<String> names = new ArrayList<>();
    WaitingTicket last = new WaitingTicket("", TEN);
    List<WaitingTicket> page;
    do {
      page = tickets.waiting(kind, last, TEN.plusDays(1).toInstant(), 2);
      for (WaitingTicket ticket : page) {
        names.add(ticket.ticket());
        last = ticket;
      }
    } while (!page.isEmpty());
    return names;
  }

  private static RunEntry run(String event, String run, String decision, OffsetDateTime at) {
    return new RunEntry(
        event,
        run,
        "wfr_1",
        "file_1",
        run + "--" + event,
        "invoice",
        "invoice",
        "vendor_invoice",
        "cl_1",
        "1.3",
        "classification_standard 1.2.0",
        0.42,
        0.9,
        false,
        decision,
        at,
        at,
        null,
        null);
  }

  private static RunEntry delivered(RunEntry run, OffsetDateTime at) {
    return new RunEntry(
        run.eventId(),
        run.runId(),
        run.workflowRunId(),
        run.fileId(),
        run.ticket(),
        run.type(),
        run.branch(),
        run.classificationId(),
        run.classifierId(),
        run.classifierVersion(),
        run.baseProcessor(),
        run.confidence(),
        run.threshold(),
        run.reviewed(),
        run.decision(),
        run.receivedAt(),
        run.decidedAt(),
        at,
        "accept-invoice");
  }

  private static ReviewEntry review(String ticket, String decision, String reviewer) {
    return new ReviewEntry(
        ticket, "clr_1", "evt_1", decision, "invoice", reviewer, null, TEN, "invoice", 0.42,
        "file");
  }

  private static ReviewEntry reviewOf(String run, String decision, OffsetDateTime at) {
    return new ReviewEntry(
        run + "-ticket", run, null, decision, "receipt", "Kim", null, at, "invoice", 0.42, "file");
  }

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(FilesProperties.class)
  @Import({DatabaseConfiguration.class, LedgerConfiguration.class, RetentionConfiguration.class})
  static class Parts {

    @Bean
    @RouterClock
    Clock clock() {
      return Clock.systemUTC();
    }
  }
}
