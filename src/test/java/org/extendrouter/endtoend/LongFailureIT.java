package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.extendrouter.testrun.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mail server that does not take the password any more, and two reviews, too few to notice. */
class LongFailureIT {

  private static final String RUN = "clr_gywpLvGedb9jMRjkET6AP";

  @TempDir Path data;

  @Test
  void twoMailsThatFailForTenMinutesAreToldWithTheirReasonUntilTheyAreSent() throws Exception {
    SettableClock clock = new SettableClock(Clock.systemUTC());
    try (MoodyMailServer server = new MoodyMailServer();
        RunningRouter router = router(server, clock)) {
      Operator operator = new Operator(router);
      server.answer(line -> line.startsWith("AUTH") ? "535 5.7.8 wrong password" : null);
      Extend.Event event = Extend.fresh("02-invoice-below-own-threshold");
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
      Extend.Event other = Extend.fresh("02-invoice-below-own-threshold");
      assertThat(router.extend().post(other.body()).statusCode()).isEqualTo(200);
      await().until(() -> server.attempts().size() >= 4);
      assertThat(operator.toDo()).isEmpty();
      await()
          .untilAsserted(
              () ->
                  assertThat(waiting(operator))
                      .anySatisfy(
                          message -> {
                            assertThat(message.path("queue").asText())
                                .isEqualTo("extend.review.email");
                            assertThat(message.path("state").asText()).isEqualTo("WAITS_FOR_RETRY");
                            assertThat(message.path("attempts").asInt()).isPositive();
                            assertThat(message.path("failure").asText())
                                .contains("535 5.7.8 wrong password");
                          }));

      clock.pass(Duration.ofMinutes(5));
      await().until(() -> server.attempts().size() >= 8);
      assertThat(operator.toDo()).isEmpty();
      clock.pass(Duration.ofMinutes(6));

      await()
          .untilAsserted(
              () ->
                  assertThat(operator.toDo())
                      .contains(
                          "messages of extend.review.email that fail again and again: 2, the oldest waits since 20")
                      .containsPattern(
                          "attempt \\d+ failed on \\w+: 535 5.7.8 wrong password: fix"));

      server.answer(line -> null);
      // What is being delivered for the last time may be told of no more.
      await().until(() -> server.mails().size() == 2);
      await().until(() -> operator.toDo().isEmpty());
    }
  }

  @Test
  void aReviewThatWaitedForLongIsToldOnceItHasFailedForTenMinutesAndThenAtEachLook()
      throws Exception {
    SettableClock clock = new SettableClock(Clock.systemUTC());
    try (MoodyMailServer server = new MoodyMailServer();
        RunningRouter router = router(server, clock)) {
      Operator operator = new Operator(router);
      server.answer(line -> line.startsWith("AUTH") ? "535 5.7.8 wrong password" : null);
      // As behind a backlog of twenty minutes.
      clock.pass(Duration.ofMinutes(20));
      byte[] event = Extend.fresh("02-invoice-below-own-threshold").body();
      assertThat(router.extend().post(event).statusCode()).isEqualTo(200);

      while (server.attempts().size() < 4) {
        assertThat(operator.toDo()).isEmpty();
      }
      clock.pass(Duration.ofMinutes(11));
      await().until(() -> operator.toDo().contains(" that fail again and again: 1, "));

      int told = server.attempts().size();
      while (server.attempts().size() < told + 4) {
        assertThat(operator.toDo()).contains(" that fail again and again: 1, ");
      }
    }
  }

  @Test
  void aReviewThatFailedBeforeARestartIsToldWithoutTenMinutesMore() throws Exception {
    SettableClock clock = new SettableClock(Clock.systemUTC());
    try (MoodyMailServer server = new MoodyMailServer()) {
      server.answer(line -> line.startsWith("AUTH") ? "535 5.7.8 wrong password" : null);
      try (RunningRouter before = router(server, clock)) {
        byte[] event = Extend.fresh("02-invoice-below-own-threshold").body();
        assertThat(before.extend().post(event).statusCode()).isEqualTo(200);
        await().until(() -> server.attempts().size() >= 2);
      }
      clock.pass(Duration.ofMinutes(11));
      int tried = server.attempts().size();
      try (RunningRouter router = router(server, clock)) {
        await().until(() -> server.attempts().size() >= tried + 2);
        await()
            .until(() -> new Operator(router).toDo().contains(" that fail again and again: 1, "));
      }
    }
  }

  private RunningRouter router(MoodyMailServer server, Clock clock) {
    return RunningRouter.start(
        data,
        RunningRouter.withClock(clock),
        extend -> {},
        "extend.broker.watch-interval=100ms",
        "extend.webhook.max-age=1h",
        "extend.review.channels=file,email",
        "extend.review.email.from=router@example.com",
        "extend.review.email.to=reviews@example.com",
        "extend.review.email.smtp.port=" + server.port(),
        "extend.review.email.smtp.username=router",
        "extend.review.email.smtp.password=pass",
        "extend.redelivery.delay=1s",
        "extend.redelivery.max-delay=1s",
        "extend.redelivery.give-up-after=600s");
  }

  private static Iterable<JsonNode> waiting(Operator operator) throws Exception {
    return Operator.json(operator.get("/runs/" + RUN)).path("waiting");
  }
}
