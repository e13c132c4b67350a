package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.RouteController;
import org.extendrouter.testrun.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Invoices go to a web service, by the shipped example for that. */
@ExtendWith(OutputCaptureExtension.class)
class AcceptEndpointDownIT {

  private static final int BACKLOG = 250;
  private static final int POISON = 60;

  /** As many as must fail before the rest waits. */
  private static final int TRIED = 10;

  /** More than a consumer has fetched when a probe fails, less than the backlog. */
  private static final int FETCHED_AHEAD = 25;

  @TempDir Path data;
  @TempDir Path routes;

  private final List<byte[]> received = new CopyOnWriteArrayList<>();
  private final List<Headers> headers = new CopyOnWriteArrayList<>();

  private int port;

  @BeforeEach
  void changeTheRoute() throws Exception {
    port = Ports.free();
    String example = Files.readString(Path.of("routes/examples/invoice-over-http.camel.yaml"));
    assertThat(example).contains("http://localhost:9090/");
    Files.createDirectories(types());
    Files.writeString(
        types().resolve("invoice.camel.yaml"),
        example.replace("http://localhost:9090/", "http://localhost:" + port + "/"));
    Files.copy(
        RunningRouter.TYPES.resolve("receipt.camel.yaml"), types().resolve("receipt.camel.yaml"));
  }

  private static void post(RunningRouter router, int events) throws Exception {
    for (int i = 0; i < events; i++) {
      Extend.Event event = Extend.fresh("01-invoice-accepted");
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
    }
  }

  private Path types() {
    return routes.resolve("types");
  }

  @AfterEach
  void nothingIsOnFile() {
    assertThat(data.resolve("accepted/invoice")).doesNotExist();
  }

  @Test
  void whatAServiceThatWasDownMissedItGetsOnceItIsBack() throws Exception {
    try (RunningRouter router = router("60s")) {
      Extend.Event event = Extend.fresh("01-invoice-accepted");
      Extend.Event other = Extend.fresh("03-receipt-accepted");
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
      assertThat(router.extend().post(other.body()).statusCode()).isEqualTo(200);
      router.awaitFiles("accepted/receipt", other.id(), 1);

      HttpServer service = service(200);
      try {
        await().until(() -> received.size() == 1);
        assertThat(received.get(0)).isEqualTo(event.body());
        assertThat(headers.get(0).getFirst("Idempotency-Key")).isEqualTo(event.id());
        assertThat(headers.get(0).getFirst("X-Document-Type")).isEqualTo("invoice");
        assertThat(headers.get(0).getFirst("X-Confidence")).isEqualTo("0.97");
      } finally {
        service.stop(0);
      }
    }
  }

  @Test
  void whatAServiceKeepsRefusingWaitsInTheDeadLetterQueueWithItsAnswer() throws Exception {
    HttpServer service = service(422);
    try (RunningRouter router = router("600ms")) {
      Extend.Event event = Extend.fresh("01-invoice-accepted");
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
      JsonNode letter = new Operator(router).awaitDeadLetters(event.id(), 1).get(0);
      assertThat(letter.path("failure").asText())
          .contains("the invoice system answered 422: no \"total\" in it");
      assertThat(letter.path("bytes").asInt()).isEqualTo(event.body().length);
      assertThat(received).hasSizeGreaterThan(1);
    } finally {
      service.stop(0);
    }
  }

  @Test
  void whatComesWhileAServiceIsDownStaysInTheQueueAndIsDeliveredOnce() throws Exception {
    try (RunningRouter router =
        router("24h", "extend.redelivery.delay=1s", "extend.redelivery.max-delay=10s")) {
      post(router, BACKLOG / 2);
      Queue queue = queue(router);
      await().until(() -> queue.getMessageCount() == BACKLOG / 2);
      await().until(() -> secondsDown(router, "accept-invoice") > 2);
      int scheduled = queue.getScheduledCount();
      long begin = System.nanoTime();
      post(router, BACKLOG / 2);
      await().until(() -> queue.getMessageCount() == BACKLOG);
      // Each probe fails one message and schedules the few that were fetched ahead with it.
      long probes = 2 + Duration.ofNanos(System.nanoTime() - begin).toSeconds();
      assertThat(queue.getScheduledCount())
          .as("kept in memory after %d probes", probes)
          .isLessThan(Math.toIntExact(scheduled + probes * FETCHED_AHEAD));
      await().until(() -> queue.getDeliveringCount() < BACKLOG / 10);
      assertThat(secondsDown(router, "accept-receipt")).isZero();
      assertThat(health(router).getStatus()).isEqualTo(Status.UP);
      assertThat(health(router).getDetails())
          .containsOnlyKeys("accept-invoice")
          .asString()
          .contains("refused", "extend.accept.invoice");
      assertThat(health(router, "attention").getDetails().toString())
          .contains("the route accept-invoice has been down since", "bring back what");

      HttpServer service = service(200);
      try {
        await().until(() -> received.size() >= BACKLOG);
        await().until(() -> queue.getMessageCount() == 0);
        assertThat(received).hasSize(BACKLOG).doesNotHaveDuplicates();
        assertThat(secondsDown(router, "accept-invoice")).isZero();
        assertThat(health(router).getDetails()).isEmpty();
      } finally {
        service.stop(0);
      }
    }
  }

  @Test
  void itIsNotDownForEverOnceAllThatFailedWasGivenUp(CapturedOutput output) throws Exception {
    HttpServer broken = service(500);
    try (RunningRouter router =
        router(
            "3s",
            "extend.redelivery.delay=1s",
            "extend.redelivery.multiplier=1",
            "extend.redelivery.max-delay=1s",
            "extend.broker.watch-interval=100ms")) {
      postUntilSuspended(router, output, 1);
      Queue queue = queue(router);
      await()
          .during(Duration.ofMillis(800))
          .until(() -> secondsDown(router, "accept-invoice") > 0 || queue.getMessageCount() == 0);
      await().until(() -> queue.getMessageCount() == 0);
      broken.stop(0);

      await().until(() -> secondsDown(router, "accept-invoice") == 0);
      assertThat(health(router).getDetails()).isEmpty();
      assertThat(health(router, "attention").getDetails().toString())
          .doesNotContain("the route accept-invoice has been down since");
      assertThat(output.getOut().lines().filter(line -> line.contains("resumed accept-invoice")))
          .singleElement()
          .asString()
          .contains(
              "nothing is left in extend.accept.invoice that could show whether it is still down");

      received.clear();
      HttpServer back = service(200);
      try {
        post(router, 1);
        await().until(() -> received.size() == 1);
        assertThat(secondsDown(router, "accept-invoice")).isZero();
      } finally {
        back.stop(0);
      }
      postUntilSuspended(router, output, 2);
    } finally {
      broken.stop(0);
    }
  }

  /** What is given up before the last of them has failed counts no longer. */
  private static void postUntilSuspended(RunningRouter router, CapturedOutput output, int times) {
    await()
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              post(router, 1);
              return output
                      .getOut()
                      .lines()
                      .filter(line -> line.contains("suspended accept-invoice"))
                      .count()
                  == times;
            });
  }

  @Test
  void whatTheServiceRefusesDoesNotKeepTheRestFromIt() throws Exception {
    HttpServer service = service(event -> event.contains("evt_poison") ? 422 : 200, "");
    try (RunningRouter router =
        router(
            "24h",
            "extend.redelivery.delay=300ms",
            "extend.redelivery.multiplier=10",
            "extend.redelivery.max-delay=1h")) {
      RouteController routes = router.bean(CamelContext.class).getRouteController();
      routes.stopRoute("accept-invoice");
      List<byte[]> poison = new ArrayList<>();
      for (int i = 0; i < POISON; i++) {
        poison.add(post(router, Extend.withId("01-invoice-accepted", "evt_poison_" + i)));
      }
      Queue queue = queue(router);
      await().until(() -> queue.getMessageCount() == POISON);
      List<byte[]> good = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        good.add(post(router, Extend.fresh("01-invoice-accepted")));
      }
      await().until(() -> queue.getMessageCount() == POISON + good.size());

      routes.startRoute("accept-invoice");

      // The queue counts what is on its way between its lists a moment late.
      await()
          .atMost(Duration.ofMinutes(3))
          .until(
              () -> haveArrived(poison) && haveArrived(good) && queue.getMessageCount() == POISON);

      // Until now the last that were tried for the first time may have been refused ones.
      byte[] last = post(router, Extend.fresh("01-invoice-accepted"));
      await().until(() -> haveArrived(List.of(last)));
      await().until(() -> secondsDown(router, "accept-invoice") == 0);
    } finally {
      service.stop(0);
    }
  }

  private boolean haveArrived(List<byte[]> events) {
    return events.stream()
        .allMatch(event -> received.stream().anyMatch(body -> Arrays.equals(body, event)));
  }

  private static byte[] post(RunningRouter router, Extend.Event event) throws Exception {
    assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
    return event.body();
  }

  @Test
  void aRouteThatIsStoppedByHandIsNotProbed() throws Exception {
    try (RunningRouter router = router("24h", "extend.redelivery.max-delay=5s")) {
      for (int i = 0; i < 20; i++) {
        assertThat(router.extend().post(Extend.fresh("01-invoice-accepted").body()).statusCode())
            .isEqualTo(200);
      }
      await().until(() -> secondsDown(router, "accept-invoice") > 0);
      RouteController routes = router.bean(CamelContext.class).getRouteController();
      routes.stopRoute("accept-invoice");
      assertThat(secondsDown(router, "accept-invoice")).isZero();

      HttpServer service = service(200);
      try {
        await().during(Duration.ofSeconds(1)).until(() -> received.isEmpty());
        routes.startRoute("accept-invoice");
        await().until(() -> received.size() == 20);
      } finally {
        service.stop(0);
      }
    }
  }

  @Test
  void itIsKnownToBeDownAfterARestartIfAllThatWaitsWasTriedBefore() throws Exception {
    String[] settings = {"extend.redelivery.delay=1s", "extend.redelivery.max-delay=5s"};
    try (RunningRouter router = router("24h", settings)) {
      post(router, TRIED);
      await().until(() -> secondsDown(router, "accept-invoice") > 0);
    }
    try (RunningRouter router = router("24h", settings)) {
      await().until(() -> secondsDown(router, "accept-invoice") > 0);
      assertThat(health(router, "attention").getDetails().toString())
          .contains("the route accept-invoice has been down since");

      HttpServer service = service(200);
      try {
        await().until(() -> received.size() == TRIED);
        await().until(() -> secondsDown(router, "accept-invoice") == 0);
      } finally {
        service.stop(0);
      }
    }
  }

  @Test
  void aDestinationThatIsDownOutlastsASuspendedContext() throws Exception {
    try (RunningRouter router = router("24h", "extend.redelivery.max-delay=5s")) {
      for (int i = 0; i < 20; i++) {
        assertThat(router.extend().post(Extend.fresh("01-invoice-accepted").body()).statusCode())
            .isEqualTo(200);
      }
      await().until(() -> secondsDown(router, "accept-invoice") > 0);
      CamelContext camel = router.bean(CamelContext.class);
      camel.suspend();
      HttpServer service = service(200);
      try {
        camel.resume();
        await().until(() -> received.size() == 20);
        await().until(() -> secondsDown(router, "accept-invoice") == 0);
      } finally {
        service.stop(0);
      }
    }
  }

  private static Queue queue(RunningRouter router) {
    return router.awaitQueue("extend.accept.invoice");
  }

  private static double secondsDown(RunningRouter router, String route) {
    return router
        .bean(MeterRegistry.class)
        .get("extend.destination.down")
        .tag("route", route)
        .gauge()
        .value();
  }

  private static Health health(RunningRouter router) {
    return health(router, "destinations");
  }

  private static Health health(RunningRouter router, String name) {
    return ((HealthIndicator) router.bean(HealthContributorRegistry.class).getContributor(name))
        .health();
  }

  private RunningRouter router(String giveUpAfter, String... settings) {
    return RunningRouter.start(
        data,
        Stream.concat(
                Stream.of(
                    "camel.main.routes-include-pattern=" + RunningRouter.routes(types()),
                    "extend.redelivery.give-up-after=" + giveUpAfter),
                Stream.of(settings))
            .toArray(String[]::new));
  }

  private HttpServer service(int status) throws IOException {
    return service(event -> status, "no \"total\"\nin it");
  }

  private HttpServer service(ToIntFunction<String> status, String answer) throws IOException {
    HttpServer service =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    service.createContext(
        "/invoices",
        exchange -> {
          headers.add(exchange.getRequestHeaders());
          byte[] event = exchange.getRequestBody().readAllBytes();
          received.add(event);
          exchange.sendResponseHeaders(
              status.applyAsInt(new String(event, StandardCharsets.UTF_8)),
              answer.isEmpty() ? -1 : answer.length());
          exchange.getResponseBody().write(answer.getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    service.start();
    return service;
  }
}
