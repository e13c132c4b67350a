package org.extendrouter.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.jms.Message;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.spi.RouteController;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Classifiers inside Extend's workflows: events of their steps, and of workflows as a whole. */
@ExtendWith(OutputCaptureExtension.class)
class WorkflowIT {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String STEP = "19-workflow-step-accepted";
  private static final String COMPLETED = "20-workflow-completed-with-a-review";
  private static final String REVIEWED = "clr_yqCbmTrwX77tuwrxyjMpR";
  private static final String UNREVIEWED = "clr_rTBNq4NGv5ivD7SdFa8Ki";
  private static final String WORKFLOW_RUN = "workflow_run_fGSyPdXLXgEj8Xxpnvq3B";

  @TempDir static Path data;
  @TempDir static Path dataOfCompleted;
  @TempDir static Path keys;

  static GreenMail mailServer;
  static PayloadHost host;
  static TlsIdentity identity;
  static RunningRouter router;
  static RunningRouter fromCompleted;

  private final String reviewed = REVIEWED + UUID.randomUUID().toString().substring(0, 8);

  @BeforeAll
  static void start() throws Exception {
    mailServer = new GreenMail(ServerSetup.SMTP.dynamicPort());
    mailServer.start();
    identity = TlsIdentity.make(keys);
    host = new PayloadHost(identity.serverContext());
    router = start(data);
    fromCompleted = start(dataOfCompleted, "extend.workflow.runs-from=completed");
  }

  private static RunningRouter start(Path data, String... settings) {
    String[] common = {
      "extend.payload.hosts=localhost",
      "extend.payload.allow-private-addresses=true",
      "extend.payload.ssl-bundle=payload",
      "spring.ssl.bundle.pem.payload.truststore.certificate=" + identity.certificate().toUri(),
      "extend.review.channels=file,email",
      "extend.review.email.from=router@example.com",
      "extend.review.email.to=reviews@example.com",
      "extend.review.email.smtp.port=" + mailServer.getSmtp().getPort()
    };
    String[] all = Arrays.copyOf(common, common.length + settings.length);
    System.arraycopy(settings, 0, all, common.length, settings.length);
    return RunningRouter.start(data, all);
  }

  @AfterAll
  static void stop() {
    fromCompleted.close();
    router.close();
    host.close();
    mailServer.stop();
  }

  @Test
  void aClassifyStepIsDeliveredLikeAnyRunAsItWasReceived() throws Exception {
    Extend.Event event = Extend.fresh(STEP);
    assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
    Path accepted = router.awaitFiles("accepted/invoice", event.id(), 1).get(0);
    assertThat(accepted).hasBinaryContent(event.body());
    assertThat(accepted.getFileName().toString()).startsWith("clr_kzFf2xw3vBJwkg2EnArC2--");
    assertThat(router.files("others", event.id())).isEmpty();
  }

  @Test
  void headersTellTheConfidenceAsItWasSentAndTheWorkflowRun() throws Exception {
    Extend.Event step = step(json -> {});
    byte[] body = new String(step.body(), UTF_8).replace("0.96", "0.960").getBytes(UTF_8);
    Extend.Event completed = completed(steps -> {});
    RouteController routes = router.bean(CamelContext.class).getRouteController();
    routes.stopRoute("accept-invoice");
    try {
      router.extend().post(body);
      router.extend().post(completed.body());
      await().until(() -> Queues.browse(router, "extend.accept.invoice").size() == 2);
      List<Tuple> headers = new ArrayList<>();
      for (Message message : Queues.browse(router, "extend.accept.invoice")) {
        headers.add(
            tuple(
                message.getStringProperty("ExtendConfidence"),
                message.getStringProperty("ExtendWorkflowRunId")));
      }
      assertThat(headers)
          .containsExactlyInAnyOrder(
              tuple("0.960", "workflow_run_gAY77tdEj9DbFrTUAn84N"), tuple("0.44", WORKFLOW_RUN));
    } finally {
      routes.startRoute("accept-invoice");
    }
  }

  @Test
  void theTicketOfAStepNamesItsRunAndItsWorkflowRun() throws Exception {
    Extend.Event event = step(step -> run(step).withObject("output").put("confidence", 0.2));
    router.extend().post(event.body());
    List<Path> files = router.awaitFiles("review", event.id(), 2);
    assertThat(files.get(0)).hasBinaryContent(event.body());
    assertThat(Files.readString(files.get(1)))
        .startsWith("REVIEW: LOW_CONFIDENCE\n")
        .containsPattern("Run +clr_kzFf2xw3vBJwkg2EnArC2\n")
        .containsPattern("Workflow run +workflow_run_gAY77tdEj9DbFrTUAn84N\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "{\"classifyRun\":null}", "{\"classifyRun\":[]}", "7"})
  void aClassifyStepWithoutAResultHasFailed(String result) throws Exception {
    Extend.Event event = step(step -> step.set("result", json(result)));
    router.extend().post(event.body());
    assertThat(ticket(router, event))
        .startsWith("REVIEW: RUN_FAILED\n")
        .contains("workflow_run_gAY77tdEj9DbFrTUAn84N")
        .contains("workflow_step_run_rcqRGKFhNRhwqyYwuwm4K")
        .contains("Norrland Timber - Invoice 77120.pdf");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FAILED", "CANCELLED"})
  void aClassifyStepThatFailedHasFailedWhateverItsResult(String status) throws Exception {
    Extend.Event event = step(step -> step.put("status", status));
    router.extend().post(event.body());
    assertThat(ticket(router, event)).startsWith("REVIEW: RUN_FAILED\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PENDING", "WAITING", "PROCESSING", "REJECTED", "ADDED_LATER"})
  void aClassifyStepThatIsNotDoneIsNotWhateverItsResult(String status) throws Exception {
    Extend.Event event = step(step -> step.put("status", status));
    router.extend().post(event.body());
    assertThat(ticket(router, event)).startsWith("REVIEW: NOT_FINISHED\n");
  }

  @Test
  void otherStepsAreKeptAndCounted() throws Exception {
    double before = others(router);
    Extend.Event event = step(step -> step.put("stepType", "EXTRACT"));
    router.extend().post(event.body());
    assertThat(router.awaitFiles("others", event.id(), 1).get(0)).hasBinaryContent(event.body());
    await().untilAsserted(() -> assertThat(others(router)).isGreaterThan(before));
    assertThat(router.files("accepted/invoice", event.id())).isEmpty();
    assertThat(router.files("review", event.id())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"needs_review", "rejected", "failed", "cancelled"})
  void aWorkflowThatIsNotCompletedIsKeptWhole(String news) throws Exception {
    Extend.Event event = Extend.fresh(COMPLETED);
    byte[] body =
        new String(event.body(), UTF_8)
            .replace("workflow_run.completed", "workflow_run." + news)
            .getBytes(UTF_8);
    router.extend().post(body);
    assertThat(router.awaitFiles("others", event.id(), 1).get(0)).hasBinaryContent(body);
    assertThat(router.files("accepted/invoice", event.id())).isEmpty();
  }

  @Test
  void ofACompletedWorkflowTheReviewedRunGoesOnAloneAndTheEventIsKeptWhole() throws Exception {
    double routed = runs(router, "true");
    double counted = runs(router, "false");
    Extend.Event event = completed(steps -> {});
    assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
    assertThat(router.awaitFiles("others", event.id(), 1).get(0)).hasBinaryContent(event.body());
    Path accepted = router.awaitFiles("accepted/invoice", event.id(), 1).get(0);
    JsonNode own = MAPPER.readTree(accepted.toFile());
    assertThat(own.fieldNames()).toIterable().containsExactly("eventId", "eventType", "payload");
    assertThat(own.path("eventId").textValue()).isEqualTo(event.id() + "-" + reviewed);
    assertThat(own.path("eventType").textValue()).isEqualTo("workflow_run.completed");
    assertThat(own.path("payload")).isEqualTo(run(steps(event).get(1)));
    assertThat(accepted.getFileName().toString()).startsWith(reviewed + "--");
    assertThat(router.files("review", event.id())).isEmpty();
    await()
        .untilAsserted(
            () -> {
              assertThat(runs(router, "true")).isEqualTo(routed + 1);
              assertThat(runs(router, "false")).isEqualTo(counted + 1);
            });
  }

  @Test
  void anEventDeliveredTwiceMakesTheSameFiles(CapturedOutput output) throws Exception {
    Extend.Event event = completed(steps -> {});
    router.extend().post(event.body());
    Map<String, String> first = contents(router.awaitFiles("accepted/invoice", event.id(), 1));
    // The inbox would drop it; a replay comes this way, too.
    try (var producer = router.bean(CamelContext.class).createProducerTemplate()) {
      producer.sendBodyAndHeaders(
          "jms:extend.inbox?transacted=false",
          event.body(),
          Map.of("ExtendEventId", event.id(), "ExtendReceivedAt", "2026-05-18T07:41:32Z"));
    }
    String seen = "run=" + reviewed + ", as it was decided before, nothing more is delivered";
    await().until(() -> output.getAll().contains(seen));
    assertThat(contents(router.files("accepted/invoice", event.id()))).isEqualTo(first);
  }

  @Test
  void whetherARunWasReviewedMustBeSaidInTheRightShape(CapturedOutput output) throws Exception {
    Extend.Event event =
        completed(steps -> ((ObjectNode) run(steps.get(1))).put("reviewed", "true"));
    router.extend().post(event.body());
    assertThat(ticket(router, event)).startsWith("REVIEW: UNREADABLE\n").contains(WORKFLOW_RUN);
    assertThat(router.files("accepted/invoice", event.id())).isEmpty();
    assertThat(output).contains("reviewed of the run is not true or false");
  }

  @Test
  void withCompletedEveryClassifyStepOfTheWorkflowIsRouted() throws Exception {
    Extend.Event event =
        completed(
            steps -> {
              ((ObjectNode) run(steps.get(2))).withObject("output").put("confidence", 0.2);
              ObjectNode failed = steps.get(2).deepCopy();
              failed.put("id", "workflow_step_run_failed").putNull("result");
              steps.add(failed);
            });
    fromCompleted.extend().post(event.body());
    assertThat(fromCompleted.awaitFiles("accepted/invoice", event.id(), 1)).hasSize(1);
    List<Path> files = fromCompleted.awaitFiles("review", event.id(), 4);
    assertThat(files).hasSize(4);
    assertThat(files)
        .extracting(file -> file.getFileName().toString().replaceFirst("--.*\\.", "."))
        .containsExactlyInAnyOrder(
            UNREVIEWED + ".json",
            UNREVIEWED + ".txt",
            "workflow_step_run_failed.json",
            "workflow_step_run_failed.txt");
    for (Path file : files) {
      if (file.toString().endsWith(".txt")) {
        assertThat(Files.readString(file))
            .containsPattern("REVIEW: (LOW_CONFIDENCE|RUN_FAILED)\n")
            .contains(WORKFLOW_RUN);
      }
    }
    List<String> messageIds = await().until(() -> messageIds(event), mails -> mails.size() >= 2);
    assertThat(messageIds).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void withCompletedEventsOfStepsAreOnlyCounted() throws Exception {
    double before = others(fromCompleted);
    Extend.Event event = Extend.fresh(STEP);
    String url = host.url(exchange -> PayloadHost.answer(exchange, 200, new byte[0]));
    Extend.Event large = byUrl(STEP, url);
    fromCompleted.extend().post(event.body());
    fromCompleted.extend().post(large.body());
    fromCompleted.awaitFiles("others", event.id(), 1);
    fromCompleted.awaitFiles("others", large.id(), 1);
    await().untilAsserted(() -> assertThat(others(fromCompleted)).isEqualTo(before + 2));
    assertThat(fromCompleted.files("accepted/invoice", event.id())).isEmpty();
    assertThat(host.requests(url)).isEmpty();
  }

  @Test
  void largeOnesAreFetchedFirst() throws Exception {
    Extend.Event step = byUrl(STEP, host.url(PayloadHost.answering(payload(STEP))));
    String extracted =
        "\"stepRuns\":[{\"stepType\":\"EXTRACT\",\"result\":[%s1e9999999999]},"
            .formatted("{\"a\":1},".repeat(200_000));
    byte[] large =
        new String(payload(COMPLETED), UTF_8)
            .replace(REVIEWED, reviewed)
            .replaceFirst("\"stepRuns\" *: *\\[", extracted)
            .getBytes(UTF_8);
    assertThat(large).hasSizeGreaterThan(1_000_000);
    Extend.Event completed = byUrl(COMPLETED, host.url(PayloadHost.answering(large)));
    router.extend().post(step.body());
    router.extend().post(completed.body());
    Path accepted = router.awaitFiles("accepted/invoice", step.id(), 1).get(0);
    assertThat(MAPPER.readTree(accepted.toFile()).path("payload"))
        .isEqualTo(MAPPER.readTree(payload(STEP)));
    Path delivered = router.awaitFiles("accepted/invoice", completed.id(), 1).get(0);
    assertThat(MAPPER.readTree(delivered.toFile()).path("payload").path("id").textValue())
        .isEqualTo(reviewed);
    assertThat(router.awaitFiles("others", completed.id(), 1)).hasSize(1);
  }

  @Test
  void aLargeOneThatCannotBeFetchedGoesToReview() throws Exception {
    String gone = host.url(exchange -> PayloadHost.answer(exchange, 404, new byte[0]));
    Extend.Event completed = byUrl(COMPLETED, gone);
    router.extend().post(completed.body());
    assertThat(ticket(router, completed))
        .startsWith("REVIEW: PAYLOAD_UNAVAILABLE\n")
        .contains(WORKFLOW_RUN);
  }

  @Test
  void whatFailsForOneRunTakesBackWhatWasSentForTheOthers(
      @TempDir Path ownData, CapturedOutput output) throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    Extend.Event event = Extend.fresh(COMPLETED);
    try (RunningRouter failing = start(ownData, "extend.workflow.runs-from=completed")) {
      AdviceWith.adviceWith(
          failing.bean(CamelContext.class),
          "decide",
          route ->
              route
                  .weaveAddFirst()
                  .process(
                      exchange -> {
                        String run = exchange.getMessage().getHeader("ExtendRunId", String.class);
                        if (run.equals(UNREVIEWED) && attempts.incrementAndGet() < 3) {
                          throw new IllegalStateException("the second run fails");
                        }
                      }));
      failing.extend().post(event.body());
      failing.awaitFiles("accepted/invoice", event.id(), 2);
      failing.awaitFiles("others", event.id(), 1);
      assertThat(failing.files("accepted/invoice", event.id())).hasSize(2);
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          failing
                              .bean(MeterRegistry.class)
                              .find("extend.decisions")
                              .tag("decision", "ACCEPTED")
                              .counters())
                      .extracting(Counter::count)
                      .as("those of attempts that were rolled back are not counted")
                      .containsOnly(0.0, 2.0));
    }
    assertThat(attempts).hasValue(3);
    assertThat(output.getAll().lines())
        .filteredOn(line -> line.contains("accepted event=" + event.id()))
        .filteredOn(line -> line.contains("run=" + REVIEWED))
        .as("each attempt but the last must commit nothing")
        .hasSize(1);
  }

  private interface Change<T> {
    void to(T json) throws IOException;
  }

  @Test
  void aClassifyStepUnderAnotherNameIsKeptAndToldWithWhatToDo(CapturedOutput log) throws Exception {
    double before = unknownRuns();
    Extend.Event event = step(json -> json.put("stepType", "classify"));
    router.extend().post(event.body());
    router.awaitFiles("others", event.id(), 1);
    await().until(() -> unknownRuns() == before + 1);
    assertThat(log)
        .containsPattern(
            "WARN .*not routed event="
                + event.id()
                + " run=clr_kzFf2xw3vBJwkg2EnArC2: .*\"classify\"")
        .contains("update the router, then run its document again in Extend");
    Extend.Event extraction =
        step(json -> json.put("stepType", "EXTRACT").putObject("result").putObject("extractRun"));
    router.extend().post(extraction.body());
    router.awaitFiles("others", extraction.id(), 1);
    assertThat(unknownRuns()).isEqualTo(before + 1);
  }

  @Test
  void aCompletedWorkflowWithoutItsStepsIsTold(CapturedOutput log) throws Exception {
    Extend.Event fresh = Extend.fresh(COMPLETED);
    byte[] renamed = new String(fresh.body(), UTF_8).replace("stepRuns", "steps").getBytes(UTF_8);
    fromCompleted.extend().post(renamed);
    fromCompleted.awaitFiles("others", fresh.id(), 1);
    assertThat(log)
        .containsPattern("WARN .*not routed event=" + fresh.id() + " run=" + WORKFLOW_RUN);
  }

  private static double unknownRuns() {
    return router.bean(MeterRegistry.class).get("extend.unknown.runs").counter().count();
  }

  private static Extend.Event step(Change<ObjectNode> change) throws IOException {
    Extend.Event fresh = Extend.fresh(STEP);
    JsonNode event = MAPPER.readTree(fresh.body());
    change.to((ObjectNode) event.path("payload"));
    return new Extend.Event(fresh.id(), MAPPER.writeValueAsBytes(event));
  }

  /** Each is about a reviewed run of its own, since a run is delivered once. */
  private Extend.Event completed(Change<ArrayNode> change) throws IOException {
    Extend.Event fresh = Extend.fresh(COMPLETED);
    String own = new String(fresh.body(), UTF_8).replace(REVIEWED, reviewed);
    JsonNode event = MAPPER.readTree(own);
    change.to((ArrayNode) event.path("payload").path("stepRuns"));
    return new Extend.Event(fresh.id(), MAPPER.writeValueAsBytes(event));
  }

  private static JsonNode steps(Extend.Event event) throws IOException {
    return MAPPER.readTree(event.body()).path("payload").path("stepRuns");
  }

  private static JsonNode run(JsonNode step) {
    return step.path("result").path("classifyRun");
  }

  private static JsonNode json(String json) throws IOException {
    return MAPPER.readTree(json);
  }

  private static Extend.Event byUrl(String sample, String url) throws IOException {
    Extend.Event fresh = Extend.fresh(sample);
    ObjectNode event = (ObjectNode) MAPPER.readTree(fresh.body());
    JsonNode id = event.path("payload").path("id");
    event.putObject("payload").put("object", "signed_data_url").put("data", url).set("id", id);
    return new Extend.Event(fresh.id(), MAPPER.writeValueAsBytes(event));
  }

  private static byte[] payload(String sample) throws IOException {
    return MAPPER.writeValueAsBytes(MAPPER.readTree(Extend.sample(sample)).path("payload"));
  }

  private static String ticket(RunningRouter router, Extend.Event event) throws IOException {
    return Files.readString(router.awaitFiles("review", event.id(), 2).get(1));
  }

  private static Map<String, String> contents(List<Path> files) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (Path file : files) {
      contents.put(file.getFileName().toString(), Files.readString(file));
    }
    return contents;
  }

  private static List<String> messageIds(Extend.Event event) throws Exception {
    List<String> ids = new ArrayList<>();
    for (MimeMessage mail : mailServer.getReceivedMessages()) {
      if (mail.getMessageID().contains(event.id())) {
        ids.add(mail.getMessageID());
      }
    }
    return ids;
  }

  private static double others(RunningRouter router) {
    var counter = router.bean(MeterRegistry.class).find("extend.others").counter();
    return counter == null ? 0 : counter.count();
  }

  private static double runs(RunningRouter router, String routed) {
    return router
        .bean(MeterRegistry.class)
        .get("extend.workflow.runs")
        .tag("routed", routed)
        .counter()
        .count();
  }
}
