package org.extendrouter.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.jms.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What someone who knows the address, but no secret, can do; and what a signed event can. */
@ExtendWith(OutputCaptureExtension.class)
class AbuseIT {

  private static final String UNAUTHORIZED = "{\"error\":\"unauthorized\"}";
  private static final int FORGED = 2_500;

  @TempDir static Path directory;

  static Path data;
  static RunningRouter router;
  static int port;

  @BeforeAll
  static void start() {
    data = directory.resolve("data");
    router =
        RunningRouter.start(
            data,
            "server.tomcat.connection-timeout=10s",
            "extend.webhook.max-body-size=1MB",
            "extend.webhook.max-total-body-size=2MB",
            "extend.webhook.body-timeout=10s");
    port = router.extend().port();
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  @Test
  void headersAndParametersOfTheRequestChangeNothing() throws Exception {
    List<String> hostile =
        List.of(
            "CamelFileName: ../../stolen",
            "camelfilename: ../../stolen",
            "CAMELFILENAME: /tmp/stolen",
            "CAmelHttpUri: http://127.0.0.1:1/",
            "CamelHttpPath: /stolen",
            "CamelHttpQuery: bridgeEndpoint=true",
            "CamelHttpResponseCode: 500",
            "CamelJmsDestinationName: extend.stolen",
            "CamelJmsDestination: extend.stolen",
            "JMSDestination: extend.stolen",
            "JMSReplyTo: extend.stolen",
            "JMSCorrelationID: stolen",
            "JMSXGroupID: stolen",
            "JMSPriority: 9",
            "JMSExpiration: 1",
            "breadcrumbId: stolen",
            "CamelBreadcrumbId: stolen",
            "_AMQ_DUPL_ID: stolen",
            "_AMQ_SCHED_DELIVERY: 99999999999999",
            "ExtendEventId: stolen",
            "ExtendFileName: stolen",
            "ExtendRunId: stolen",
            "ExtendDecision: UNREADABLE",
            "ExtendFailedAt: extend.stolen",
            "X-HTTP-Method-Override: DELETE",
            "X-Forwarded-For: 127.0.0.1",
            "Content-Encoding: gzip",
            "Content-Encoding: nonsense",
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Type: application/x-java-serialized-object",
            "Content-Type: text/plain; charset=UTF-16",
            "Expect: 100-continue",
            "Accept-Encoding: gzip",
            "Cookie: JSESSIONID=stolen",
            "Authorization: Basic c3RvbGVu",
            "Accept: nonsense",
            "Origin: http://stolen.example.com",
            "Range: bytes=0-0",
            "CamelSkipGzipEncoding: true",
            "x-extend-request-other: stolen");
    CamelContext camel = router.bean(CamelContext.class);
    camel.getRouteController().stopRoute("triage");
    List<Extend.Event> events = new ArrayList<>();
    Map<String, Object> plain;
    try {
      events.add(posted("/webhooks/extend HTTP/1.1", ""));
      plain = properties(events.get(0));
      for (String header : hostile) {
        events.add(posted("/webhooks/extend HTTP/1.1", header + "\r\n"));
      }
      events.add(posted("/webhooks/extend?CamelFileName=../stolen&httpMethod=GET HTTP/1.1", ""));
      events.add(posted("/webhooks/extend?x-extend-request-signature=stolen HTTP/1.1", ""));
      events.add(posted("/webhooks/extend;CamelFileName=stolen HTTP/1.1", ""));
      events.add(posted("/webhooks/extend HTTP/1.0", "CamelFileName: stolen\r\n"));
      assertThat(events.subList(1, events.size()))
          .allSatisfy(event -> assertThat(properties(event)).isEqualTo(plain));
    } finally {
      camel.getRouteController().startRoute("triage");
    }
    for (Extend.Event event : events) {
      router.awaitFiles("accepted/invoice", event.id(), 1);
      assertThat(filesAnywhere(event.body()))
          .containsExactly(
              data.resolve("accepted/invoice")
                  .resolve(Extend.fileName("clr_UWZ8PuUSBnJFLKM2Mp9bW", event.id()) + ".json"));
    }
    assertThat(Files.list(directory)).containsExactly(data);
  }

  @Test
  void aChunkedBodyIsTakenAsItsBytes() throws Exception {
    Extend.Event event = Extend.fresh("01-invoice-accepted");
    try (RawHttp http = new RawHttp(port)) {
      http.send(RawHttp.head(RawHttp.signature(event.body()), "Transfer-Encoding: chunked"))
          .send("\r\n");
      for (int at = 0; at < event.body().length; at += 500) {
        byte[] chunk =
            Arrays.copyOfRange(event.body(), at, Math.min(at + 500, event.body().length));
        http.send(Integer.toHexString(chunk.length) + "\r\n").send(chunk).send("\r\n");
      }
      http.send("0\r\n\r\n");
      assertThat(http.answer().status()).isEqualTo(200);
    }
    router.awaitFiles("accepted/invoice", event.id(), 1);
    assertThat(filesAnywhere(event.body())).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 5",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: -1",
        "Content-Length: +5",
        "Content-Length: 99999999999999999999",
        "Content-Length: 5, 5"
      })
  void nothingIsSmuggledBehindALengthThatCanBeReadTwoWays(String lengths) throws Exception {
    Extend.Event smuggled = Extend.fresh("01-invoice-accepted");
    try (RawHttp http = new RawHttp(port)) {
      http.send(RawHttp.head(lengths) + "\r\n0\r\n\r\n")
          .post(smuggled.body(), RawHttp.signature(smuggled.body()));
      assertThat(http.answer().status()).isBetween(400, 501);
      assertThat(http.isHungUpOn()).isTrue();
    }
    assertNothingStored(smuggled);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../../etc/passwd",
        "..\\\\..\\\\windows",
        "/etc/cron.d/x",
        "C:\\\\x",
        ".",
        "..",
        "a\\u0000.sh",
        "a\\r\\nb",
        "%2e%2e%2fx",
        "${sys.user.home}",
        "#{systemProperties}",
        "file:/etc?delete=true",
        "jms:extend.inbox",
        "invoice/../../x",
        "CON",
        "-rf"
      })
  void noNameInASignedEventLeadsOutOfItsDirectory(String name) throws Exception {
    String unique = "-" + System.nanoTime();
    for (String body :
        List.of(
            // In the type, the file's name and the ids, of which one is told apart by its event.
            run(name + unique, "clr_1", name, name),
            run("evt" + unique, name, name, name),
            run("evt2" + unique, name, "invoice", name),
            "{\"eventId\":\"%s\",\"eventType\":\"%s\"}".formatted(name + unique + "3", name))) {
      byte[] bytes = body.getBytes(UTF_8);
      try (RawHttp http = new RawHttp(port)) {
        assertThat(http.post(bytes, RawHttp.signature(bytes)).answer().status()).isEqualTo(200);
      }
      Path kept = await().until(() -> filesAnywhere(bytes), found -> found.size() == 1).get(0);
      assertThat(data.relativize(kept).toString())
          .matches("(review|others|accepted/invoice)/[A-Za-z0-9_-]{1,170}\\.json");
    }
    assertThat(Files.list(directory)).containsExactly(data);
  }

  /** Tomcat once took the second for the first, if it came while the first was read. */
  @Test
  void whatFollowsAChunkedBodyIsAnsweredAfterItOrNotAtAll() throws Exception {
    Extend.Event smuggled = Extend.fresh("01-invoice-accepted");
    for (int i = 0; i < 300; i++) {
      try (RawHttp http = new RawHttp(port)) {
        http.send(RawHttp.head("Transfer-Encoding: chunked") + "\r\n0\r\n\r\n");
        http.post(smuggled.body(), RawHttp.signature(smuggled.body()));
        assertThat(http.answer().status()).isEqualTo(401);
      }
    }
    assertNothingStored(smuggled);
  }

  @Test
  void noForgedSignatureGetsIn() throws Exception {
    Extend.Event event = Extend.fresh("01-invoice-accepted");
    Extend.Event other = Extend.fresh("01-invoice-accepted");
    String now = String.valueOf(Instant.now().getEpochSecond());
    String good = Extend.signature(now, event.body());
    String stale = String.valueOf(Instant.now().getEpochSecond() - 400);
    String ahead = String.valueOf(Instant.now().getEpochSecond() + 400);
    for (String headers :
        List.of(
            "X-None: 1",
            RawHttp.signature(now, Extend.signature(now, other.body())),
            RawHttp.signature(now, "0".repeat(64)),
            RawHttp.signature(now, good.substring(2)),
            RawHttp.signature(now, good + "00"),
            RawHttp.signature(now, good + ", " + good),
            RawHttp.signature(now, "v0=" + good),
            RawHttp.signature(now, "0x" + good.substring(2)),
            RawHttp.signature(now, "\"" + good + "\""),
            RawHttp.signature(now, ""),
            RawHttp.signature("", good),
            RawHttp.signature(stale, Extend.signature(stale, event.body())),
            RawHttp.signature(ahead, Extend.signature(ahead, event.body())),
            RawHttp.signature("+" + now, Extend.signature("+" + now, event.body())),
            RawHttp.signature("-" + now, Extend.signature("-" + now, event.body())),
            RawHttp.signature(now + ".0", Extend.signature(now + ".0", event.body())),
            RawHttp.signature("1 " + now, Extend.signature("1 " + now, event.body())),
            RawHttp.signature("0x" + now, Extend.signature("0x" + now, event.body())),
            RawHttp.signature(
                "18446744073709551616" + now,
                Extend.signature("18446744073709551616" + now, event.body())),
            RawHttp.signature(now + "000", Extend.signature(now + "000", event.body())),
            RawHttp.signature(now, good) + "\r\n" + RawHttp.signature(now, good),
            RawHttp.signature(now, good) + "\r\nX-EXTEND-REQUEST-SIGNATURE: " + good,
            RawHttp.signature(now, good) + "\r\nX-Extend-Request-Timestamp: " + now,
            "x_extend_request_timestamp: " + now + "\r\nx_extend_request_signature: " + good)) {
      try (RawHttp http = new RawHttp(port)) {
        RawHttp.Answer answer = http.post(event.body(), headers).answer();
        assertThat(answer.status()).as(headers).isEqualTo(401);
        assertThat(answer.body()).isEqualTo(UNAUTHORIZED);
        assertTellsNothingOfTheServer(answer);
      }
    }
    assertNothingStored(event);
  }

  @Test
  void aSignatureInTheAddressIsNone() throws Exception {
    Extend.Event event = Extend.fresh("01-invoice-accepted");
    String query = RawHttp.signature(event.body()).replace(": ", "=").replace("\r\n", "&");
    try (RawHttp http = new RawHttp(port)) {
      http.send(
              "POST /webhooks/extend?%s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n"
                  .formatted(query, event.body().length))
          .send(event.body());
      assertThat(http.answer().status()).isEqualTo(401);
    }
    assertNothingStored(event);
  }

  @Test
  void aSignatureInCapitalsIsTheSameSignature() throws Exception {
    Extend.Event event = Extend.fresh("01-invoice-accepted");
    String now = String.valueOf(Instant.now().getEpochSecond());
    String capitals = Extend.signature(now, event.body()).toUpperCase(java.util.Locale.ROOT);
    try (RawHttp http = new RawHttp(port)) {
      assertThat(http.post(event.body(), RawHttp.signature(now, capitals)).answer().status())
          .isEqualTo(200);
    }
    router.awaitFiles("accepted/invoice", event.id(), 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-extend-request-signature:\r\n %s", "x-extend-request-signature : %s"})
  void aHeaderThatHttpNoLongerAllowsIsNotRead(String header) throws Exception {
    Extend.Event event = Extend.fresh("01-invoice-accepted");
    String now = String.valueOf(Instant.now().getEpochSecond());
    try (RawHttp http = new RawHttp(port)) {
      http.post(
          event.body(),
          "x-extend-request-timestamp: " + now,
          header.formatted(Extend.signature(now, event.body())));
      RawHttp.Answer answer = http.answer();
      assertThat(answer.status()).isIn(400, 401);
      assertTellsNothingOfTheServer(answer);
    }
    assertNothingStored(event);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /webhooks/extend HTTP/1.1\r\nHost: x\r\n",
        "TRACE /webhooks/extend HTTP/1.1\r\nHost: x\r\n",
        "GET /nothing HTTP/1.1\r\nHost: x\r\n",
        "GET /nothing HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\n",
        "GET /error HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\n",
        "GET /webhooks/../../etc HTTP/1.1\r\nHost: x\r\n",
        "GET /%2e%2e/%00 HTTP/1.1\r\nHost: x\r\n",
        "GET /webhooks/extend HTTP/1.1\r\n",
        "GET http://stolen.example.com/webhooks/extend HTTP/1.1\r\nHost: x\r\n",
        "GET /webhooks/extend HTTP/9.9\r\nHost: x\r\n",
        "nonsense\r\n",
        "POST /webhooks/extend/ HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n",
        "POST /webhooks/extend HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\n",
        "POST /webhooks/extend HTTP/1.1\r\n"
            + "Host: x\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + "nonsense\r\n"
      })
  void noErrorTellsWhatTheServerIsMadeOf(String request) throws Exception {
    try (RawHttp http = new RawHttp(port)) {
      RawHttp.Answer answer = http.send(request + "\r\n").answer();
      assertThat(answer.status()).isBetween(400, 505);
      assertTellsNothingOfTheServer(answer);
    }
  }

  @Test
  void aHeadLargerThanTheServersBufferIsTurnedAway() throws Exception {
    try (RawHttp http = new RawHttp(port)) {
      http.send(RawHttp.head("X-Large: " + "x".repeat(20_000)) + "\r\n");
      RawHttp.Answer answer = http.answer();
      assertThat(answer.status()).isIn(400, 431);
      assertTellsNothingOfTheServer(answer);
    }
  }

  @Test
  void nothingInASignedEventPassesForALineOfTheLog(CapturedOutput output) throws Exception {
    String forged = "forged-" + System.nanoTime();
    String text = "a\\n" + forged + " INFO all is well\\u001b[2K\\u2028\\r" + forged;
    List<String> bodies =
        List.of(
            "{\"eventId\":\"%1$s\",\"%2$s\":1,\"%2$s\":2}",
            "{\"eventId\":\"%1$s-2\",\"eventType\":\"%2$s\"}",
            "{\"eventId\":\"%1$s-3\",\"eventType\":\"classifier.created\",\"payload\":{\"id\":\"%2$s\"}}",
            // Jackson names what it cannot read in its message.
            "{\"eventId\":\"%1$s-4\",\"eventType\":\"classify_run.processed\",\"payload\":{\"id\":%2$s}}");
    for (String body : bodies) {
      byte[] bytes = body.formatted(forged, text).getBytes(UTF_8);
      try (RawHttp http = new RawHttp(port)) {
        assertThat(http.post(bytes, RawHttp.signature(bytes)).answer().status()).isEqualTo(200);
      }
    }
    router.awaitFiles("others", forged + "-2", 1);
    router.awaitFiles("review", forged + "-4", 2);
    await()
        .untilAsserted(
            () ->
                assertThat(output)
                    .contains(
                        "notice event=" + forged + "-3",
                        "cannot read event=" + forged + "-4",
                        "kept event=" + forged + "-2"));
    assertThat(output.toString()).doesNotContain("\u001B", "\u2028", "\r");
    assertThat(output.toString().lines()).noneMatch(line -> line.startsWith(forged));
  }

  @Test
  void whoHangsUpBeforeTheAnswerWritesNoLineEachTime(CapturedOutput output) throws Exception {
    byte[] body = "{}".getBytes(UTF_8);
    Operator operator = new Operator(router);
    String rejected = "extend_webhooks_total{answer=\"401\"}";
    double before = operator.metric(rejected);
    for (int i = 0; i < 40; i++) {
      new RawHttp(port).post(body, RawHttp.signature("0", "forged")).reset();
    }
    await().until(() -> operator.metric(rejected) == before + 40);
    assertThat(output.toString()).doesNotContain("failed route=receive");
  }

  @Test
  void aGzippedBodyIsVerifiedAndKeptAsItCame() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(("unique " + System.nanoTime()).getBytes(UTF_8));
      gzip.write(new byte[100_000_000]);
    }
    byte[] bomb = bytes.toByteArray();
    try (RawHttp http = new RawHttp(port)) {
      assertThat(http.post(bomb, "Content-Encoding: gzip").answer().status()).isEqualTo(401);
    }
    try (RawHttp http = new RawHttp(port)) {
      assertThat(
              http.post(bomb, "Content-Encoding: gzip", RawHttp.signature(bomb)).answer().status())
          .isEqualTo(200);
    }
    Path kept = await().until(() -> filesAnywhere(bomb), found -> found.size() == 1).get(0);
    Path ticket = kept.resolveSibling(kept.getFileName().toString().replace(".json", ".txt"));
    await().until(() -> Files.exists(ticket));
    assertThat(Files.readString(ticket)).startsWith("REVIEW: UNREADABLE");
  }

  @Test
  void bodiesThatDripAreCutOff() throws Exception {
    List<RawHttp> dripping = new ArrayList<>();
    for (String head :
        List.of(
            "POST /webhooks/extend HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n",
            "POST /webhooks/extend HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\n\r\n",
            "POST /webhooks/extend HTTP/1.1\r\n"
                + "Host: x\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"
                + "9000\r\n",
            "POST /webhooks/extend HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;",
            "POST /webhooks/extend HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
            "PUT /webhooks/extend HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n",
            "POST /elsewhere HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n")) {
      dripping.add(new RawHttp(port).send(head));
    }
    Dripping drops = new Dripping(dripping, "x");
    try {
      for (RawHttp http : dripping) {
        RawHttp.Answer answer = http.answer();
        assertThat(answer.status()).isBetween(400, 415);
        assertTellsNothingOfTheServer(answer);
        assertThat(http.isHungUpOn()).isTrue();
      }
    } finally {
      drops.stop();
      closeAll(dripping);
    }
  }

  @Test
  void bodiesThatStopComingAreCutOffAndHoldUpNobody() throws Exception {
    Extend.Event genuine = Extend.fresh("01-invoice-accepted");
    List<RawHttp> stalled = new ArrayList<>();
    try {
      for (int i = 0; i < 40; i++) {
        stalled.add(new RawHttp(port).send(RawHttp.head("Content-Length: 1000000") + "\r\n{"));
      }
      assertThat(router.extend().post(genuine.body()).statusCode()).isEqualTo(200);
      for (RawHttp http : stalled) {
        RawHttp.Answer answer = http.answer();
        assertThat(answer.status()).isEqualTo(408);
        assertTellsNothingOfTheServer(answer);
        assertThat(http.isHungUpOn()).isTrue();
      }
    } finally {
      closeAll(stalled);
    }
    router.awaitFiles("accepted/invoice", genuine.id(), 1);
  }

  @Test
  void connectionsThatSayHalfARequestAreHungUpOnAndHoldUpNobody() throws Exception {
    Extend.Event genuine = Extend.fresh("01-invoice-accepted");
    List<RawHttp> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        for (String half :
            List.of("", "P", "POST /webhooks/ext", "POST /webhooks/extend HTTP/1.1\r\nHo")) {
          idle.add(new RawHttp(port).send(half));
        }
      }
      assertThat(router.extend().post(genuine.body()).statusCode()).isEqualTo(200);
      for (RawHttp connection : idle) {
        assertThat(connection.isHungUpOn()).isTrue();
      }
    } finally {
      closeAll(idle);
    }
    router.awaitFiles("accepted/invoice", genuine.id(), 1);
  }

  @Test
  void headsThatDripHoldUpNobodyAndAreCutOff() throws Exception {
    Extend.Event genuine = Extend.fresh("01-invoice-accepted");
    List<RawHttp> dripping = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      dripping.add(new RawHttp(port).send("POST /webhooks/extend HTTP/1.1\r\nX-Drip: "));
    }
    Dripping drops = new Dripping(dripping, "x");
    try {
      assertThat(router.extend().post(genuine.body()).statusCode()).isEqualTo(200);
      for (RawHttp http : dripping) {
        assertThat(http.isHungUpOn()).isTrue();
      }
    } finally {
      drops.stop();
      closeAll(dripping);
    }
    router.awaitFiles("accepted/invoice", genuine.id(), 1);
  }

  @Test
  void aConnectionStaysOpenAfterTheAnswerToASignedWebhookAlone() throws Exception {
    byte[] signed = Extend.fresh("01-invoice-accepted").body();
    try (RawHttp http = new RawHttp(port)) {
      for (int i = 0; i < 3; i++) {
        RawHttp.Answer answer = http.post(signed, RawHttp.signature(signed)).answer();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).doesNotContainIgnoringCase("connection:");
      }
      RawHttp.Answer answer = http.post(signed, "X-None: 1").answer();
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.headers()).contains("Connection: close");
      assertThat(http.isHungUpOn()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 300})
  void aBodyThatComesInPiecesIsTheSameBody(int pieces) throws Exception {
    Extend.Event event = Extend.fresh("01-invoice-accepted");
    try (RawHttp http = new RawHttp(port)) {
      http.send(
          RawHttp.head(
                  RawHttp.signature(event.body()),
                  "ExtendEventId: stolen",
                  "Content-Encoding: gzip",
                  "Content-Length: " + event.body().length)
              + "\r\n");
      int size = event.body().length / pieces + 1;
      for (int at = 0; at < event.body().length; at += size) {
        http.send(Arrays.copyOfRange(event.body(), at, Math.min(at + size, event.body().length)));
        Thread.onSpinWait();
      }
      assertThat(http.answer().status()).isEqualTo(200);
      assertThat(http.post(event.body(), RawHttp.signature(event.body())).answer().status())
          .isEqualTo(200);
    }
    router.awaitFiles("accepted/invoice", event.id(), 1);
    assertThat(filesAnywhere(event.body())).hasSize(1);
  }

  @Test
  void aClientThatGoesInTheMiddleOfABodyLeavesNothing() throws Exception {
    Extend.Event event = Extend.fresh("01-invoice-accepted");
    double before = rejections("BROKEN_OFF");
    for (int i = 0; i < 10; i++) {
      try (RawHttp http = new RawHttp(port)) {
        http.send(RawHttp.head(RawHttp.signature(event.body()), "Content-Length: 1000000"))
            .send("\r\n")
            .send(event.body());
      }
    }
    await().untilAsserted(() -> assertThat(rejections("BROKEN_OFF")).isEqualTo(before + 10));
    assertNothingStored(event);
  }

  @Test
  void largeBodiesThatStopComingGiveTheirRoomToOneThatDoesNot() throws Exception {
    Extend.Event genuine = Extend.fresh("01-invoice-accepted");
    byte[] large = Arrays.copyOf(genuine.body(), 900_000);
    Arrays.fill(large, genuine.body().length, large.length, (byte) ' ');
    double gaveWay = rejections("GAVE_WAY");
    List<RawHttp> stalled = new ArrayList<>();
    try {
      await()
          .pollInSameThread()
          .untilAsserted(
              () -> {
                // Those of the last time were cut off before a genuine one came.
                fillMaxTotalBodySize(stalled);
                int posts = 0;
                do {
                  assertThat(router.extend().post(large).statusCode()).isEqualTo(200);
                } while (++posts < 20 && rejections("GAVE_WAY") == gaveWay);
                assertThat(rejections("GAVE_WAY")).isGreaterThan(gaveWay);
              });
      List<Integer> answers = new ArrayList<>();
      for (RawHttp http : stalled) {
        RawHttp.Answer answer = http.answer();
        answers.add(answer.status());
        assertTellsNothingOfTheServer(answer);
        if (answer.status() == 503) {
          assertThat(answer.headers()).contains("Retry-After: 5");
        }
      }
      assertThat(answers).containsOnly(503, 408).contains(503);
    } finally {
      closeAll(stalled);
    }
    router.awaitFiles("accepted/invoice", genuine.id(), 1);
  }

  private static void fillMaxTotalBodySize(List<RawHttp> stalled) throws IOException {
    for (int i = 0; i < 2; i++) {
      stalled.add(
          new RawHttp(port)
              .send(RawHttp.head("Content-Length: 1000000") + "\r\n")
              .send(new byte[999_999]));
    }
  }

  @Test
  void thousandsOfForgedRequestsLeaveNoTraceButACount(CapturedOutput output) throws Exception {
    forge(400);
    long heapBefore = usedHeap();
    List<String> metersBefore = meters();
    Map<Path, Long> filesBefore = settledSizes();
    int outputBefore = output.length();
    double rejectedBefore = answers("401");

    forge(FORGED);

    assertThat(answers("401")).isEqualTo(rejectedBefore + FORGED);
    assertThat(output.length() - outputBefore).as("characters logged").isLessThan(50_000);
    assertThat(FilesBelow.of(data)).isEqualTo(filesBefore);
    assertThat(Queues.browse(router, "extend.inbox")).isEmpty();
    assertThat(meters()).isEqualTo(metersBefore);
    assertThat(usedHeap() - heapBefore).as("bytes of heap").isLessThan(20_000_000);
    Extend.Event genuine = Extend.fresh("01-invoice-accepted");
    assertThat(router.extend().post(genuine.body()).statusCode()).isEqualTo(200);
    router.awaitFiles("accepted/invoice", genuine.id(), 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /webhooks/extend HTTP/1.1\r\nHost: x\r\n",
        "PATCH /webhooks/extend HTTP/1.1\r\nHost: x\r\n",
        "GET /nothing/%d HTTP/1.1\r\nHost: x\r\n",
        "M%d /nothing HTTP/1.1\r\nHost: x\r\n",
        "GET /webhooks/extend HTTP/1.1\r\nHost: x y\r\n"
      })
  void whatIsNoWebhookFillsNeitherLogNorMetrics(String request, CapturedOutput output)
      throws Exception {
    List<String> metersBefore = meters();
    int outputBefore = output.length();
    for (int i = 0; i < 100; i++) {
      try (RawHttp http = new RawHttp(port)) {
        assertThat(http.send(request.formatted(i) + "\r\n").answer().status()).isGreaterThan(399);
      }
    }
    assertThat(output.length() - outputBefore).as("characters logged").isLessThan(10_000);
    assertThat(meters())
        .filteredOn(meter -> !metersBefore.contains(meter))
        .as("new meters, of which the router makes some as it goes")
        .hasSizeLessThan(50);
  }

  /** Forged requests of every kind, eight at a time, each on a connection of its own. */
  private static void forge(int count) throws Exception {
    String now = String.valueOf(Instant.now().getEpochSecond());
    List<String> headers =
        List.of(
            "X-None: 1",
            RawHttp.signature(now, "0".repeat(64)),
            RawHttp.signature(now, "zz"),
            RawHttp.signature("soon", "0".repeat(64)),
            RawHttp.signature("1", "0".repeat(64)),
            RawHttp.signature("99999999999", "0".repeat(64)));
    ExecutorService senders = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Void>> requests = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        requests.add(
            () -> {
              byte[] body = ("{\"eventId\":\"forged-" + number + "\"}").getBytes(UTF_8);
              try (RawHttp http = new RawHttp(port)) {
                http.post(body, headers.get(number % headers.size()), "X-Unique: " + number);
                assertThat(http.answer().status()).isEqualTo(401);
              }
              return null;
            });
      }
      for (Future<Void> done : senders.invokeAll(requests)) {
        done.get();
      }
    } finally {
      senders.shutdownNow();
    }
  }

  /** Those that requests might add to, not what the JVM and the queues have at their own time. */
  private static List<String> meters() {
    return router.bean(MeterRegistry.class).getMeters().stream()
        .map(meter -> meter.getId().toString())
        .filter(
            id ->
                !id.contains("'jvm.")
                    && !id.contains("'extend.queue.")
                    && !id.contains("'tasks.scheduled."))
        .sorted()
        .toList();
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** The sizes once earlier tests' events have come to rest. */
  private static Map<Path, Long> settledSizes() {
    await().until(() -> Queues.browse(router, "extend.ledger").isEmpty());
    AtomicReference<Map<Path, Long>> last = new AtomicReference<>();
    await()
        .during(Duration.ofSeconds(1))
        // A file may go while it is looked at.
        .ignoreExceptions()
        .until(
            () -> {
              Map<Path, Long> sizes = FilesBelow.of(data);
              return sizes.equals(last.getAndSet(sizes));
            });
    return last.get();
  }

  private static double answers(String answer) {
    return sum("extend.webhooks", "answer", answer);
  }

  private static double rejections(String reason) {
    return sum("extend.rejections", "reason", reason);
  }

  private static double sum(String name, String tag, String value) {
    return router.bean(MeterRegistry.class).find(name).tag(tag, value).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  private static Extend.Event posted(String target, String headers) throws IOException {
    Extend.Event event = Extend.fresh("01-invoice-accepted");
    String head =
        "POST %s\r\nHost: router.example.com\r\n%s%s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(target, headers, RawHttp.signature(event.body()), event.body().length);
    try (RawHttp http = new RawHttp(port)) {
      assertThat(http.send(head).send(event.body()).answer().status())
          .as(target + " " + headers)
          .isEqualTo(200);
    }
    return event;
  }

  private static String run(String eventId, String runId, String type, String fileName) {
    return """
        {"eventId":"%s","eventType":"classify_run.processed","payload":{"object":"classify_run",\
        "id":"%s","status":"PROCESSED","output":{"id":"%s","type":"%s","confidence":0.99},\
        "file":{"id":"%s","name":"%s"}}}"""
        .formatted(eventId, runId, type, type, fileName, fileName);
  }

  /** All that the stored message carries beside its body, without what names this one event. */
  private static Map<String, Object> properties(Extend.Event event) {
    try {
      // What is stored a browser sees a moment later.
      Message message =
          await()
              .until(
                  () ->
                      Queues.browse(router, "extend.inbox").stream()
                          .filter(stored -> event.id().equals(property(stored, "ExtendEventId")))
                          .findFirst(),
                  Optional::isPresent)
              .orElseThrow();
      Map<String, Object> properties = new TreeMap<>();
      Enumeration<?> names = message.getPropertyNames();
      while (names.hasMoreElements()) {
        String name = (String) names.nextElement();
        properties.put(name, property(message, name));
      }
      assertThat(properties.remove("_AMQ_DUPL_ID")).isEqualTo(event.id());
      properties.remove("ExtendEventId");
      properties.remove("ExtendReceivedAt");
      properties.remove("ExtendChecksum");
      properties.put("replyTo", String.valueOf(message.getJMSReplyTo()));
      properties.put("correlation", String.valueOf(message.getJMSCorrelationID()));
      properties.put("type", String.valueOf(message.getJMSType()));
      properties.put("priority", message.getJMSPriority());
      properties.put("expiration", message.getJMSExpiration());
      properties.put("mode", message.getJMSDeliveryMode());
      return properties;
    } catch (jakarta.jms.JMSException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object property(Message message, String name) {
    try {
      return message.getObjectProperty(name);
    } catch (jakarta.jms.JMSException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A later event has come through, so that this one would have too. */
  private static void assertNothingStored(Extend.Event event) throws Exception {
    Extend.Event later = Extend.fresh("01-invoice-accepted");
    assertThat(router.extend().post(later.body()).statusCode()).isEqualTo(200);
    router.awaitFiles("accepted/invoice", later.id(), 1);
    assertThat(filesAnywhere(event.body())).isEmpty();
    assertThat(Queues.browse(router, "extend.inbox"))
        .noneMatch(message -> event.id().equals(property(message, "ExtendEventId")));
  }

  /** Files come and go while the router works; one that goes holds nothing. */
  private static List<Path> filesAnywhere(byte[] content) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
            return visited.equals(data.resolve("broker"))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!file.getFileName().toString().startsWith(".")
                && attributes.size() == content.length
                && holds(file, content)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path gone, IOException why) {
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  private static boolean holds(Path file, byte[] content) {
    try {
      return Arrays.equals(Files.readAllBytes(file), content);
    } catch (IOException gone) {
      return false;
    }
  }

  private static void assertTellsNothingOfTheServer(RawHttp.Answer answer) {
    assertThat(answer.headers() + answer.body())
        .doesNotContainIgnoringCase("tomcat")
        .doesNotContainIgnoringCase("apache")
        .doesNotContainIgnoringCase("coyote")
        .doesNotContainIgnoringCase("camel")
        .doesNotContainIgnoringCase("spring")
        .doesNotContainIgnoringCase("exception")
        .doesNotContainIgnoringCase("java")
        .doesNotContainIgnoringCase("Server:");
  }

  private static void closeAll(List<RawHttp> connections) throws IOException {
    for (RawHttp connection : connections) {
      connection.close();
    }
  }
}
