package org.extendrouter.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.extendrouter.event.ClassifyRun.Output;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookEventTest {

  private static final Path SAMPLES = Path.of("src/demo/events");

  private final ObjectMapper mapper = new EventMapper().json();

  @Test
  void mapsEveryFieldOfARun() throws IOException {
    WebhookEvent event = sample("01-invoice-accepted.json");
    ClassifyRun run = event.run();

    assertThat(event.eventType()).isEqualTo("classify_run.processed");
    assertThat(event.type()).isEqualTo(EventType.CLASSIFY_RUN_PROCESSED);
    assertThat(event.kind()).isEqualTo(EventType.Kind.RUN);
    assertThat(run.id()).isEqualTo("clr_UWZ8PuUSBnJFLKM2Mp9bW");
    assertThat(run.status()).isEqualTo("PROCESSED");
    assertThat(run.output().id()).isEqualTo("vendor_invoice");
    assertThat(run.output().type()).isEqualTo("invoice");
    assertThat(run.output().confidence()).isEqualTo("0.97");
    assertThat(run.output().insights())
        .singleElement()
        .satisfies(
            insight ->
                assertThat(insight.content()).startsWith("The document is headed \"Invoice No."));
    assertThat(run.classifier())
        .isEqualTo(
            new ClassifyRun.Classifier("cl_Euuk6idWHuSRyNaBHKWeF", "Incoming Mail Classifier"));
    assertThat(run.classifierVersion().version()).isEqualTo("1.3");
    assertThat(run.failureReason()).isNull();
    assertThat(run.failureMessage()).isNull();
    assertThat(run.metadata().path("tenant").textValue()).isEqualTo("north");
    assertThat(run.reviewed()).isFalse();
    assertThat(run.classifications())
        .extracting(ClassifyRun.Classification::type)
        .containsExactly("invoice", "receipt", "contract", "other");
    assertThat(run.classifications().get(3).description())
        .isEqualTo("Anything that fits none of the other types.");
    assertThat(run.file())
        .isEqualTo(
            new ClassifyRun.File(
                "file_PJ9NPC3inVS25hYAVWfzq", "Halvorsen Freight - Invoice 2026-0417.pdf", "PDF"));
    assertThat(run.dashboardUrl())
        .isEqualTo("https://dashboard.extend.ai/runs/clr_UWZ8PuUSBnJFLKM2Mp9bW");
    assertThat(run.createdAt()).isEqualTo("2026-05-18T07:41:22Z");
  }

  @Test
  void mapsWhatIsComparedOfAReview() throws IOException {
    ClassifyRun run = sample("07-person-reviewed-accepted.json").run();

    assertThat(run.initialOutput())
        .isEqualTo(new ClassifyRun.Compared("purchase_receipt", "receipt", new BigDecimal("0.44")));
    assertThat(run.reviewedOutput().type()).isEqualTo("invoice");
    assertThat(run.baseProcessor()).isEqualTo("classification_performance 3.2.0");
  }

  @Test
  void fieldsAddedLaterChangeNothing() throws IOException {
    JsonNode tree = tree("07-person-reviewed-accepted.json");
    ClassifyRun before = sample("07-person-reviewed-accepted.json").run();
    addToEveryObject(tree.get("payload"));

    WebhookEvent event = mapper.readValue(mapper.writeValueAsBytes(tree), WebhookEvent.class);

    assertThat(event.payload().findValue("object").textValue()).isEqualTo("classify_run");
    assertThat(event.run()).usingRecursiveComparison().ignoringFields("metadata").isEqualTo(before);
  }

  private void addToEveryObject(JsonNode node) throws IOException {
    for (JsonNode child : node) {
      addToEveryObject(child);
    }
    if (node instanceof ObjectNode object) {
      object.set("addedLater", mapper.readTree("{\"deep\":[1,-2.5,null,true,\"ü😀\",{}]}"));
    }
  }

  private JsonNode tree(String name) throws IOException {
    return mapper.readTree(SAMPLES.resolve(name).toFile());
  }

  /** What another shape, or another number than Java can calculate with, must not keep from us. */
  static Stream<String> otherShapes() {
    List<String> fields =
        List.of(
            "object",
            "classifier",
            "classifierVersion",
            "initialOutput",
            "reviewedOutput",
            "failureReason",
            "failureMessage",
            "metadata",
            "edited",
            "config",
            "file",
            "parseRunId",
            "dashboardUrl",
            "usage",
            "createdAt",
            "updatedAt",
            "addedLater");
    List<String> values =
        List.of(
            "7",
            "true",
            "\"n/a\"",
            "{}",
            "[]",
            "[[7]]",
            "null",
            "1e400",
            "-1e999999999",
            "1e-999999999",
            "1e9999999999",
            "9".repeat(2000),
            "0." + "9".repeat(2000),
            "[" + "{},".repeat(200_000) + "0]",
            "{\"a\":1,\"a\":{\"b\":1,\"b\":2}}",
            "\"half a pair: \\ud83d\"");
    return Stream.concat(
        fields.stream()
            .flatMap(field -> values.stream().map(value -> "\"%s\":%s".formatted(field, value))),
        Stream.of(
            "\"usage\":{\"credits\":\"n/a\"}",
            "\"file\":{\"id\":7,\"name\":[],\"type\":{},\"metadata\":3}",
            "\"classifier\":{\"id\":{},\"name\":false}",
            "\"classifierVersion\":{\"version\":1.0}",
            "\"config\":{\"classifications\":{}}",
            "\"config\":{\"baseProcessor\":7,\"baseVersion\":[]}",
            "\"initialOutput\":{\"id\":7,\"type\":[],\"confidence\":1e9999999999}",
            "\"reviewedOutput\":{\"id\":{},\"type\":true,\"confidence\":\"n/a\"}",
            "\"config\":{\"classifications\":[7,null,[],{\"type\":7,\"description\":{}}]}"));
  }

  @ParameterizedTest
  @MethodSource("otherShapes")
  void whatDecidesNothingReadsAsAbsentInAnotherShape(String field) throws IOException {
    ClassifyRun run =
        run(
            "{%s,\"id\":\"clr_1\",\"status\":\"PROCESSED\",\"output\":{\"type\":\"invoice\",\"confidence\":0.97}}"
                .formatted(field));

    assertThat(run.id()).isEqualTo("clr_1");
    assertThat(run.output().confidence()).isEqualTo("0.97");
    assertThat(run.reviewed()).isFalse();
    assertThat(run.classifications()).hasSizeLessThan(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"7", "true", "{}", "[]", "\"half a pair: \\ud83d\"", "[7,null,{\"content\":7}]"})
  void insightsOfAnotherShapeReadAsAbsent(String insights) throws IOException {
    Output output =
        run("{\"output\":{\"type\":\"invoice\",\"insights\":%s}}".formatted(insights)).output();

    assertThat(output.type()).isEqualTo("invoice");
    assertThat(output.insights()).allSatisfy(insight -> assertThat(insight.content()).isNull());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"invoice\"", "7", "[]", "[{},{\"type\":7}]", "null", "true"})
  void anOutputOfAnotherShapeReadsAsAbsent(String output) throws IOException {
    assertThat(run("{\"output\":%s}".formatted(output)).output()).isNull();
  }

  @Test
  void keepsAStatusItDoesNotKnow() throws IOException {
    assertThat(run("{\"status\":\"PAUSED_BY_MOON\"}").status()).isEqualTo("PAUSED_BY_MOON");
  }

  @Test
  void readsTheDocumentationsOwnSample() throws IOException {
    WebhookEvent event = sample("99-documentation-sample.json");

    assertThat(event.type()).isEqualTo(EventType.CLASSIFY_RUN_PROCESSED);
    assertThat(event.run().status()).isEqualTo("PROCESSING");
    assertThat(event.run().output().confidence()).isEqualTo("1.1");
    assertThat(event.run().reviewed()).isFalse();
    assertThat(event.run().failureReason()).isEqualTo("PARSING_ERROR");
  }

  @Test
  void readsAnEmptyRun() throws IOException {
    ClassifyRun run = run("{}");

    assertThat(run.id()).isNull();
    assertThat(run.output()).isNull();
    assertThat(run.reviewed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"0.97\"", "\"high\"", "\"\"", "true", "[0.97]", "{\"value\":0.97}", "null"})
  void aConfidenceThatIsNoNumberIsNone(String confidence) throws IOException {
    Output output =
        run("{\"output\":{\"confidence\":%s,\"type\":\"invoice\"}}".formatted(confidence)).output();

    assertThat(output.confidence()).isNull();
    assertThat(output.type()).as("what follows is still read").isEqualTo("invoice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "0",
        "-0.1",
        "1.1",
        "0.970",
        "0.8999999999999999999999",
        "0.1000000000000000055511151"
      })
  void aConfidenceStaysAsItWasSent(String json) throws IOException {
    assertThat(confidence(json)).hasToString(json);
  }

  @ParameterizedTest
  @CsvSource({
    "9e-1, 0.9",
    "1e-999999999, 1E-999999999",
    "1e999999999, 1E+999999999",
    "-1e400, -1E+400",
    "0e999999999, 0E+999999999"
  })
  @Timeout(5)
  void aConfidenceIsNeverExpanded(String json, String confidence) throws IOException {
    assertThat(confidence(json)).hasToString(confidence);
  }

  private BigDecimal confidence(String json) throws IOException {
    return run("{\"output\":{\"confidence\":%s}}".formatted(json)).output().confidence();
  }

  static Stream<Named<byte[]>> unreadable() {
    return Stream.of(
        text("nothing", ""),
        text("blanks", " \n"),
        text("no JSON", "hello"),
        text("HTML", "<html></html>"),
        text("cut off", "{\"eventId\":\"evt_1\",\"eventType\":\"classify_run.proc"),
        text("a number", "1"),
        text("a text", "\"classify_run.processed\""),
        text("an array", "[]"),
        text("an array of events", "[" + event("{}") + "]"),
        text("trailing bracket", event("{}") + "}"),
        text("trailing event", event("{}") + event("{}")),
        text("trailing word", event("{}") + " x"),
        text("duplicate eventType", "{\"eventType\":\"a\",\"eventType\":\"b\",\"payload\":{}}"),
        text("duplicate key in the run", event("{\"status\":\"PROCESSED\",\"status\":\"FAILED\"}")),
        text("two confidences", event("{\"output\":{\"confidence\":1,\"confidence\":0.1}}")),
        text("two payloads", "{\"eventType\":\"x\",\"payload\":{},\"payload\":{}}"),
        text("comment", event("{/* */}")),
        text("single quotes", "{'eventType':'x','payload':{}}"),
        text("NaN", event("{\"output\":{\"confidence\":NaN}}")),
        text(
            "a confidence of 2000 digits",
            event("{\"output\":{\"confidence\":0." + "9".repeat(2000) + "}}")),
        text("a status of 200 000 values", event("{\"status\":[" + "0,".repeat(200_000) + "0]}")),
        text("control character", event("{\"id\":\"a\u0000b\"}")),
        text("invalid escape", event("{\"id\":\"\\x41\"}")),
        encoded(StandardCharsets.UTF_16BE),
        encoded(StandardCharsets.UTF_16LE),
        encoded(Charset.forName("UTF-32BE")),
        encoded(Charset.forName("UTF-32LE")),
        bytes("Latin-1 letter", "\u00E9"),
        bytes("byte FF", "\u00FF"),
        bytes("lone continuation byte", "\u0080"),
        bytes("sequence cut off", "\u00E2\u0082"),
        bytes("half a pair in UTF-8", "\u00ED\u00A0\u0080"),
        text("deep arrays", "[".repeat(100_000)),
        text("deep payload", event("{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}")),
        text("deep objects", "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)),
        text("no eventType", "{\"eventId\":\"evt_1\",\"payload\":{}}"),
        text("eventType null", "{\"eventType\":null,\"payload\":{}}"),
        text("eventType a number", "{\"eventType\":1,\"payload\":{}}"),
        text("no payload", "{\"eventType\":\"classify_run.processed\"}"),
        text("payload null", event("null")),
        text("payload a list", event("[]")),
        text("payload a text", event("\"{}\"")),
        text("payload a number", event("1")),
        text("id an object", event("{\"id\":{}}")),
        text("id a number", event("{\"id\":7}")),
        text("id half a surrogate pair", event("{\"id\":\"\\ud83d\"}")),
        text("type half a surrogate pair", event("{\"output\":{\"type\":\"\\ude00x\"}}")),
        text("status a number", event("{\"status\":7}")),
        text("status a list", event("{\"status\":[\"PROCESSED\"]}")),
        text("reviewed a text", event("{\"reviewed\":\"true\"}")),
        text("reviewed an empty text", event("{\"reviewed\":\"\"}")),
        text("reviewed a number", event("{\"reviewed\":7}")),
        text("reviewed 0", event("{\"reviewed\":0}")),
        text("reviewed a list", event("{\"reviewed\":[true]}")),
        text("type a number", event("{\"output\":{\"type\":7}}")),
        text("type an object", event("{\"output\":{\"type\":{}}}")),
        text("classification id true", event("{\"output\":{\"id\":true}}")),
        text("a confidence beyond Java's", event("{\"output\":{\"confidence\":1e99999999999}}")));
  }

  private static Named<byte[]> text(String name, String json) {
    return named(name, json.getBytes(UTF_8));
  }

  private static Named<byte[]> encoded(Charset charset) {
    return named(charset.name(), event("{\"id\":\"clr_1\"}").getBytes(charset));
  }

  private static Named<byte[]> bytes(String name, String rawName) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    json.writeBytes("{\"eventType\":\"x\",\"payload\":{\"name\":\"".getBytes(UTF_8));
    json.writeBytes(rawName.getBytes(ISO_8859_1));
    json.writeBytes("\"}}".getBytes(UTF_8));
    return named(name, json.toByteArray());
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void turnsDownWhatIsNotAnEvent(byte[] body) {
    assertThatThrownBy(() -> mapper.readValue(body, WebhookEvent.class))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void mapsAProcessorRunThatClassifies() throws IOException {
    WebhookEvent event = sample("17-processor-run-accepted.json");
    ClassifyRun run = event.run();

    assertThat(event.kind()).isEqualTo(EventType.Kind.RUN);
    assertThat(run.id()).isEqualTo("clr_m7DfVx2LpKs9QbTg4RwZn");
    assertThat(run.status()).isEqualTo("PROCESSED");
    assertThat(run.output().type()).isEqualTo("invoice");
    assertThat(run.output().confidence()).isEqualTo("0.95");
    assertThat(run.classifier().id()).isEqualTo("cl_Euuk6idWHuSRyNaBHKWeF");
    assertThat(run.classifier().name()).isEqualTo("Incoming Mail Classifier");
    assertThat(run.metadata().path("tenant").textValue()).isEqualTo("north");
    assertThat(run.classifications()).hasSize(4);
    assertThat(run.file().name()).isEqualTo("Brightwater Utilities - Invoice 88121.pdf");
    assertThat(run.dashboardUrl())
        .isEqualTo("https://dashboard.extend.ai/runs/clr_m7DfVx2LpKs9QbTg4RwZn");
  }

  @Test
  void mapsAProcessorRunWithNothingInIt() throws IOException {
    ClassifyRun run = processorRun("{\"type\":\"CLASSIFY\",\"files\":[]}").run();

    assertThat(run.classifier()).isNull();
    assertThat(run.classifierVersion()).isNull();
    assertThat(run.file()).isNull();
    assertThat(run.dashboardUrl()).isNull();
    assertThat(run.reviewed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"EXTRACT\",\"output\":[1]}",
        "{\"type\":\"SPLITTER\"}",
        "{\"type\":\"classify\"}",
        "{\"type\":null}",
        "{}"
      })
  void runsOfOtherProcessorsAreNotThisRoutersBusiness(String payload) throws IOException {
    WebhookEvent event = processorRun(payload);

    assertThat(event.run()).isNull();
    assertThat(event.kind()).isEqualTo(EventType.Kind.OTHER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "classify_run.processed",
        "classify_run.failed",
        "processor_run.processed",
        "workflow_run.step_run.processed",
        "workflow_run.completed"
      })
  void aSignedUrlStandsForALargeRun(String type) throws IOException {
    WebhookEvent event =
        read(
            "{\"eventType\":\"%s\",\"payload\":{\"object\":\"signed_data_url\",\"data\":\"https://x.example/y\",\"id\":\"clr_1\",\"metadata\":{\"tenant\":\"north\"}}}"
                .formatted(type));

    assertThat(event.kind()).isEqualTo(EventType.Kind.PAYLOAD_URL);
    assertThat(event.payloadUrl()).isEqualTo("https://x.example/y");
    assertThat(event.run().id()).isEqualTo("clr_1");
    assertThat(event.run().metadata().path("tenant").textValue()).isEqualTo("north");
    assertThat(event.run().toString()).doesNotContain("x.example");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"data\":\"https://x\"}', PAYLOAD_URL, https://x",
    "'{\"object\":\"signed_data_url\"}', PAYLOAD_URL, ''",
    "'{\"object\":\"signed_data_url\",\"data\":1}', PAYLOAD_URL, '1'",
    "'{\"data\":{}}', RUN, ''",
    "'{\"object\":\"classify_run\",\"data\":\"https://x\"}', RUN, ''"
  })
  void tellsAUrlFromARun(String payload, EventType.Kind kind, String url) throws IOException {
    WebhookEvent event = read(event(payload));

    assertThat(event.kind()).isEqualTo(kind);
    assertThat(event.payloadUrl()).isEqualTo(url);
  }

  @Test
  void noticesBehindAUrlStayNotices() throws IOException {
    WebhookEvent event =
        read(
            "{\"eventType\":\"classifier.created\",\"payload\":{\"object\":\"signed_data_url\",\"data\":\"https://x\"}}");

    assertThat(event.kind()).isEqualTo(EventType.Kind.NOTICE);
    assertThat(event.payloadUrl()).isEmpty();
  }

  @Test
  void nullIsNoEvent() {
    assertThatThrownBy(() -> read("null")).isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void errorsLeaveTheSourceOut() {
    String body = event("{\"dashboardUrl\":\"https://signed.example/key\",\"id\":{}}");

    assertThatThrownBy(() -> mapper.readValue(body.getBytes(UTF_8), WebhookEvent.class))
        .hasMessageNotContaining("signed.example");
  }

  @ParameterizedTest
  @CsvSource({
    "classify_run.processed, CLASSIFY_RUN_PROCESSED, RUN",
    "classify_run.failed, CLASSIFY_RUN_FAILED, RUN",
    "processor_run.processed, PROCESSOR_RUN_PROCESSED, OTHER",
    "processor_run.failed, PROCESSOR_RUN_FAILED, OTHER",
    "batch_processor_run.processed, OTHER, OTHER",
    "classifier.created, CLASSIFIER_CREATED, NOTICE",
    "classifier.updated, CLASSIFIER_UPDATED, NOTICE",
    "classifier.deleted, CLASSIFIER_DELETED, NOTICE",
    "classifier.draft.updated, CLASSIFIER_DRAFT_UPDATED, NOTICE",
    "classifier.draft_updated, CLASSIFIER_DRAFT_UPDATED, NOTICE",
    "classifier.version.published, CLASSIFIER_VERSION_PUBLISHED, NOTICE",
    "classifier.version_published, CLASSIFIER_VERSION_PUBLISHED, NOTICE",
    "parse_run.processed, OTHER, OTHER",
    "workflow_run.step_run.processed, WORKFLOW_STEP_RUN_PROCESSED, OTHER",
    "workflow_run.completed, WORKFLOW_RUN_COMPLETED, WORKFLOW_RUN",
    "workflow_run.needs_review, OTHER, OTHER",
    "workflow_run.rejected, OTHER, OTHER",
    "workflow_run.failed, OTHER, OTHER",
    "workflow_run.cancelled, OTHER, OTHER",
    "classify_run.queued, OTHER, OTHER",
    "CLASSIFY_RUN.PROCESSED, OTHER, OTHER",
    "' classify_run.processed', OTHER, OTHER",
    "'', OTHER, OTHER"
  })
  void knowsTheTypesByTheirSpelling(String spelling, EventType type, EventType.Kind kind)
      throws IOException {
    WebhookEvent event = read("{\"eventType\":\"%s\",\"payload\":{}}".formatted(spelling));

    assertThat(event.eventType()).isEqualTo(spelling);
    assertThat(event.type()).isEqualTo(type);
    assertThat(event.kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",\"payload\":null",
        ",\"payload\":1.5",
        ",\"payload\":\"text\"",
        ",\"payload\":[1,{}]",
        ",\"payload\":{\"id\":{\"a\":1}}"
      })
  void readsUnknownTypesWhateverTheirPayload(String payload) throws IOException {
    WebhookEvent event = read("{\"eventType\":\"moon.risen\"" + payload + "}");

    assertThat(event.type()).isEqualTo(EventType.OTHER);
    assertThat(event.run()).isNull();
    assertThat(event.payload()).isNotNull();
  }

  @Test
  void emojiWrittenAsEscapesAreOneCharacter() throws IOException {
    assertThat(run("{\"file\":{\"name\":\"\\ud83d\\ude00\"}}").file().name()).isEqualTo("😀");
  }

  private ClassifyRun run(String payload) throws IOException {
    return read(event(payload)).run();
  }

  private WebhookEvent processorRun(String payload) throws IOException {
    return read("{\"eventType\":\"processor_run.processed\",\"payload\":%s}".formatted(payload));
  }

  private WebhookEvent read(String json) throws IOException {
    return mapper.readValue(json.getBytes(UTF_8), WebhookEvent.class);
  }

  private WebhookEvent sample(String name) throws IOException {
    return mapper.readValue(Files.readAllBytes(SAMPLES.resolve(name)), WebhookEvent.class);
  }

  private static String event(String payload) {
    return "{\"eventId\":\"evt_1\",\"eventType\":\"classify_run.processed\",\"payload\":"
        + payload
        + "}";
  }
}
