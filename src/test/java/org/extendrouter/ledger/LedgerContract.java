package org.extendrouter.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.extendrouter.database.DatabaseConfiguration;
import org.extendrouter.delivery.FilesProperties;
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

/** What the ledger does with what it is told, whatever its database. */
abstract class LedgerContract {

  private static final OffsetDateTime TEN = OffsetDateTime.parse("2026-11-28T10:00:00Z");

  @TempDir Path data;

  private ConfigurableApplicationContext context;
  private Ledger ledger;

  /** Where it is, as settings. */
  abstract Map<String, Object> database() throws Exception;

  @BeforeEach
  void open() throws Exception {
    context =
        new SpringApplicationBuilder(Parts.class)
            .web(WebApplicationType.NONE)
            .properties(database())
            .run(
                "--extend.data-dir=" + data,
                "--extend.files.permissions=rw-------",
                "--extend.ledger.keep=400d");
    ledger = context.getBean(Ledger.class);
  }

  @AfterEach
  void close() {
    ledger.forget(Instant.parse("2100-01-01T00:00:00Z"));
    context.close();
  }

  @Test
  void aMessageThatComesTwiceMakesOneEntry() {
    ledger.write(
        List.of(run("evt_1", "clr_1", "ACCEPTED", TEN)), List.of(review("t1", "confirm", "Kim")));
    ledger.write(
        List.of(run("evt_1", "clr_1", "ACCEPTED", TEN)), List.of(review("t1", "confirm", "Kim")));

    assertThat(ledger.runs("clr_1")).containsExactly(run("evt_1", "clr_1", "ACCEPTED", TEN));
    assertThat(ledger.reviews("clr_1")).containsExactly(review("t1", "confirm", "Kim"));
  }

  @Test
  void theFirstDecisionAboutATicketStays() {
    ledger.write(
        List.of(), List.of(review("t1", "confirm", "Kim"), review("t1", "reject", "Robin")));

    assertThat(ledger.review("t1").orElseThrow().reviewer()).isEqualTo("Kim");
    assertThat(ledger.review("t2")).isEmpty();
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
              order.forEach(entry -> ledger.write(List.of(entry), List.of()));
              assertThat(ledger.runs("clr_1")).containsExactly(replayed);
              assertThat(ledger.delete("clr_1")).isEqualTo(1);
            });
  }

  @Test
  void aDecisionAndItsDeliveryMayComeInEitherOrder() {
    RunEntry decided = run("evt_1", "clr_1", "LOW_CONFIDENCE", TEN);
    RunEntry delivered = delivered(decided, TEN.plusHours(1));

    ledger.write(List.of(decided, delivered), List.of());
    assertThat(ledger.runs("clr_1")).containsExactly(delivered);
    ledger.delete("clr_1");
    ledger.write(List.of(delivered, decided), List.of());
    assertThat(ledger.runs("clr_1")).containsExactly(delivered);
  }

  @Test
  void runsAreListedByTypeDecisionAndTime() {
    ledger.write(
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
    ledger.write(
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
    ledger.write(
        List.of(
            run("evt_1", "clr_1", "ACCEPTED", TEN.minusDays(401)),
            run("evt_2", "clr_1", "ACCEPTED", TEN)),
        List.of(reviewOf("clr_1", "confirm", TEN.minusDays(401))));

    ledger.forget(TEN.minusDays(400).toInstant());

    assertThat(ledger.runs("clr_1")).extracting(RunEntry::eventId).containsExactly("evt_2");
    assertThat(ledger.reviews("clr_1")).isEmpty();
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
    ledger.write(List.of(), List.of(review));

    assertThat(ledger.review("t1")).contains(review);
    assertThat(review.modelConfidence()).isNull();
  }

  private List<String> events(String type, String decision, OffsetDateTime since, int limit) {
    return ledger.runs(type, decision, since.toInstant(), limit).stream()
        .map(RunEntry::eventId)
        .toList();
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
  @Import({DatabaseConfiguration.class, LedgerConfiguration.class})
  static class Parts {

    @Bean
    @RouterClock
    Clock clock() {
      return Clock.systemUTC();
    }
  }
}
