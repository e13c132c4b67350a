package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.AdviceWith;
import org.extendrouter.decision.Verdict;
import org.extendrouter.desk.Answer.Outcome;
import org.extendrouter.testrun.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A review in Extend that waits for a decision which cannot be carried out. */
@ExtendWith(OutputCaptureExtension.class)
class WaitingReviewIT {

  @TempDir Path data;

  /** Webhooks are signed by the machine's. */
  private final SettableClock clock = new SettableClock(Clock.systemUTC());

  /** The events of reviews, each time that the router is done with one for now. */
  private final Queue<String> lookedAt = new ConcurrentLinkedQueue<>();

  private RunningRouter router;
  private Operator operator;

  @BeforeEach
  void start() throws Exception {
    router =
        RunningRouter.start(
            data,
            RunningRouter.withClock(clock),
            listening -> {},
            "extend.broker.watch-interval=100ms",
            "extend.redelivery.delay=100ms",
            "extend.redelivery.give-up-after=200ms");
    operator = new Operator(router);
    CamelContext camel = router.bean(CamelContext.class);
    AdviceWith.adviceWith(
        camel,
        "carry-out",
        advice ->
            advice
                .weaveAddFirst()
                .process(
                    exchange -> {
                      throw new IllegalStateException("not today");
                    }));
    AdviceWith.adviceWith(
        camel,
        "reviewed-in-extend",
        advice ->
            advice
                .weaveAddLast()
                .process(
                    exchange ->
                        lookedAt.add(exchange.getMessage().getHeader("ExtendEventId").toString())));
  }

  @AfterEach
  void stop() {
    router.close();
  }

  @Test
  void isNoDeliveryAndIsToldOnceItHasWaitedForLong(CapturedOutput output) throws Exception {
    ReviewedRun run = ReviewedRun.of(router);
    decideInVain(run);
    String review = run.post("contract", true);
    awaitLooks(review, 2);
    assertThat(toDo()).noneMatch(sentence -> sentence.contains("review in Extend"));

    clock.pass(Duration.ofMinutes(16));
    awaitLooks(review, 3);

    await()
        .untilAsserted(
            () ->
                assertThat(toDo())
                    .filteredOn(sentence -> sentence.contains(run.id()))
                    .singleElement()
                    .asString()
                    .contains(review, "confirmed as receipt by Ada on ", "replay or discard"));
    await()
        .untilAsserted(
            () ->
                assertThat(
                        operator.metric(
                            "extend_queue_oldest_age_seconds{queue=\"extend.review.decisions\"}"))
                    .as("the alert on backlogs fires")
                    .isGreaterThan(900));
    await()
        .untilAsserted(() -> assertIsToldFirstThatItWaitsThenThatItTakesLong(output, run, review));
    assertThat(operator.metric("extend_deliveries_total{route=\"decisions\"}")).isZero();
    assertThat(operator.metric("extend_delivery_seconds_count{route=\"decisions\"}")).isZero();
    // The broker does not list it while a look at it is being committed.
    await()
        .untilAsserted(
            () ->
                assertThat(
                        Operator.json(operator.get("/runs/" + run.id())).path("waiting").toString())
                    .contains("\"waitsFor\":\"confirmed as receipt by Ada"));
  }

  /**
   * Messages have the time of the machine, by which no look before was late: each tells it anew.
   */
  private static void assertIsToldFirstThatItWaitsThenThatItTakesLong(
      CapturedOutput output, ReviewedRun run, String review) {
    List<String> told =
        output
            .getAll()
            .lines()
            .filter(line -> line.contains("waits") && line.contains(review))
            .toList();
    assertThat(told).hasSizeGreaterThan(1).first().asString().contains(" INFO ");
    assertThat(told.subList(1, told.size()))
        .allSatisfy(
            line -> assertThat(line).contains(" WARN ", run.id(), "by Ada", "replay or discard"));
  }

  @Test
  void doesNotMakeADestinationThatIsDownLookUp() throws Exception {
    ReviewedRun first = ReviewedRun.of(router);
    decideInVain(first);
    for (int i = 0; i < 8; i++) {
      decideInVain(ReviewedRun.of(router));
    }

    String review = first.post("contract", true);
    awaitLooks(review, 1);
    decide(ReviewedRun.of(router));

    await()
        .untilAsserted(
            () -> assertThat(toDo()).anyMatch(sentence -> sentence.contains("route decisions")));
  }

  private void decideInVain(ReviewedRun run) throws Exception {
    String ticket = decide(run);
    operator.awaitDeadLetters(ticket.replaceFirst(".*--(.*)-[0-9a-f]{16}", "$1"), 1);
  }

  private static String decide(ReviewedRun run) throws Exception {
    String ticket = run.ticket();
    assertThat(run.decide(ticket, Verdict.CONFIRM, null).outcome()).isEqualTo(Outcome.TAKEN);
    return ticket;
  }

  private void awaitLooks(String review, int count) {
    await().until(() -> lookedAt.stream().filter(review::equals).count() >= count);
  }

  private List<String> toDo() throws Exception {
    return Stream.of(Operator.json(operator.get("/health/operator")))
        .flatMap(health -> health.at("/components/attention/details/toDo").valueStream())
        .map(sentence -> sentence.asText())
        .toList();
  }
}
