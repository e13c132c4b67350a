package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.server.files.FileStoreMonitor;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.assertj.core.api.Condition;
import org.extendrouter.decision.Channel;
import org.extendrouter.decision.Verdict;
import org.extendrouter.desk.Answer.Outcome;
import org.extendrouter.desk.Asked;
import org.extendrouter.desk.DecisionDesk;
import org.extendrouter.testrun.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jms.JmsException;

/** An external broker that makes senders wait, as each does while its disk is full. */
@ExtendWith(OutputCaptureExtension.class)
class FullDiskOfExternalBrokerIT {

  private static final Duration CALL = Duration.ofSeconds(3);

  /** Extend gives up after 30 s. */
  private static final Duration ANSWERED = Duration.ofSeconds(25);

  private static final Duration END = Duration.ofSeconds(90);

  /** Far longer than an end may take. */
  private static final String LONG_CALL = "10m";

  /** More than the port has threads. */
  private static final int WEBHOOKS = 80;

  @TempDir Path data;
  @TempDir Path brokerData;

  private final HttpClient extend = HttpClient.newHttpClient();
  private int port;
  private ExternalBroker broker;
  private FileStoreMonitor disk;

  @BeforeEach
  void startBroker() throws Exception {
    port = Ports.free();
    broker = ExternalBroker.in(brokerData, port, ExternalBroker.settings()).start();
    disk = ((ActiveMQServerImpl) broker.server()).getMonitor();
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  @Test
  void webhooksAreAnswered503AndStoredOnceWhenItHasRoomAgain(CapturedOutput log) throws Exception {
    try (RunningRouter router = router()) {
      Extend.Event before = Extend.fresh("01-invoice-accepted");
      assertThat(router.extend().post(before.body()).statusCode()).isEqualTo(200);
      router.awaitFiles("accepted/invoice", before.id(), 1);

      disk.setMaxUsage(0).tick();
      List<Extend.Event> events = new ArrayList<>();
      for (int i = 0; i < WEBHOOKS; i++) {
        events.add(Extend.fresh("01-invoice-accepted"));
      }
      // The broker has let some send before, and takes those.
      assertThat(statuses(router, events))
          .hasSize(WEBHOOKS)
          .isSubsetOf(200, 503)
          .haveAtLeast(WEBHOOKS / 2, new Condition<>(status -> status == 503, "503"));

      await().until(() -> brokerHealth(router).contains("makes whoever sends"));
      await().until(() -> isRejectedAtOnce(router, events.get(0)));

      disk.setMaxUsage(1).tick();
      for (Extend.Event event : events) {
        await().until(() -> router.extend().post(event.body()).statusCode() == 200);
      }
      for (Extend.Event event : events) {
        assertThat(router.awaitFiles("accepted/invoice", event.id(), 1)).hasSize(1);
      }
      await()
          .untilAsserted(
              () ->
                  assertThat(log)
                      .containsPattern("outage over after \\d+ s; webhooks answered 503: \\d+;"));
      assertThat(log).doesNotContain("Exception: ");
      assertThat(new Operator(router).get("/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aDecisionIsNotMadeToWaitEitherAndCanBeMadeAgain() throws Exception {
    try (RunningRouter router = router()) {
      Extend.Event event = Extend.freshRun("05-receipt-low-confidence");
      router.extend().post(event.body());
      String ticket =
          router
              .awaitFiles("review", event.id(), 2)
              .get(0)
              .getFileName()
              .toString()
              .replaceFirst("\\.[a-z]+$", "");
      Asked confirm = new Asked(Verdict.CONFIRM, null, "Ada", null, Channel.PAGE);
      DecisionDesk desk = router.bean(DecisionDesk.class);

      disk.setMaxUsage(0).tick();
      assertThatThrownBy(
              () -> assertTimeoutPreemptively(ANSWERED, () -> desk.take(ticket, confirm)))
          .isInstanceOf(JmsException.class);

      disk.setMaxUsage(1).tick();
      await()
          .ignoreExceptionsInstanceOf(JmsException.class)
          .untilAsserted(
              () ->
                  assertThat(desk.take(ticket, confirm).outcome())
                      .isIn(Outcome.TAKEN, Outcome.SAME));
      router.awaitFiles("accepted/receipt", event.id(), 1);
    }
  }

  @Test
  void itHoldsUpNoEnd() throws Exception {
    RunningRouter router = router("extend.broker.call-timeout=" + LONG_CALL);
    Extend.Event event = Extend.fresh("01-invoice-accepted");
    assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
    router.awaitFiles("accepted/invoice", event.id(), 1);
    disk.setMaxUsage(0).tick();
    CompletableFuture<HttpResponse<String>> waits = post(router, event);
    await().until(FullDiskOfExternalBrokerIT::isSomebodyMadeToWait);
    assertTimeoutPreemptively(END, router::close);
    assertThat(waits.handle((answer, failure) -> true).get(30, TimeUnit.SECONDS)).isTrue();
  }

  private static boolean isSomebodyMadeToWait() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Stream::of)
        .anyMatch(frame -> frame.getMethodName().equals("acquireCredits"));
  }

  private List<Integer> statuses(RunningRouter router, List<Extend.Event> events) {
    List<CompletableFuture<HttpResponse<String>>> answers =
        events.stream().map(event -> post(router, event)).toList();
    return assertTimeoutPreemptively(
        ANSWERED, () -> answers.stream().map(answer -> answer.join().statusCode()).toList());
  }

  private static boolean isRejectedAtOnce(RunningRouter router, Extend.Event event)
      throws Exception {
    long begin = System.nanoTime();
    assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(503);
    return Duration.ofNanos(System.nanoTime() - begin).compareTo(CALL) < 0;
  }

  private CompletableFuture<HttpResponse<String>> post(RunningRouter router, Extend.Event event) {
    return extend.sendAsync(router.extend().signed(event.body()).build(), BodyHandlers.ofString());
  }

  private static String brokerHealth(RunningRouter router) throws Exception {
    return Operator.json(new Operator(router).get("/health")).at("/components/broker").toString();
  }

  private RunningRouter router(String... settings) {
    List<String> all =
        new ArrayList<>(List.of("extend.broker.call-timeout=" + CALL.toSeconds() + "s"));
    all.addAll(List.of(settings));
    return RunningRouter.withExternalBroker(data, port, all.toArray(String[]::new));
  }
}
