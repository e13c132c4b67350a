package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.extendrouter.testrun.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A broker that is there and says nothing, and a router that is told to end while it is so. */
@ExtendWith(OutputCaptureExtension.class)
class SilentBrokerIT {

  /** Much less than what a call or a connection would wait; ShutdownIT holds to the promise. */
  private static final Duration END = Duration.ofSeconds(60);

  /** Much longer than a webhook waits for a connection, which no call can be made on. */
  private static final Duration CALL = Duration.ofSeconds(20);

  /** A busy machine's; six calls take as long. */
  private static final Duration START = CALL.multipliedBy(6);

  /** Longer than anything may take here, so that nothing waits for a call. */
  private static final String LONG_CALL = "extend.broker.call-timeout=10m";

  @TempDir Path data;
  @TempDir Path brokerData;

  private final int port = Ports.free();

  @Test
  void oneThatAcceptsAndSaysNothingHoldsUpNoStart(CapturedOutput output) throws Exception {
    ServerSocket deaf = deaf();
    try (RunningRouter router = assertTimeoutPreemptively(START, () -> router(port))) {
      Operator operator = new Operator(router);
      assertThat(operator.get("/health/liveness").statusCode()).isEqualTo(200);
      assertThat(operator.get("/health/readiness").statusCode()).isEqualTo(503);
      assertThat(brokerHealth(operator)).contains("DOWN", "check that the broker runs");
      Extend.Event event = Extend.fresh("01-invoice-accepted");
      long begin = System.nanoTime();
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(503);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(CALL);
      await()
          .untilAsserted(
              () -> assertThat(brokerHealth(operator)).contains("no connection to the broker"));
      assertThat(brokerHealth(operator)).containsOnlyOnce("check that the broker runs");
      assertThat(output.getOut()).doesNotContain("InterruptedException");
      assertThat(operator.get("/health/liveness").statusCode()).isEqualTo(200);
      assertThat(operator.get("/health/readiness").statusCode()).isEqualTo(503);

      deaf.close();
      ExternalBroker broker = broker().start();
      try {
        await().until(() -> operator.get("/health").statusCode() == 200);
        await().until(() -> router.extend().post(event.body()).statusCode() == 200);
        router.awaitFiles("accepted/invoice", event.id(), 1);
      } finally {
        broker.close();
      }
    } finally {
      deaf.close();
    }
  }

  @Test
  void oneThatAcceptsAndSaysNothingHoldsUpNoEnd() throws Exception {
    try (ServerSocket deaf = deaf()) {
      assertThat(deaf.isBound()).isTrue();
      RunningRouter router =
          assertTimeoutPreemptively(PackagedRouter.PATIENCE, () -> router(port, LONG_CALL));
      assertTimeoutPreemptively(END, router::close);
    }
  }

  @Test
  void oneThatGoesSilentIsToldAndIsUsedAgainOnceItAnswers() throws Exception {
    try (ExternalBroker broker = broker().start();
        PausableProxy proxy = new PausableProxy(port);
        RunningRouter router = router(proxy.port(), "extend.broker.call-timeout=5s")) {
      assertThat(broker.server().isStarted()).isTrue();
      Operator operator = new Operator(router);
      await().until(() -> operator.get("/health").statusCode() == 200);
      Extend.Event before = Extend.fresh("01-invoice-accepted");
      assertThat(router.extend().post(before.body()).statusCode()).isEqualTo(200);
      router.awaitFiles("accepted/invoice", before.id(), 1);

      proxy.pause();
      Extend.Event event = Extend.fresh("01-invoice-accepted");
      long begin = System.nanoTime();
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(503);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(CALL);
      await().until(() -> operator.get("/health/readiness").statusCode() == 503);
      await()
          .untilAsserted(
              () -> assertThat(brokerHealth(operator)).contains("no connection to the broker"));
      assertThat(operator.get("/health/liveness").statusCode()).isEqualTo(200);

      proxy.resume();
      await().until(() -> operator.get("/health").statusCode() == 200);
      await().until(() -> router.extend().post(event.body()).statusCode() == 200);
      router.awaitFiles("accepted/invoice", event.id(), 1);
    }
  }

  @Test
  void oneThatGoesSilentHoldsUpNoEnd(CapturedOutput output) throws Exception {
    try (ExternalBroker broker = broker().start();
        PausableProxy proxy = new PausableProxy(port)) {
      assertThat(broker.server().isStarted()).isTrue();
      RunningRouter router = router(proxy.port(), LONG_CALL);
      await().until(() -> new Operator(router).get("/health").statusCode() == 200);
      proxy.pause();
      assertTimeoutPreemptively(END, router::close);
      assertThat(output).doesNotContain("ResolveEndpointFailedException");
    }
  }

  @Test
  void oneThatIsGoneHoldsUpNoEndHoweverLongConnectionsAreToWaitForIt() throws Exception {
    ExternalBroker broker = broker().start();
    RunningRouter router =
        router(
            port,
            "spring.artemis.broker-url=tcp://localhost:"
                + port
                + "?reconnectAttempts=-1&initialConnectAttempts=-1");
    Operator operator = new Operator(router);
    await().until(() -> operator.get("/health").statusCode() == 200);
    broker.close();
    await().until(() -> operator.get("/health/readiness").statusCode() == 503);
    Extend.Event event = Extend.fresh("01-invoice-accepted");
    assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(503);
    assertTimeoutPreemptively(END, router::close);
  }

  private ServerSocket deaf() throws IOException {
    return new ServerSocket(port, 500, InetAddress.getByName("localhost"));
  }

  private static String brokerHealth(Operator operator) throws Exception {
    return Operator.json(operator.get("/health")).at("/components/broker").toString();
  }

  private ExternalBroker broker() {
    return ExternalBroker.in(brokerData, port, ExternalBroker.settings());
  }

  private RunningRouter router(int brokerPort, String... settings) {
    return RunningRouter.withExternalBroker(
        data,
        brokerPort,
        Stream.concat(
                Stream.of("extend.broker.call-timeout=" + CALL.toSeconds() + "s"),
                Stream.of(settings))
            .toArray(String[]::new));
  }
}
