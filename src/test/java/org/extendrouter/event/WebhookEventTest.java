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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.extendrouter.event.ClassifyRun.Output;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookEventTest {

  private static final Path SAMPLES = Path.of("src/demo/events");

  private final ObjectMapper mapper = new EventConfiguration().eventMapper();

  @Test
  void mapsEveryFieldOfARun() throws IOException {
    WebhookEvent event = sample("01-invoice-accepted.json");
    ClassifyRun run = event.run();

    assertThat(event.eventId()).isEqualTo("evt_E4uAVReHjnhwKWyG3wzRL");
    assertThat(event.eventType()).isEqualTo("classify_run.processed");
    assertThat(event.type()).isEqualTo(EventType.CLASSIFY_RUN_PROCESSED);
    assertThat(event.kind()).isEqualTo(EventType.Kind.RUN);
    assertThat(run.object()).isEqualTo("classify_run");
    assertThat(run.id()).isEqualTo("clr_UWZ8PuUSBnJFLKM2Mp9bW");
    assertThat(run.status()).isEqualTo("PROCESSED");
    assertThat(run.output().id()).isEqualTo("vendor_invoice");
    assertThat(run.output().type()).isEqualTo("invoice");
    assertThat(run.output().confidence()).isEqualTo(0.97);
    assertThat(run.output().insights())
        .singleElement()
        .satisfies(
            insight -> {
              assertThat(insight.type()).isEqualTo("reasoning");
              assertThat(insight.content()).startsWith("The document is headed \"Invoice No.");
            });
    assertThat(run.classifier().object()).isEqualTo("classifier");
    assertThat(run.classifier().id()).isEqualTo("cl_Euuk6idWHuSRyNaBHKWeF");
    assertThat(run.classifier().name()).isEqualTo("Incoming Mail Classifier");
    assertThat(run.classifier().createdAt()).isEqualTo("2025-11-03T09:12:44Z");
    assertThat(run.classifier().updatedAt()).isEqualTo("2026-05-11T14:02:10Z");
    assertThat(run.classifierVersion().object()).isEqualTo("classifier_version");
    assertThat(run.classifierVersion().id()).isEqualTo("clv_6V5JSeQcnDpS8P9jDbyFF");
    assertThat(run.classifierVersion().description()).startsWith("Deposit invoices");
    assertThat(run.classifierVersion().version()).isEqualTo("1.3");
    assertThat(run.classifierVersion().classifierId()).isEqualTo("cl_Euuk6idWHuSRyNaBHKWeF");
    assertThat(run.classifierVersion().createdAt()).isEqualTo("2026-05-11T14:02:10Z");
    assertThat(run.classifierVersion().other()).containsOnlyKeys("createdBy");
    assertThat(run.initialOutput()).isNull();
    assertThat(run.reviewedOutput()).isNull();
    assertThat(run.failureReason()).isNull();
    assertThat(run.failureMessage()).isNull();
    assertThat(run.metadata().path("tenant").textValue()).isEqualTo("north");
    assertThat(run.reviewed()).isFalse();
    assertThat(run.edited()).isFalse();
    assertThat(run.config().classifications())
        .extracting(ClassifyRun.Classification::id)
        .containsExactly("vendor_invoice", "purchase_receipt", "signed_contract", "anything_else");
    assertThat(run.config().classifications().get(3).type()).isEqualTo("other");
    assertThat(run.config().classifications().get(3).description())
        .isEqualTo("Anything that fits none of the other types.");
    assertThat(run.file().object()).isEqualTo("file");
    assertThat(run.file().id()).isEqualTo("file_PJ9NPC3inVS25hYAVWfzq");
    assertThat(run.file().name()).isEqualTo("Halvorsen Freight - Invoice 2026-0417.pdf");
    assertThat(run.file().type()).isEqualTo("PDF");
    assertThat(run.file().parentFileId()).isNull();
    assertThat(run.file().metadata().path("pageCount").intValue()).isEqualTo(2);
    assertThat(run.file().createdAt()).isEqualTo("2026-05-18T07:41:18Z");
    assertThat(run.file().updatedAt()).isEqualTo("2026-05-18T07:41:18Z");
    assertThat(run.parseRunId()).isEqualTo("pr_qtu9tjTDM2U3PB5Hfrvup");
    assertThat(run.dashboardUrl())
        .isEqualTo("https://dashboard.extend.ai/runs/clr_UWZ8PuUSBnJFLKM2Mp9bW");
    assertThat(run.usage().credits()).isEqualTo(2);
    assertThat(run.createdAt()).isEqualTo("2026-05-18T07:41:22Z");
    assertThat(run.updatedAt()).isEqualTo("2026-05-18T07:41:31Z");
  }

  static Stream<String> runSamples() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      List<String> names =
          files.map(file -> file.getFileName().toString()).filter(WebhookEventTest::isRun).toList();
      assertThat(names).hasSizeGreaterThan(10);
      return names.stream();
    }
  }

  private static boolean isRun(String name) {
    try {
      return Files.readString(SAMPLES.resolve(name)).contains("\"classify_run.");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("runSamples")
  void writesBackEveryFieldOfTheSamples(String name) throws IOException {
    WebhookEvent event = sample(name);

    assertHolds(event.payload(), mapper.valueToTree(event.run()), "payload");
  }

  @Test
  void keepsUnknownFieldsAtEveryLevel() throws IOException {
    ObjectNode tree =
        (ObjectNode) mapper.readTree(SAMPLES.resolve("07-person-reviewed-accepted.json").toFile());
    addToEveryObject(tree.get("payload"));

    WebhookEvent event = mapper.readValue(mapper.writeValueAsBytes(tree), WebhookEvent.class);
    JsonNode written = mapper.valueToTree(event.run());

    assertThat(event.payload()).isEqualTo(tree.get("payload"));
    assertHolds(tree.get("payload"), written, "payload");
    assertThat(written.findValues("addedLater")).hasSizeGreaterThan(10);
  }

  private void addToEveryObject(JsonNode node) throws IOException {
    node.forEach(
        child -> {
          try {
            addToEveryObject(child);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
    if (node instanceof ObjectNode object) {
      object.set("addedLater", mapper.readTree("{\"deep\":[1,-2.5,null,true,\"ü😀\",{}]}"));
    }
  }

  private static void assertHolds(JsonNode expected, JsonNode actual, String path) {
    assertThat(actual).as(path).isNotNull();
    if (expected.isObject()) {
      expected
          .properties()
          .forEach(
              field ->
                  assertHolds(
                      field.getValue(), actual.get(field.getKey()), path + "." + field.getKey()));
    } else if (expected.isArray()) {
      assertThat(actual).as(path).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        assertHolds(expected.get(i), actual.get(i), path + "[" + i + "]");
      }
    } else if (expected.isNumber()) {
      assertThat(actual.isNumber()).as(path).isTrue();
      assertThat(actual.decimalValue()).as(path).isEqualByComparingTo(expected.decimalValue());
    } else {
      assertThat(actual).as(path).isEqualTo(expected);
    }
  }

  @Test
  void keepsAStatusItDoesNotKnow() throws IOException {
    assertThat(run("{\"status\":\"PAUSED_BY_MOON\"}").status()).isEqualTo("PAUSED_BY_MOON");
  }

  @Test
  void readsTheDocumentationsOwnSample() throws IOException {
    WebhookEvent event = sample("99-documentation-sample.json");

    assertThat(event.type()).isEqualTo(EventType.CLASSIFY_RUN_PROCESSED);
    assertThat(event.eventId()).isEqualTo("string");
    assertThat(event.run().status()).isEqualTo("PROCESSING");
    assertThat(event.run().output().confidence()).isEqualTo(1.1);
    assertThat(event.run().reviewed()).isFalse();
    assertThat(event.run().reviewedOutput()).isNotNull();
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
  @ValueSource(strings = {"\"0.97\"", "\"high\"", "\"\"", "true", "[0.97]", "{\"value\":0.97}"})
  void readsAConfidenceThatIsNoNumberAsNaN(String confidence) throws IOException {
    Output output =
        run("{\"output\":{\"confidence\":%s,\"type\":\"invoice\"}}".formatted(confidence)).output();

    assertThat(output.confidence()).isNaN();
    assertThat(output.type()).as("what follows is still read").isEqualTo("invoice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"confidence\":null}"})
  void readsAnAbsentConfidenceAsNull(String output) throws IOException {
    assertThat(run("{\"output\":" + output + "}").output().confidence()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "0, 0", "-0.1, -0.1", "1.1, 1.1", "9e-1, 0.9", "1e-400, 0"})
  void readsAnyNumberAsConfidence(String json, double confidence) throws IOException {
    assertThat(run("{\"output\":{\"confidence\":%s}}".formatted(json)).output().confidence())
        .isEqualTo(confidence);
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
        text("duplicate unknown key", event("{\"x\":{\"a\":1,\"a\":1}}")),
        text("comment", event("{/* */}")),
        text("single quotes", "{'eventType':'x','payload':{}}"),
        text("NaN", event("{\"output\":{\"confidence\":NaN}}")),
        text("too large a confidence", event("{\"output\":{\"confidence\":1e400}}")),
        text("too small a confidence", event("{\"output\":{\"confidence\":-1e400}}")),
        text("too large credits", event("{\"usage\":{\"credits\":1e400}}")),
        text("too large a number in metadata", event("{\"metadata\":{\"a\":[{\"b\":1e400}]}}")),
        text("too large an unknown number", event("{\"file\":{\"x\":1e400}}")),
        text("too large a number beside", "{\"eventType\":\"x\",\"payload\":{},\"n\":1e400}"),
        text("10 000 digits", event("{\"x\":" + "9".repeat(10_000) + "}")),
        text("first half of a pair", event("{\"file\":{\"name\":\"a\\ud83d\"}}")),
        text("first half before a letter", event("{\"file\":{\"name\":\"\\ud83dx\"}}")),
        text("second half of a pair", event("{\"file\":{\"name\":\"\\ude00\"}}")),
        text("pair in the wrong order", event("{\"file\":{\"name\":\"\\ude00\\ud83d\"}}")),
        text("half a pair in metadata", event("{\"metadata\":{\"a\":[\"\\ud800\"]}}")),
        text("half a pair in a name", event("{\"metadata\":{\"\\ud800\":1}}")),
        text("half a pair in eventId", "{\"eventId\":\"\\ud800\",\"eventType\":\"x\"}"),
        text("control character", event("{\"id\":\"a\u0000b\"}")),
        text("invalid escape", event("{\"id\":\"\\x41\"}")),
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
        text("output a text", event("{\"output\":\"invoice\"}")),
        text("id an object", event("{\"id\":{}}")),
        text("classifications an object", event("{\"config\":{\"classifications\":{}}}")));
  }

  private static Named<byte[]> text(String name, String json) {
    return named(name, json.getBytes(UTF_8));
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
    assertThat(run.object()).isEqualTo("document_processor_run");
    assertThat(run.id()).isEqualTo("clr_m7DfVx2LpKs9QbTg4RwZn");
    assertThat(run.status()).isEqualTo("PROCESSED");
    assertThat(run.output().type()).isEqualTo("invoice");
    assertThat(run.output().confidence()).isEqualTo(0.95);
    assertThat(run.initialOutput()).isEqualTo(run.output());
    assertThat(run.reviewedOutput()).isNull();
    assertThat(run.classifier().id()).isEqualTo("cl_Euuk6idWHuSRyNaBHKWeF");
    assertThat(run.classifier().name()).isEqualTo("Incoming Mail Classifier");
    assertThat(run.classifierVersion().id()).isEqualTo("clv_6V5JSeQcnDpS8P9jDbyFF");
    assertThat(run.metadata().path("tenant").textValue()).isEqualTo("north");
    assertThat(run.config().classifications()).hasSize(4);
    assertThat(run.file().name()).isEqualTo("Brightwater Utilities - Invoice 88121.pdf");
    assertThat(run.dashboardUrl())
        .isEqualTo("https://dashboard.extend.ai/runs/clr_m7DfVx2LpKs9QbTg4RwZn");
    assertThat(run.usage().credits()).isEqualTo(2);
    assertThat(run.other()).containsOnlyKeys("type", "edits", "files", "mergedProcessors");
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
      strings = {"classify_run.processed", "classify_run.failed", "processor_run.processed"})
  void aSignedUrlStandsForALargeRun(String type) throws IOException {
    WebhookEvent event =
        read(
            "{\"eventType\":\"%s\",\"payload\":{\"object\":\"signed_data_url\",\"data\":\"https://x.example/y\",\"id\":\"clr_1\",\"metadata\":{\"tenant\":\"north\"}}}"
                .formatted(type));

    assertThat(event.kind()).isEqualTo(EventType.Kind.LARGE_RUN);
    assertThat(event.payloadUrl()).isEqualTo("https://x.example/y");
    assertThat(event.run().id()).isEqualTo("clr_1");
    assertThat(event.run().metadata().path("tenant").textValue()).isEqualTo("north");
    assertThat(event.run().toString()).doesNotContain("x.example");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"data\":\"https://x\"}', LARGE_RUN, https://x",
    "'{\"object\":\"signed_data_url\"}', LARGE_RUN, ''",
    "'{\"object\":\"signed_data_url\",\"data\":1}', LARGE_RUN, '1'",
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
    assertThat(event.eventId()).isNull();
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
