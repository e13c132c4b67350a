package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.builder.AdviceWith;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;

class WebhookIT {

  @TempDir static Path data;

  /** Of requests through the server's filters, since a test has set it to 0. */
  static final AtomicInteger passes = new AtomicInteger();

  /** A type of one test alone: what others have sent may be counted late. */
  private static final String COUNTED = "counted invoice";

  static RunningRouter router;
  static Extend extend;

  @BeforeAll
  static void start() {
    router =
        RunningRouter.start(
            data,
            context ->
                ((GenericApplicationContext) context)
                    .registerBean("passes", FilterRegistrationBean.class, WebhookIT::countPasses),
            webhooks -> {},
            "extend.webhook.max-body-size=1MB",
            "extend.types[0].type=invoice",
            "extend.types[0].threshold=0.90",
            "extend.types[1].type=" + COUNTED,
            "extend.types[1].branch=invoice");
    extend = router.extend();
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  @Test
  void aWebhookPassesThroughTheServerOnce() throws Exception {
    passes.set(0);
    assertThat(extend.post(Extend.fresh("01-invoice-accepted").body()).statusCode()).isEqualTo(200);
    assertThat(passes).hasValue(1);
  }

  private static FilterRegistrationBean<Filter> countPasses() {
    FilterRegistrationBean<Filter> counter =
        new FilterRegistrationBean<>(
            (request, response, chain) -> {
              passes.incrementAndGet();
              chain.doFilter(request, response);
            });
    counter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
    counter.setAsyncSupported(true);
    // Behind the one that takes bodies in.
    counter.setOrder(Ordered.LOWEST_PRECEDENCE);
    return counter;
  }

  @ParameterizedTest
  @CsvSource({
    "01-invoice-accepted, invoice",
    "03-receipt-accepted, receipt",
    "04-contract-at-threshold, contract",
    "07-person-reviewed-accepted, invoice",
    "17-processor-run-accepted, invoice"
  })
  void aTrustedRunIsDeliveredAsItWasReceived(String sample, String type) throws Exception {
    Extend.Event event = Extend.fresh(sample);
    assertThat(extend.post(event.body()).statusCode()).isEqualTo(200);
    List<Path> accepted = router.awaitFiles("accepted/" + type, event.id(), 1);
    assertThat(accepted).singleElement().satisfies(file -> sameBytes(file, event.body()));
    assertThat(router.files("review", event.id())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "02-invoice-below-own-threshold, LOW_CONFIDENCE",
    "05-receipt-low-confidence, LOW_CONFIDENCE",
    "06-bank-statement-without-branch, UNROUTED_TYPE",
    "08-run-failed-out-of-credits, RUN_FAILED",
    "10-run-not-finished, NOT_FINISHED",
    "11-confidence-missing, INVALID_CONFIDENCE",
    "12-confidence-above-one, INVALID_CONFIDENCE",
    "13-hostile-file-name, LOW_CONFIDENCE"
  })
  void anyOtherRunBecomesATicketBesideTheUntouchedEvent(String sample, String reason)
      throws Exception {
    Extend.Event event = Extend.fresh(sample);
    assertThat(extend.post(event.body()).statusCode()).isEqualTo(200);
    assertTicket(event, reason);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"credits\": 2,', '\"credits\": \"n/a\",'",
    "'\"parseRunId\": \"pr_qtu9tjTDM2U3PB5Hfrvup\"', '\"parseRunId\": {}'",
    "'\"edited\": false', '\"edited\": 1e400, \"file\": [], \"config\": \"x\"'",
    "'\"tenant\": \"north\"', '\"tenant\": \"\\ud83d\"'"
  })
  void whatDecidesNothingMayHaveAnyShapeAndGoesOnAsItCame(String field, String instead)
      throws Exception {
    Extend.Event sample = Extend.fresh("01-invoice-accepted");
    String json = new String(sample.body(), StandardCharsets.UTF_8);
    if (instead.contains("\"file\"")) {
      json = json.replace("\"file\": {", "\"oldFile\": {").replace("\"config\": {", "\"old\": {");
    }
    byte[] body = json.replace(field, instead).getBytes(StandardCharsets.UTF_8);
    assertThat(body).isNotEqualTo(sample.body());
    extend.post(body);
    assertThat(router.awaitFiles("accepted/invoice", sample.id(), 1))
        .singleElement()
        .satisfies(file -> sameBytes(file, body));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"reviewed\": false', '\"reviewed\": \"true\"', UNREADABLE",
    "'\"reviewed\": false', '\"reviewed\": 7', UNREADABLE",
    "0.97, 0.8999999999999999999999, LOW_CONFIDENCE",
    "0.97, 1e-999999999, LOW_CONFIDENCE",
    "0.97, 1e999999999, INVALID_CONFIDENCE"
  })
  void nothingIsRoundedOrConvertedIntoAnAcceptedRun(String field, String instead, String reason)
      throws Exception {
    Extend.Event sample = Extend.fresh("01-invoice-accepted");
    String json = new String(sample.body(), StandardCharsets.UTF_8);
    byte[] body = json.replace(field, instead).getBytes(StandardCharsets.UTF_8);
    assertThat(body).isNotEqualTo(sample.body());
    extend.post(body);
    assertTicket(new Extend.Event(sample.id(), body), reason);
  }

  /** The broker takes no message with more than 100 KiB of headers. */
  @ParameterizedTest
  @ValueSource(strings = {"01-invoice-accepted", "05-receipt-low-confidence"})
  void noNameAndNoMetadataIsTooLong(String name) throws Exception {
    Extend.Event sample = Extend.freshRun(name);
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode event = (ObjectNode) mapper.readTree(sample.body());
    ObjectNode run = (ObjectNode) event.get("payload");
    String endless = "😀".repeat(1_000);
    ObjectNode metadata = run.putObject("metadata");
    for (int i = 0; i < 100; i++) {
      metadata.put("k".repeat(90) + i, endless);
    }
    run.withObjectProperty("output").put("id", endless);
    run.withObjectProperty("file").put("id", endless).put("name", endless);
    run.withObjectProperty("classifier").put("id", endless);
    run.withObjectProperty("classifierVersion").put("version", endless);
    run.withObjectProperty("config").put("baseProcessor", endless);
    byte[] body = mapper.writeValueAsString(event).getBytes(StandardCharsets.UTF_8);
    assertThat(extend.post(body).statusCode()).isEqualTo(200);
    String directory = name.startsWith("01") ? "accepted/invoice" : "review";
    await().until(() -> !router.files(directory, sample.id()).isEmpty());
  }

  @Test
  void aReviewThatContradictsTheOutputIsNotBelieved() throws Exception {
    Extend.Event sample = Extend.freshRun("05-receipt-low-confidence");
    byte[] body =
        new String(sample.body(), StandardCharsets.UTF_8)
            .replace("\"reviewed\": false", "\"reviewed\": true")
            .replace("\"reviewedOutput\": null", "\"reviewedOutput\": {\"type\": \"invoice\"}")
            .getBytes(StandardCharsets.UTF_8);
    extend.post(body);
    assertThat(Files.readString(assertTicket(new Extend.Event(sample.id(), body), "UNREADABLE")))
        .contains("its output is receipt and its reviewedOutput")
        .contains("Classified as  receipt");
    assertThat(router.files("accepted", sample.id())).isEmpty();
  }

  @Test
  void theTicketTellsAReviewerWhatTheModelSawAndWhy() throws Exception {
    Extend.Event event = Extend.fresh("05-receipt-low-confidence");
    extend.post(event.body());
    assertThat(Files.readString(assertTicket(event, "LOW_CONFIDENCE")))
        .contains("Classified as  receipt")
        .contains("Confidence     0.41")
        .contains("Threshold      0.85")
        .contains("less sure than the threshold")
        .contains("What the model says of its choice")
        .contains("What else it could have been")
        .contains("https://dashboard.extend.ai/runs/");
  }

  @Test
  void aFailedRunsTicketSaysWhyItFailed() throws Exception {
    Extend.Event event = Extend.fresh("08-run-failed-out-of-credits");
    extend.post(event.body());
    assertThat(Files.readString(assertTicket(event, "RUN_FAILED"))).contains("OUT_OF_CREDITS");
  }

  @Test
  void theDocumentationsOwnSampleEndsInReview() throws Exception {
    byte[] sample = Extend.sample("99-documentation-sample");
    assertThat(extend.post(sample).statusCode()).isEqualTo(200);
    assertTicket(new Extend.Event("string", sample), "NOT_FINISHED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json at all %s",
        "[\"%s\"]",
        "{\"eventId\":\"%s\",\"eventType\":\"classify_run.processed\",\"payload\":null}",
        "{\"eventId\":\"%s\",\"eventId\":\"x\",\"eventType\":\"classify_run.processed\"}",
        "{\"eventId\":\"%s\",\"eventType\":\"classify_run.processed\",\"payload\":{\"reviewed\":7}}",
        "{\"eventId\":\"%s\"}",
        // The reader takes this for UTF-32 in a byte order that it does not know.
        "\u0000\u0000{\u0000 %s"
      })
  void aSignedBodyThatCannotBeReadIsKeptForAPerson(String template) throws Exception {
    byte[] body = template.formatted("evt_" + System.nanoTime()).getBytes(StandardCharsets.UTF_8);
    assertThat(extend.post(body).statusCode()).isEqualTo(200);
    Path kept =
        await()
            .until(
                () ->
                    router.files("review", ".json").stream()
                        .filter(file -> Files.exists(ticketOf(file)))
                        .filter(file -> hasBytes(file, body))
                        .findFirst()
                        .orElse(null),
                file -> file != null);
    assertThat(Files.readString(ticketOf(kept))).startsWith("REVIEW: UNREADABLE");
  }

  /** Also if the broker keeps it in a file of its own. */
  @ParameterizedTest
  @ValueSource(ints = {0, 300_000})
  @ExtendWith(OutputCaptureExtension.class)
  void anEventDeliveredTwiceIsHandledOnce(int padding, CapturedOutput output) throws Exception {
    Extend.Event event = counted(" ".repeat(padding));
    Extend.Event later = counted("");
    double before = counted();
    assertThat(extend.post(event.body()).statusCode()).isEqualTo(200);
    assertThat(extend.post(event.body()).statusCode()).isEqualTo(200);
    assertThat(extend.post(later.body()).statusCode()).isEqualTo(200);
    router.awaitFiles("accepted/invoice", event.id(), 1);
    router.awaitFiles("accepted/invoice", later.id(), 1);
    await().untilAsserted(() -> assertThat(counted()).isEqualTo(before + 2));
    assertThat(output)
        .containsOnlyOnce("dropped event=" + event.id())
        .containsOnlyOnce("received event=" + event.id())
        .doesNotContain("AMQ222059");
  }

  @Test
  void classifierNewsIsCountedAndOtherEventsAreKept() throws Exception {
    Extend.Event notice = Extend.fresh("14-classifier-version-published");
    Extend.Event other = Extend.fresh("16-other-event-type");
    Extend.Event extraction = Extend.fresh("18-processor-run-of-an-extractor");
    double before = count("extend.others");
    assertThat(extend.post(notice.body()).statusCode()).isEqualTo(200);
    assertThat(extend.post(other.body()).statusCode()).isEqualTo(200);
    assertThat(extend.post(extraction.body()).statusCode()).isEqualTo(200);
    assertThat(router.awaitFiles("others", extraction.id(), 1))
        .singleElement()
        .satisfies(file -> sameBytes(file, extraction.body()));
    assertThat(router.awaitFiles("others", other.id(), 1))
        .singleElement()
        .satisfies(file -> sameBytes(file, other.body()));
    await()
        .untilAsserted(
            () -> {
              assertThat(count("extend.others")).isEqualTo(before + 2);
              assertThat(
                      registry()
                          .get("extend.notices")
                          .tag("type", "CLASSIFIER_VERSION_PUBLISHED")
                          .counter()
                          .count())
                  .isEqualTo(1);
            });
    assertThat(router.files("review", notice.id())).isEmpty();
    assertThat(router.files("review", other.id())).isEmpty();
  }

  @Test
  void aForgedRequestIsTurnedAwayWithoutAHintAndNothingIsStored() throws Exception {
    Extend.Event event = Extend.fresh("01-invoice-accepted");
    String now = String.valueOf(Instant.now().getEpochSecond());
    String stale = String.valueOf(Instant.now().getEpochSecond() - 301);
    String signature = Extend.signature(now, event.body());
    for (HttpRequest.Builder forged :
        List.of(
            extend.unsigned(event.body()),
            headers(event, now, "00".repeat(32)),
            headers(event, now, "not hexadecimal"),
            headers(event, "soon", signature),
            headers(event, stale, Extend.signature(stale, event.body())),
            headers(event, now, signature).header("x-extend-request-signature", signature))) {
      HttpResponse<String> answer = extend.send(forged);
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).isEqualTo("{\"error\":\"unauthorized\"}");
      assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("application/json");
    }
    Extend.Event genuine = Extend.fresh("01-invoice-accepted");
    extend.post(genuine.body());
    router.awaitFiles("accepted/invoice", genuine.id(), 1);
    assertThat(router.files("accepted/invoice", event.id())).isEmpty();
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void aBodyAboveTheLimitIsTooLargeWhetherItsLengthIsDeclaredOrNot(CapturedOutput output)
      throws Exception {
    byte[] large = new byte[1_048_577];
    assertThat(extend.post(large).statusCode()).isEqualTo(413);
    HttpRequest.Builder chunked =
        extend.signed(large).POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(large)));
    assertThat(extend.send(chunked).statusCode()).isEqualTo(413);
    assertThat(output).contains("payload format to url with urlThresholdBytes below that size");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/webhooks/extend/", "/webhook/extend", "/", "/Webhooks/Extend?a=b"})
  @ExtendWith(OutputCaptureExtension.class)
  void aWebhookAtAWrongPathIsToldWithTheRightOne(String path, CapturedOutput output)
      throws Exception {
    double before = rejections("WRONG_PATH");
    HttpRequest.Builder request =
        extend
            .signed(Extend.fresh("01-invoice-accepted").body())
            .uri(URI.create("http://localhost:%d%s".formatted(extend.port(), path)));
    assertThat(extend.send(request).statusCode()).isEqualTo(404);
    await().until(() -> rejections("WRONG_PATH") == before + 1);
    await()
        .untilAsserted(
            () ->
                assertThat(output)
                    .contains(
                        "rejected a webhook, WRONG_PATH: it came to "
                            + path.replaceFirst("[?].*", ""))
                    .contains("/webhooks/extend receives webhooks")
                    .doesNotContain("a=b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//webhooks/extend",
        "/webhooks//extend",
        "/./webhooks/extend",
        "/a/../webhooks/extend"
      })
  void aSlashTooManyChangesNothing(String path) throws Exception {
    for (int bytes : new int[] {0, 60_000}) {
      Extend.Event event = Extend.fresh("01-invoice-accepted");
      byte[] body =
          (new String(event.body(), StandardCharsets.UTF_8) + " ".repeat(bytes))
              .getBytes(StandardCharsets.UTF_8);
      HttpRequest.Builder request =
          extend
              .signed(body)
              .uri(URI.create("http://localhost:%d%s".formatted(extend.port(), path)));
      assertThat(extend.send(request).statusCode()).isEqualTo(200);
      assertThat(router.awaitFiles("accepted/invoice", event.id(), 1)).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void whatIsNoWebhookIsNoneAtAWrongPathEither(String method) throws Exception {
    double before = rejections("WRONG_PATH");
    HttpRequest.Builder request =
        extend
            .unsigned(new byte[0])
            .method(method, BodyPublishers.noBody())
            .uri(URI.create("http://localhost:%d/favicon.ico".formatted(extend.port())));
    assertThat(extend.send(request).statusCode()).isEqualTo(404);
    HttpRequest.Builder webhook =
        extend
            .signed(new byte[0])
            .uri(URI.create("http://localhost:%d/later".formatted(extend.port())));
    assertThat(extend.send(webhook).statusCode()).isEqualTo(404);
    await().until(() -> rejections("WRONG_PATH") > before);
    assertThat(rejections("WRONG_PATH")).isEqualTo(before + 1);
  }

  private static double rejections(String reason) {
    return router.bean(MeterRegistry.class).counter("extend.rejections", "reason", reason).count();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
  void onlyPostIsTaken(String method) throws Exception {
    HttpRequest.Builder request =
        extend.unsigned(new byte[0]).method(method, BodyPublishers.noBody());
    assertThat(extend.send(request).statusCode()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/x-java-serialized-object",
        "nonsense"
      })
  void aWrongContentTypeIsStillTaken(String contentType) throws Exception {
    Extend.Event event = Extend.fresh("01-invoice-accepted");
    HttpRequest.Builder request = extend.signed(event.body()).header("Content-Type", contentType);
    assertThat(extend.send(request).statusCode()).isEqualTo(200);
    assertThat(router.awaitFiles("accepted/invoice", event.id(), 1))
        .singleElement()
        .satisfies(file -> sameBytes(file, event.body()));
  }

  @Test
  void headersOfTheRequestSteerNothing() throws Exception {
    Extend.Event event = Extend.fresh("01-invoice-accepted");
    HttpRequest.Builder request =
        extend
            .signed(event.body())
            .header("CamelFileName", "../../stolen")
            .header("camelfilename", "../../stolen")
            .header("ExtendFileName", "../../stolen")
            .header("ExtendDecision", "UNREADABLE")
            .header("JMSDestination", "elsewhere")
            .header("_AMQ_DUPL_ID", "mine")
            .header("X-Tenant", "north");
    assertThat(extend.send(request).statusCode()).isEqualTo(200);
    assertThat(router.awaitFiles("accepted/invoice", event.id(), 1))
        .singleElement()
        .satisfies(file -> sameBytes(file, event.body()));
  }

  @Test
  void headersOfTheRequestEndBeforeTheRoute() throws Exception {
    Set<String> received = ConcurrentHashMap.newKeySet();
    AdviceWith.adviceWith(
        router.bean(CamelContext.class),
        "receive",
        route ->
            route
                .weaveAddFirst()
                .process(exchange -> received.addAll(exchange.getMessage().getHeaders().keySet())));
    Extend.Event event = Extend.fresh("01-invoice-accepted");
    HttpRequest.Builder request =
        extend.signed(event.body()).header("X-Tenant", "north").header("JMSReplyTo", "elsewhere");
    assertThat(extend.send(request).statusCode()).isEqualTo(200);
    assertThat(received)
        .contains("x-extend-request-timestamp", "x-extend-request-signature")
        .filteredOn(name -> !name.startsWith("x-extend-request-"))
        // Camel's own.
        .allMatch(name -> name.startsWith("Camel") || name.equals("Content-Type"));
  }

  @Test
  void everyShippedRouteIsRunning() {
    CamelContext camel = router.bean(CamelContext.class);
    assertThat(camel.getRoutes())
        .extracting(Route::getId)
        .contains(
            "receive",
            "triage",
            "fetch-payload",
            "accept-invoice",
            "accept-receipt",
            "accept-contract",
            "review-file",
            "review-email",
            "notices",
            "others");
  }

  private static HttpRequest.Builder headers(
      Extend.Event event, String timestamp, String signature) {
    return extend
        .unsigned(event.body())
        .header("x-extend-request-timestamp", timestamp)
        .header("x-extend-request-signature", signature);
  }

  private static Path assertTicket(Extend.Event event, String reason) throws IOException {
    List<Path> files = router.awaitFiles("review", event.id(), 2);
    assertThat(files).hasSize(2);
    sameBytes(files.get(0), event.body());
    assertThat(Files.readString(files.get(1))).startsWith("REVIEW: " + reason + "\n");
    return files.get(1);
  }

  private static Path ticketOf(Path json) {
    return json.resolveSibling(json.getFileName().toString().replace(".json", ".txt"));
  }

  private static boolean hasBytes(Path file, byte[] expected) {
    try {
      return Arrays.equals(Files.readAllBytes(file), expected);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void sameBytes(Path file, byte[] expected) throws IOException {
    assertThat(Files.readAllBytes(file)).isEqualTo(expected);
  }

  private static MeterRegistry registry() {
    return router.bean(MeterRegistry.class);
  }

  private static Extend.Event counted(String padding) throws IOException {
    Extend.Event event = Extend.fresh("01-invoice-accepted");
    String json =
        new String(event.body(), StandardCharsets.UTF_8)
            .replace("\"type\": \"invoice\"", "\"type\": \"" + COUNTED + "\"");
    return new Extend.Event(event.id(), (json + padding).getBytes(StandardCharsets.UTF_8));
  }

  private static double counted() {
    return registry()
        .get("extend.decisions")
        .tags("decision", "ACCEPTED", "type", COUNTED)
        .counter()
        .count();
  }

  private static double count(String name) {
    var counter = registry().find(name).counter();
    return counter == null ? 0 : counter.count();
  }
}
