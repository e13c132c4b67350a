package org.extendrouter.ticket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.extendrouter.event.ClassifyRun;
import org.extendrouter.event.WebhookEvent;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.ticket.Ticket.Answers;
import org.extendrouter.ticket.Ticket.Fact;
import org.extendrouter.triage.DeliveredTypes.Target;
import org.extendrouter.triage.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TicketWriterTest {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private static final byte[] BODY = "{}".getBytes(UTF_8);
  private static final Map<String, String> HEADERS =
      Map.of(
          HeaderNames.FILE_NAME, "clr_1--evt_1",
          HeaderNames.EVENT_ID, "evt_1",
          HeaderNames.RUN_ID, "clr_1",
          HeaderNames.WORKFLOW_RUN_ID, "workflow_run_1",
          HeaderNames.RECEIVED_AT, "2026-05-18T07:41:32Z",
          HeaderNames.THRESHOLD, "0.85");

  private static final List<Target> ROUTED =
      List.of(
          new Target("receipt", "receipt", "receipt"),
          new Target("Bank Statement", "bank_statement", "Bank Statement"),
          new Target("Reçu/Facture!", "recu_facture", "recu_facture"));

  @Test
  void saysWhatIsKnownOfARun() throws IOException {
    WebhookEvent event =
        MAPPER.readValue(
            Path.of("src/demo/events/05-receipt-low-confidence.json").toFile(), WebhookEvent.class);

    Ticket ticket = ticket(event, Reason.LOW_CONFIDENCE);

    assertThat(ticket.name()).isEqualTo("clr_1--evt_1");
    assertThat(ticket.type()).isEqualTo("receipt");
    assertThat(ticket.reason()).isEqualTo("LOW_CONFIDENCE");
    assertThat(ticket.explanation()).isEqualTo(Reason.LOW_CONFIDENCE.words());
    assertThat(ticket.facts())
        .contains(
            new Fact("Document", event.run().file().name()),
            new Fact("Classified as", "receipt"),
            new Fact("Confidence", "0.41"),
            new Fact("Threshold", "0.85"));
    assertThat(ticket.details())
        .contains(
            new Fact("Run status", "PROCESSED"),
            new Fact("Run", event.run().id()),
            new Fact("Workflow run", "workflow_run_1"),
            new Fact("Event", "evt_1"),
            new Fact("Received", "2026-05-18T07:41:32Z"),
            new Fact("As received", "clr_1--evt_1.json"));
    assertThat(ticket.reasoning())
        .containsExactlyElementsOf(
            event.run().output().insights().stream().map(ClassifyRun.Insight::content).toList());
    assertThat(ticket.alternatives())
        .extracting(Fact::label)
        .isNotEmpty()
        .doesNotContain("receipt");
    assertThat(ticket.dashboardUrl()).isEqualTo(event.run().dashboardUrl());
  }

  @ParameterizedTest
  @CsvSource({
    "0.62, 62 % sure (needs 85 %), 0.620",
    "0.4, 40 % sure (needs 85 %), 0.400",
    "0.8499999999999999, 84 % sure (needs 85 %), 0.849",
    "0.84999999999999999999999999, 84 % sure (needs 85 %), 0.849",
    "1e-999999999, 0 % sure (needs 85 %), 0.000",
    "-1e-999999999, 0 % sure (needs 85 %), 0.000",
    "1e999999999, Not sure (needs 85 %), ''",
    "-1e999999999, Not sure (needs 85 %), ''",
    "0.8, 80 % sure (needs 85 %), 0.800",
    "0, 0 % sure (needs 85 %), 0.000",
    "5e-324, 0 % sure (needs 85 %), 0.000",
    "1.1, 110 % sure (needs 85 %), 1.100",
    "999.9999, 99999 % sure (needs 85 %), 999.999",
    "1e300, Not sure (needs 85 %), ''",
    "null, Not sure (needs 85 %), ''",
    "'\"0.97\"', Not sure (needs 85 %), ''"
  })
  void subjectAsksInPlainWordsHowSureRoundedDownAndNamesTheDocument(
      String confidence, String shown, String sortable) {
    Ticket ticket =
        ticket(
            "{\"file\":{\"name\":\"scan 7.pdf\"},"
                + "\"output\":{\"type\":\"receipt\",\"confidence\":%s}}".formatted(confidence),
            Reason.LOW_CONFIDENCE);

    assertThat(ticket.subject()).isEqualTo("Is this a receipt? %s - scan 7.pdf", shown);
    assertThat(ticket.confidence()).isEqualTo(sortable);
  }

  @ParameterizedTest
  @CsvSource({
    "invoice, an",
    "receipt, a",
    "ID card, an",
    "unsigned_form, an",
    "utility_bill, a",
    "university_letter, a",
    "8-K, an",
    "1099, a",
    "収入, a"
  })
  void theQuestionReadsAsItIsSpoken(String type, String article) {
    Ticket ticket =
        ticket(
            "{\"output\":{\"type\":\"%s\",\"confidence\":0.42}}".formatted(type),
            Reason.LOW_CONFIDENCE);

    assertThat(ticket.question())
        .isEqualTo("Is this %s %s? 42 %% sure (needs 85 %%)", article, type);
  }

  @ParameterizedTest
  @CsvSource({
    "UNREADABLE, An event that cannot be read",
    "PAYLOAD_UNAVAILABLE, A run that could not be fetched",
    "RUN_FAILED, Extend could not classify this: PARSING_ERROR",
    "NOT_FINISHED, Extend had not finished this",
    "NO_OUTPUT, What is this? Extend gave it no type",
    "INVALID_CONFIDENCE, Is this a passport? Confidence missing or out of range",
    "LOW_CONFIDENCE, Is this a passport? 97 % sure (needs 85 %)",
    "UNROUTED_TYPE, 'Is this a passport? 97 % sure, but no route takes it'",
    "OTHER_TYPE, What is this? None of the types fits"
  })
  void eachReasonAsksOrSaysWhatHappened(Reason reason, String question) {
    Ticket ticket =
        ticket(
            "{\"failureReason\":\"PARSING_ERROR\",\"output\":{\"type\":\"passport\",\"confidence\":0.97}}",
            reason);

    assertThat(ticket.question()).isEqualTo(question);
    assertThat(ticket.reason()).isEqualTo(reason.name());
  }

  @ParameterizedTest
  @CsvSource({
    "0.9, 0.90, 90 %",
    "0.90, 0.90, 90 %",
    "1, 1.00, 100 %",
    "0.875, 0.875, 87.5 %",
    "0.8999999999999999999999, 0.8999999999999999999999, 89.99999999999999999999 %"
  })
  void thresholdAndConfidenceAreShownTheSameWay(String threshold, String shown, String percent)
      throws IOException {
    WebhookEvent event =
        event("{\"output\":{\"type\":\"receipt\",\"confidence\":%s}}".formatted(threshold));

    Ticket ticket = ticket(event, Reason.LOW_CONFIDENCE, Map.of(HeaderNames.THRESHOLD, threshold));

    assertThat(fact(ticket, "Confidence")).isEqualTo(shown);
    assertThat(fact(ticket, "Threshold")).isEqualTo(shown);
    assertThat(ticket.question()).endsWith("(needs " + percent + ")");
  }

  @Test
  void saysWhichDirectoryIsWhichAnswer() {
    assertThat(unsure("receipt", Reason.LOW_CONFIDENCE).answers())
        .isEqualTo(
            new Answers(
                "",
                "",
                List.of(
                    new Fact("Yes: deliver it", "confirm/"),
                    new Fact(
                        "No: deliver it as",
                        "as/Bank Statement/, as/recu_facture/ (Reçu/Facture!)"),
                    new Fact("Reject: file it, deliver nothing", "reject/"))));
  }

  @Test
  void aTypeThatNoRouteTakesIsFiledEvenIfItIsRight() {
    assertThat(unsure("passport", Reason.UNROUTED_TYPE).answers().directories())
        .startsWith(new Fact("Yes: file it, no route takes it", "confirm/"));
  }

  @Test
  void withoutATypeThereIsNothingToConfirm() {
    assertThat(ticket("{}", Reason.NO_OUTPUT).answers().directories())
        .startsWith(
            new Fact(
                "Deliver it as",
                "as/receipt/, as/Bank Statement/, as/recu_facture/ (Reçu/Facture!)"))
        .extracting(Fact::value)
        .doesNotContain("confirm/");
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"UNREADABLE", "PAYLOAD_UNAVAILABLE", "RUN_FAILED", "NOT_FINISHED"})
  void whatCannotGoOnCanOnlyBeRejectedOrReplayed(Reason reason) {
    Answers answers = unsure("receipt", reason).answers();

    assertThat(answers.limit()).contains("Reject it", "replayed");
    assertThat(answers.directories()).extracting(Fact::value).containsExactly("reject/");
  }

  @Test
  void namesNoWayThatIsNotSwitchedOn() throws IOException {
    WebhookEvent event = event("{\"output\":{\"type\":\"receipt\",\"confidence\":0.5}}");

    Answers answers =
        new TicketWriter(false, () -> ROUTED)
            .ticket(
                BODY,
                event,
                Reason.LOW_CONFIDENCE,
                with(Map.of(HeaderNames.BRANCH, "receipt")),
                null,
                "https://router.example.com/review/1")
            .answers();

    assertThat(answers)
        .isEqualTo(new Answers("", "https://router.example.com/review/1", List.of()));
  }

  private static Ticket unsure(String type, Reason reason) {
    try {
      WebhookEvent event =
          event("{\"output\":{\"type\":\"%s\",\"confidence\":0.5}}".formatted(type));
      return ticket(event, reason, Map.of(HeaderNames.BRANCH, type));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static WebhookEvent event(String run) throws IOException {
    ObjectNode event = MAPPER.createObjectNode().put("eventType", "classify_run.processed");
    event.set("payload", MAPPER.readTree(run));
    return MAPPER.treeToValue(event, WebhookEvent.class);
  }

  @Test
  void subjectOfARunWithNothingKnown() {
    assertThat(ticket("{}", Reason.NO_OUTPUT).subject())
        .isEqualTo("What is this? Extend gave it no type - evt_1");
  }

  @Test
  void confidenceFactIsNotRounded() {
    assertThat(fact(confidenceTicket("0.8499999999999999"), "Confidence"))
        .isEqualTo("0.8499999999999999");
    assertThat(fact(confidenceTicket("0.84999999999999999999999999"), "Confidence"))
        .isEqualTo("0.84999999999999999999999999");
    assertThat(fact(confidenceTicket("1e-999999999"), "Confidence")).isEqualTo("1E-999999999");
    assertThat(fact(confidenceTicket("null"), "Confidence")).isEqualTo("missing or not a number");
    assertThat(fact(confidenceTicket("\"0.9\""), "Confidence"))
        .isEqualTo("missing or not a number");
  }

  private static Ticket confidenceTicket(String confidence) {
    return ticket(
        "{\"output\":{\"type\":\"receipt\",\"confidence\":%s}}".formatted(confidence),
        Reason.INVALID_CONFIDENCE);
  }

  @Test
  void ticketOfARunThatCouldNotBeFetchedSaysWhyAndWhatItsEnvelopeTells() throws IOException {
    WebhookEvent event =
        MAPPER.readValue(
            "{\"eventType\":\"classify_run.processed\",\"payload\":{\"object\":\"signed_data_url\",\"data\":\"https://files.example.com/x?key\",\"id\":\"clr_1\",\"metadata\":{\"tenant\":\"north\"}}}",
            WebhookEvent.class);

    Ticket ticket =
        ticket(
            event,
            Reason.PAYLOAD_UNAVAILABLE,
            Map.of(HeaderNames.PAYLOAD_FAILURE, "files.example.com answered 404"));

    assertThat(ticket.subject()).isEqualTo("A run that could not be fetched - evt_1");
    assertThat(ticket.facts()).startsWith(new Fact("Payload", "files.example.com answered 404"));
    assertThat(ticket.details())
        .contains(new Fact("Run", "clr_1"), new Fact("Metadata", "{\"tenant\":\"north\"}"));
    assertThat(ticket.toString()).doesNotContain("https://files");
  }

  @Test
  void ticketOfAnUnreadableEventSaysWhatIsWrongWithItAndWhoseItIs() {
    Ticket ticket =
        ticket(
            null,
            Reason.UNREADABLE,
            Map.of(HeaderNames.READ_FAILURE, "it says twice what its output\r\nis"));

    assertThat(ticket.facts())
        .containsExactly(new Fact("Cause", "it says twice what its output is"));
    assertThat(ticket.details()).startsWith(new Fact("Run", "clr_1"));
  }

  @Test
  void ticketOfAnUnreadableEventSaysWhereItsBytesAre() {
    Ticket ticket =
        writer()
            .ticket(
                "not JSON".getBytes(UTF_8),
                null,
                Reason.UNREADABLE,
                Map.of(
                    HeaderNames.FILE_NAME, "sha256-1",
                    HeaderNames.EVENT_ID, "sha256-1",
                    HeaderNames.RUN_ID, "-",
                    HeaderNames.RECEIVED_AT, "2026-05-18T07:41:32Z",
                    HeaderNames.THRESHOLD, "0.85"),
                null,
                null);

    assertThat(ticket.subject()).isEqualTo("An event that cannot be read - sha256-1");
    assertThat(ticket.type()).isEmpty();
    assertThat(ticket.explanation()).isEqualTo(Reason.UNREADABLE.words());
    assertThat(ticket.facts()).isEmpty();
    assertThat(ticket.details())
        .containsExactly(
            new Fact("Event", "sha256-1"),
            new Fact("Received", "2026-05-18T07:41:32Z"),
            new Fact("Size", "8 bytes"),
            new Fact("As received", "sha256-1.json"));
    assertThat(ticket.reasoning()).isEmpty();
    assertThat(ticket.alternatives()).isEmpty();
    assertThat(ticket.dashboardUrl()).isEmpty();
  }

  @Test
  void ticketOfAFailedRunGivesExtendsReasonAndMessage() throws IOException {
    WebhookEvent event =
        MAPPER.readValue(
            Path.of("src/demo/events/09-run-failed-unreadable-file.json").toFile(),
            WebhookEvent.class);

    Ticket ticket = ticket(event, Reason.RUN_FAILED);

    assertThat(event.run().failureReason()).isNotBlank();
    assertThat(event.run().failureMessage()).isNotBlank();
    assertThat(fact(ticket, "Failure")).isEqualTo(event.run().failureReason());
    assertThat(fact(ticket, "Message")).isEqualTo(event.run().failureMessage());
    assertThat(ticket.subject())
        .isEqualTo("Extend could not classify this: %s - evt_1", event.run().failureReason());
    assertThat(ticket.facts())
        .extracting(Fact::label)
        .doesNotContain("Confidence", "Classified as");
  }

  @Test
  void ticketOfAFailureOfTheAccountIsForOperatorsAndSaysWhatToDo() {
    String outOfCredits = "{\"failureReason\":\"OUT_OF_CREDITS\"}";
    Ticket ticket = ticket(outOfCredits, Reason.RUN_FAILED);

    assertThat(ticket.forOperators()).isTrue();
    assertThat(fact(ticket, "What to do")).contains("add credits");
    assertThat(ticket(outOfCredits, Reason.NOT_FINISHED).forOperators()).isFalse();
    assertThat(ticket("{\"failureReason\":\"PARSING_ERROR\"}", Reason.RUN_FAILED).forOperators())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.pdf\\r\\nBcc: everyone@example.com",
        "a.pdf\\nBcc: everyone@example.com",
        "a.pdf\\u2028Bcc: everyone@example.com",
        "a.pdf\\u0085Bcc: everyone@example.com"
      })
  void lineBreaksInAFileNameAddNoLine(String name) {
    Ticket ticket = named(name);

    assertThat(ticket.subject())
        .isEqualTo("Is this a receipt? 50 % sure (needs 85 %) - a.pdf Bcc: everyone@example.com");
    assertThat(fact(ticket, "Document")).isEqualTo("a.pdf Bcc: everyone@example.com");
  }

  @Test
  void rightToLeftOverrideIsTakenOutAndEmojiStays() {
    Ticket ticket = named("🧾 مدفوع \\u202Efdp.exe");

    assertThat(ticket.subject())
        .isEqualTo("Is this a receipt? 50 % sure (needs 85 %) - 🧾 مدفوع  fdp.exe");
    assertThat(fact(ticket, "Document")).isEqualTo("🧾 مدفوع  fdp.exe");
  }

  @Test
  void aNameOfInvisibleCharactersAloneIsNone() {
    assertThat(named("\\u202E\\u200B").subject())
        .isEqualTo("Is this a receipt? 50 % sure (needs 85 %) - evt_1");
  }

  @Test
  void endlessTextsAreCut() {
    String endless = "n".repeat(10_240);
    Ticket ticket =
        ticket(
            ("{\"id\":\"%1$s\",\"status\":\"%1$s\",\"failureReason\":\"%1$s\","
                    + "\"failureMessage\":\"%1$s\",\"metadata\":{\"a\":\"%1$s\"},"
                    + "\"file\":{\"name\":\"%1$s\",\"type\":\"%1$s\"},"
                    + "\"classifier\":{\"name\":\"%1$s\"},\"createdAt\":\"%1$s\","
                    + "\"config\":{\"classifications\":[{\"type\":\"%1$s2\",\"description\":\"%1$s\"}]},"
                    + "\"output\":{\"type\":\"%1$s\",\"confidence\":0.5,"
                    + "\"insights\":[{\"content\":\"%1$s\"}]}}")
                .formatted(endless),
            Reason.LOW_CONFIDENCE);

    assertThat(ticket.subject()).hasSizeLessThan(250).contains("…? 50 % sure").endsWith("n…");
    assertThat(ticket.type()).hasSizeLessThanOrEqualTo(200);
    assertThat(Stream.concat(ticket.facts().stream(), ticket.details().stream()))
        .hasSizeGreaterThan(12)
        .allSatisfy(fact -> assertThat(fact.value()).hasSizeLessThanOrEqualTo(200));
    assertThat(ticket.reasoning())
        .singleElement()
        .satisfies(line -> assertThat(line).hasSize(2000).endsWith("…"));
    assertThat(ticket.alternatives())
        .singleElement()
        .satisfies(fact -> assertThat(fact.value()).hasSize(200));
  }

  @Test
  void reasoningKeepsItsParagraphsAndIsBounded() {
    Ticket ticket =
        ticket(
            "{\"output\":{\"insights\":[null,{},{\"content\":\"one\\r\\n\\n  two\\u0007\"},"
                + "{\"content\":\"%s\"}]}}".formatted("x\\n".repeat(1000)),
            Reason.LOW_CONFIDENCE);

    assertThat(ticket.reasoning()).startsWith("one", "two", "x").hasSize(50);
  }

  @Test
  void alternativesLeaveOutTheChosenTypeAndWhatIsNull() {
    Ticket ticket =
        ticket(
            "{\"output\":{\"type\":\"receipt\"},\"config\":{\"classifications\":[null,"
                + "{\"type\":\"receipt\"},{\"type\":\"invoice\",\"description\":\"a\\nb\"},{}]}}",
            Reason.LOW_CONFIDENCE);

    assertThat(ticket.alternatives()).containsExactly(new Fact("invoice", "a b"), new Fact("", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "JavaScript://example.com/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "ftp://example.com/",
        "//example.com/",
        "/runs/1",
        "https:",
        "https:example.com",
        "https://",
        "https:///runs",
        "https://example.com/\\\"onclick=\\\"alert(1)",
        "https://example.com/a b",
        "https://example.com/\\nx",
        " https://example.com/",
        "not an address",
        ""
      })
  void whatIsNoWebAddressIsNotLinked(String url) {
    assertThat(ticket("{\"dashboardUrl\":\"%s\"}".formatted(url), Reason.NO_OUTPUT).dashboardUrl())
        .isEmpty();
  }

  @Test
  void webAddressesAreLinkedUnlessEndless() {
    String run = "https://dashboard.extend.ai/runs/clr_1?a=b&c=d#e";

    assertThat(ticket("{\"dashboardUrl\":\"%s\"}".formatted(run), Reason.NO_OUTPUT).dashboardUrl())
        .isEqualTo(run);
    assertThat(
            ticket(
                    "{\"dashboardUrl\":\"%s\"}".formatted(run + "x".repeat(10_240)),
                    Reason.NO_OUTPUT)
                .dashboardUrl())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "passport, passport, 'add routes/types/passport.camel.yaml with a route from jms:extend.accept.passport'",
    "Bank Statement, , 'list the type in extend.types with branch: bank_statement, and add routes/types/bank_statement.camel.yaml with a route from jms:extend.accept.bank_statement'",
    "Reçu/Facture!, , 'list the type in extend.types with branch: recu_facture, and add routes/types/recu_facture.camel.yaml with a route from jms:extend.accept.recu_facture'",
    "収入, , 'list the type in extend.types with branch: branch_1, and add routes/types/branch_1.camel.yaml with a route from jms:extend.accept.branch_1'"
  })
  void ticketOfAnUnroutedTypeSaysWhichFileToAdd(String type, String branch, String advice)
      throws IOException {
    WebhookEvent event =
        MAPPER.readValue(
            "{\"eventType\":\"classify_run.processed\",\"payload\":{\"output\":{\"type\":\"%s\"}}}"
                .formatted(type),
            WebhookEvent.class);

    Map<String, String> headers = branch == null ? Map.of() : Map.of(HeaderNames.BRANCH, branch);
    assertThat(fact(ticket(event, Reason.UNROUTED_TYPE, headers), "To route it")).isEqualTo(advice);
    assertThat(ticket(event, Reason.LOW_CONFIDENCE, headers).facts())
        .extracting(Fact::label)
        .doesNotContain("To route it");
  }

  @Test
  void everySampleEventGivesATicket() throws IOException {
    TicketTemplates templates = new TicketTemplates((Path) null);
    try (var files = Files.list(Path.of("src/demo/events"))) {
      for (Path file : files.toList()) {
        Ticket ticket =
            ticket(MAPPER.readValue(file.toFile(), WebhookEvent.class), Reason.UNROUTED_TYPE);

        assertThat(ticket.subject()).as(file.toString()).doesNotContain("UNROUTED_TYPE");
        assertThat(templates.text(ticket)).startsWith("REVIEW: UNROUTED_TYPE\n");
        assertThat(templates.html(ticket)).doesNotContain("<script", "<img");
      }
    }
  }

  private static String fact(Ticket ticket, String label) {
    return ticket.facts().stream()
        .filter(fact -> fact.label().equals(label))
        .map(Fact::value)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + label + " in " + ticket));
  }

  private static Ticket named(String fileName) {
    return ticket(
        "{\"file\":{\"name\":\"%s\"},\"output\":{\"type\":\"receipt\",\"confidence\":0.5}}"
            .formatted(fileName),
        Reason.LOW_CONFIDENCE);
  }

  static Ticket ticket(String run, Reason reason) {
    try {
      return ticket(event(run), reason);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Ticket ticket(WebhookEvent event, Reason reason) {
    return ticket(event, reason, Map.of());
  }

  private static Ticket ticket(WebhookEvent event, Reason reason, Map<String, String> more) {
    return writer().ticket(BODY, event, reason, with(more), null, null);
  }

  private static Map<String, String> with(Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(HEADERS);
    headers.putAll(more);
    return headers;
  }

  private static TicketWriter writer() {
    return new TicketWriter(true, () -> ROUTED);
  }
}
