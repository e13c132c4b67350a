package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.extendrouter.documentation.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What operators measure of a router that has staff's routes without a log step. */
@ExtendWith(OutputCaptureExtension.class)
class MetricsIT {

  private static final Set<String> TICKETS =
      Set.of("extend_review_open", "extend_review_oldest_age_seconds");

  private static final Pattern SAMPLE = Pattern.compile("^(extend_\\w+?)(\\{(.*)})? (\\S+)$");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

  /** What Prometheus makes of a histogram beside its name. */
  private static final Pattern PARTS = Pattern.compile("_(bucket|count|sum|max)$");

  @TempDir static Path data;
  @TempDir static Path types;

  static GreenMail mailServer;
  static RunningRouter router;
  static Extend extend;
  static Operator operator;
  static String fromTheStart;

  @BeforeAll
  static void start() throws Exception {
    Files.copy(
        RunningRouter.TYPES.resolve("invoice.camel.yaml"), types.resolve("invoice.camel.yaml"));
    route("order", "");
    route("memo", "");
    route("bill", "");
    route(
        "receipt",
        """
              - choice:
                  when:
                    - simple: ${header.JMSXDeliveryCount} < 3
                      steps:
                        - rollback:
                            markRollbackOnly: true
                        - stop: {}
        """);
    route("contract", "");
    route(
        "quote",
        """
              - doTry:
                  steps:
                    - throwException:
                        exceptionType: java.io.IOException
                        message: nobody takes quotes
                  doCatch:
                    - exception:
                        - java.io.IOException
                      steps:
                        - to: direct:dead-letter
                        - stop: {}
        """);
    mailServer = new GreenMail(ServerSetup.SMTP.dynamicPort());
    mailServer.start();
    router =
        RunningRouter.start(
            data,
            "camel.main.routes-include-pattern=" + RunningRouter.routes(types),
            "extend.broker.watch-interval=100ms",
            "extend.default-threshold=0.75",
            "extend.types[0].type=invoice",
            "extend.types[0].threshold=0.9",
            "extend.review.channels=file,email",
            "extend.review.email.from=router@example.com",
            "extend.review.email.to=reviews@example.com",
            "extend.review.email.smtp.port=" + mailServer.getSmtp().getPort());
    extend = router.extend();
    operator = new Operator(router);
    await().until(() -> prometheus().contains("extend_review_open{"));
    fromTheStart = prometheus();
  }

  private static void route(String type, String steps) throws IOException {
    Files.writeString(
        types.resolve(type + ".camel.yaml"),
        """
        - route:
            id: accept-%1$s
            from:
              uri: jms:extend.accept.%1$s
              steps:
        %2$s      - to:
                  uri: file:{{extend.data-dir}}/accepted/%1$s
                  parameters:
                    fileName: ${header.ExtendFileName}.json
        """
            .formatted(type, steps));
  }

  @AfterAll
  static void stop() {
    router.close();
    mailServer.stop();
  }

  @Test
  void theTableListsWhatARouterExportsFromItsStart() {
    Map<String, Set<String>> documented = new TreeMap<>();
    Page.named("operating.md")
        .rows("metric")
        .forEach(
            cells ->
                documented.put(
                    cells.get(0).replace("`", ""),
                    Stream.of(cells.get(1).replace("`", "").split(", "))
                        .filter(Predicate.not("none"::equals))
                        .collect(Collectors.toCollection(TreeSet::new))));
    Map<String, Set<String>> exported = new TreeMap<>();
    samples(fromTheStart)
        .forEach(
            sample ->
                exported
                    .computeIfAbsent(
                        PARTS.matcher(sample.group(1)).replaceFirst(""), name -> new TreeSet<>())
                    .addAll(labels(sample)));
    exported.values().forEach(labels -> labels.remove("le"));
    assertThat(documented).isEqualTo(exported);
  }

  @Test
  void allBeginsAtZero() {
    assertThat(samples(fromTheStart))
        .filteredOn(sample -> !sample.group(1).startsWith("extend_queue_"))
        .filteredOn(sample -> !TICKETS.contains(sample.group(1)))
        .allSatisfy(sample -> assertThat(sample.group(4)).isIn("0", "0.0"));
    assertThat(samples(fromTheStart))
        .as("open tickets, which are counted a moment later")
        .filteredOn(sample -> TICKETS.contains(sample.group(1)))
        .isNotEmpty()
        .allSatisfy(sample -> assertThat(sample.group(4)).isIn("0.0", "NaN"));
    assertThat(fromTheStart)
        .contains(
            "extend_decisions_total{decision=\"ACCEPTED\",type=\"order\"} 0.0",
            "extend_decisions_total{decision=\"LOW_CONFIDENCE\",type=\"order\"} 0.0",
            "extend_decisions_total{decision=\"UNREADABLE\",type=\"unrouted\"} 0.0",
            "extend_confidence_count{type=\"unrouted\"} 0",
            "extend_deliveries_total{route=\"accept-order\"} 0.0",
            "extend_redeliveries_total{route=\"ledger\"} 0.0",
            "extend_dead_letters_total{route=\"review-email\"} 0.0",
            "extend_delivery_seconds_count{route=\"accept-order\"} 0",
            "extend_mails_total{outcome=\"refused\"} 0.0",
            "extend_webhooks_total{answer=\"503\"} 0.0",
            "extend_acknowledge_seconds_count{answer=\"200\"} 0",
            "extend_rejections_total{reason=\"WRONG_SIGNATURE\"} 0.0",
            "extend_failed_runs_total{cause=\"OUT_OF_CREDITS\"} 0.0",
            "extend_notices_total{type=\"CLASSIFIER_CREATED\"} 0.0",
            "extend_reviews_total{decision=\"confirm\"} 0.0");
  }

  @Test
  void aBranchWithoutALogStepIsToldOfAndCountedOnceItHasDelivered(CapturedOutput output)
      throws Exception {
    Extend.Event event = post("memo", "0.97");
    router.awaitFiles("accepted/memo", event.id(), 1);
    await()
        .untilAsserted(
            () ->
                assertThat(output.getOut().lines())
                    .filteredOn(line -> line.contains("delivered event=" + event.id()))
                    .singleElement()
                    .asString()
                    .containsPattern(
                        " run=clr_\\w+ type=memo by route=accept-memo in \\d+\\.\\d\\ds$"));
    assertThat(metric("extend_deliveries_total{route=\"accept-memo\"}")).isEqualTo(1);
    assertThat(metric("extend_delivery_seconds_count{route=\"accept-memo\"}")).isEqualTo(1);
    assertThat(metric("extend_delivery_seconds_bucket{route=\"accept-memo\",le=\"86400.0\"}"))
        .isEqualTo(1);
  }

  @Test
  void whatIsRolledBackIsCountedWhenItIsDeliveredInTheEnd(CapturedOutput output) throws Exception {
    Extend.Event event = post(Extend.freshRun("03-receipt-accepted"));
    router.awaitFiles("accepted/receipt", event.id(), 1);
    await()
        .untilAsserted(
            () -> assertThat(output.getOut()).containsOnlyOnce("delivered event=" + event.id()));
    assertThat(metric("extend_deliveries_total{route=\"accept-receipt\"}")).isEqualTo(1);
    assertThat(metric("extend_redeliveries_total{route=\"accept-receipt\"}")).isEqualTo(2);
    assertThat(metric("extend_dead_letters_total{route=\"accept-receipt\"}")).isZero();
    assertThat(prometheus().lines())
        .as("Camel's counters take the two that were rolled back for successes")
        .noneMatch(line -> line.startsWith("camel_exchanges") && line.contains("_total"));
  }

  @Test
  void whatIsGivenUpIsCountedByRouteAndIsDeliveredByAReplay(CapturedOutput output)
      throws Exception {
    Path inTheWay = Files.createDirectories(data.resolve("accepted")).resolve("contract");
    Files.createFile(inTheWay);
    Extend.Event event = post(Extend.freshRun("04-contract-at-threshold"));
    String id = operator.awaitDeadLetters(event.id(), 1).get(0).path("id").asText();
    await().until(() -> metric("extend_dead_letters_total{route=\"accept-contract\"}") == 1);
    assertThat(metric("extend_deliveries_total{route=\"accept-contract\"}")).isZero();
    assertThat(output.getOut()).doesNotContain("delivered event=" + event.id());

    Files.delete(inTheWay);
    operator.post("/deadletters/" + id);
    router.awaitFiles("accepted/contract", event.id(), 1);
    await()
        .untilAsserted(
            () -> assertThat(output.getOut()).containsOnlyOnce("delivered event=" + event.id()));
    assertThat(metric("extend_deliveries_total{route=\"accept-contract\"}")).isEqualTo(1);
    assertThat(metric("extend_delivery_seconds_count{route=\"accept-contract\"}")).isEqualTo(1);
  }

  @Test
  void whatABranchGivesUpItselfItHasNotDelivered(CapturedOutput output) throws Exception {
    Extend.Event event = post("quote", "0.97");
    operator.awaitDeadLetters(event.id(), 1);
    await().until(() -> metric("extend_dead_letters_total{route=\"accept-quote\"}") == 1);
    router.awaitFiles("accepted/order", post("order", "0.97").id(), 1);
    assertThat(metric("extend_deliveries_total{route=\"accept-quote\"}")).isZero();
    assertThat(output.getOut()).doesNotContain("delivered event=" + event.id());
  }

  @Test
  void nothingThatAnEventSaysBecomesALabel() throws Exception {
    String decision = "extend_decisions_total{decision=\"UNROUTED_TYPE\",type=\"unrouted\"}";
    double before = metric(decision);
    Extend.Event event = post("Bögen & Co/{x}", "0.99");
    router.awaitFiles("review", event.id(), 2);
    await().untilAsserted(() -> assertThat(metric(decision)).isEqualTo(before + 1));
    assertThat(prometheus()).doesNotContain("gen & Co");
  }

  @Test
  void whatIsBelowAThresholdCanBeReadOffTheBuckets() throws Exception {
    // The type's threshold is 0.75. What is no other number in floating point is still below.
    List<String> below = List.of("0.2", "0.7499", "0.7499999999999999999999");
    List<String> atOrAbove = List.of("0.75", "0.7500001", "1");
    for (String confidence : below) {
      router.awaitFiles("review", post("bill", confidence).id(), 2);
    }
    for (String confidence : atOrAbove) {
      router.awaitFiles("accepted/bill", post("bill", confidence).id(), 1);
    }
    await().untilAsserted(() -> assertThat(bucket("+Inf")).isEqualTo(6));
    assertThat(bucket("0.7499999999999999")).isEqualTo(below.size());
    assertThat(bucket("0.75")).isEqualTo(below.size() + 1);
  }

  /** Prometheus gets no metrics at all if one is there twice, as while it is replaced. */
  @Test
  void theGaugesOfTicketsAreNotReplacedWhenTheyAreCounted() {
    MeterRegistry registry = router.bean(MeterRegistry.class);
    List<Meter> before = new ArrayList<>();
    List.of("extend.review.open", "extend.review.oldest.age")
        .forEach(name -> before.addAll(registry.get(name).gauges()));
    assertThat(before).isNotEmpty();

    router.bean(ProducerTemplate.class).requestBody("bean:extendTicketGauges?method=count", "");

    assertThat(registry.getMeters()).containsAll(before);
    assertThat(before)
        .allSatisfy(
            gauge ->
                assertThat(registry.getMeters())
                    .filteredOn(gauge::equals)
                    .singleElement()
                    .isSameAs(gauge));
  }

  @Test
  void webhooksAreTimedByTheirAnswer() {
    // Those of the test before may be counted meanwhile.
    await().untilAsserted(MetricsIT::assertEachIsTimedOnce);
  }

  private static void assertEachIsTimedOnce() throws Exception {
    double stored = timed("count", "200");
    double inTime = timed("bucket", "200\",le=\"30.0");
    double refused = timed("count", "401");
    byte[] body = Extend.freshRun("01-invoice-accepted").body();
    assertThat(extend.post(body).statusCode()).isEqualTo(200);
    assertThat(extend.send(extend.unsigned(body)).statusCode()).isEqualTo(401);
    await().until(() -> timed("count", "200") > stored && timed("count", "401") > refused);
    assertThat(timed("count", "200")).isEqualTo(stored + 1);
    assertThat(timed("bucket", "200\",le=\"30.0")).isEqualTo(inTime + 1);
    assertThat(timed("count", "401")).isEqualTo(refused + 1);
  }

  @Test
  void reviewMailsAreCountedAsTheServerTakesThem() throws Exception {
    double before = metric("extend_mails_total{outcome=\"sent\"}");
    double delivered = metric("extend_deliveries_total{route=\"review-email\"}");
    post("order", "0.1");
    await()
        .untilAsserted(
            () -> {
              assertThat(metric("extend_mails_total{outcome=\"sent\"}")).isGreaterThan(before);
              assertThat(metric("extend_deliveries_total{route=\"review-email\"}"))
                  .isGreaterThan(delivered);
            });
  }

  private static Extend.Event post(String type, String confidence) throws Exception {
    return post(changed(Extend.freshRun("01-invoice-accepted"), type, confidence));
  }

  private static Extend.Event post(Extend.Event event) throws Exception {
    assertThat(extend.post(event.body()).statusCode()).isEqualTo(200);
    return event;
  }

  private static Extend.Event changed(Extend.Event event, String type, String confidence) {
    String json =
        new String(event.body(), StandardCharsets.UTF_8)
            .replaceAll("\"type\": *\"invoice\"", "\"type\": \"" + type + '"')
            .replaceAll("\"confidence\": *[0-9.]+", "\"confidence\": " + confidence);
    return new Extend.Event(event.id(), json.getBytes(StandardCharsets.UTF_8));
  }

  private static double bucket(String bound) throws Exception {
    return metric("extend_confidence_bucket{type=\"bill\",le=\"" + bound + "\"}");
  }

  private static double timed(String sample, String answer) throws Exception {
    return metric("extend_acknowledge_seconds_%s{answer=\"%s\"}".formatted(sample, answer));
  }

  private static double metric(String nameAndTags) throws IOException, InterruptedException {
    return operator.metric(nameAndTags);
  }

  private static String prometheus() throws IOException, InterruptedException {
    return operator.get("/prometheus").body();
  }

  private static List<Matcher> samples(String page) {
    return page.lines().map(SAMPLE::matcher).filter(Matcher::matches).toList();
  }

  private static Set<String> labels(Matcher sample) {
    return sample.group(3) == null
        ? Set.of()
        : LABEL
            .matcher(sample.group(3))
            .results()
            .map(label -> label.group(1))
            .collect(Collectors.toSet());
  }
}
