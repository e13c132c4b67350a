package org.extendrouter.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.extendrouter.event.WebhookEvent;
import org.extendrouter.triage.TriageProperties.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriageTest {

  private static final BigDecimal DEFAULT = new BigDecimal("0.85");
  private static final BigDecimal INVOICE = new BigDecimal("0.90");
  private static final Set<String> NOT_DELIVERED = Set.of("passport", "other");
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final Triage triage =
      new Triage(
          new TypeSettings(
              new TriageProperties(
                  DEFAULT,
                  List.of(
                      new Type("invoice", null, INVOICE, List.of("cls_invoice", "cls_invoice_old")),
                      new Type("receipt", null, null, List.of("cls_receipt")),
                      new Type("certain", null, BigDecimal.ONE, List.of()),
                      new Type("anything", null, BigDecimal.ZERO, List.of()),
                      new Type(
                          "Bank Statement",
                          "bank_statement",
                          new BigDecimal("0.95"),
                          List.of("cls_bank")),
                      new Type("Kontoauszug", "bank_statement", new BigDecimal("0.5"), List.of()),
                      new Type(
                          "Rechnung/Gutschrift",
                          null,
                          new BigDecimal("0.7"),
                          List.of("cls_credit"))))),
          branch -> !NOT_DELIVERED.contains(branch));

  @Test
  void whatCannotBeReadIsUnreadable() {
    Decision decision = triage.decide(null);

    assertThat(decision).isEqualTo(new Decision(null, DEFAULT, Reason.UNREADABLE));
    assertThat(decision.accepted()).isFalse();
    assertThat(decision.outcome()).isEqualTo("UNREADABLE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"classify_run.processed", "classify_run.failed", "processor_run.failed"})
  void aRunThatIsStillBehindItsUrlCouldNotBeFetched(String type) {
    Decision decision =
        triage.decide(
            event(
                type, "{\"object\":\"signed_data_url\",\"data\":\"https://x\",\"id\":\"clr_1\"}"));

    assertThat(decision).isEqualTo(new Decision(null, DEFAULT, Reason.PAYLOAD_UNAVAILABLE));
  }

  @Test
  void aSureRunIsAccepted() {
    Decision decision = decide(run("PROCESSED", false, output("receipt", "0.86")));

    assertThat(decision).isEqualTo(new Decision("receipt", DEFAULT, null));
    assertThat(decision.accepted()).isTrue();
    assertThat(decision.outcome()).isEqualTo("ACCEPTED");
  }

  /** Every combination of what can be wrong, judged by the order of the architecture. */
  static Stream<Arguments> combinations() {
    Stream.Builder<Arguments> all = Stream.builder();
    String[] types = {
      "classify_run.processed",
      "classify_run.failed",
      "processor_run.processed",
      "processor_run.failed"
    };
    String[] statuses = {
      "\"PROCESSED\"",
      "\"FAILED\"",
      "\"CANCELLED\"",
      "\"PENDING\"",
      "\"PROCESSING\"",
      "\"NEW_ONE\"",
      "\"processed\"",
      "null"
    };
    String[] confidences = {"", "0.99", "0.10", "1.1", "-0.1", "\"0.99\"", "null", "no output"};
    for (String type : types) {
      for (String status : statuses) {
        for (boolean reviewed : new boolean[] {false, true}) {
          for (String confidence : confidences) {
            all.add(
                arguments(
                    type,
                    status,
                    reviewed,
                    confidence,
                    expected(type, status, reviewed, confidence)));
          }
        }
      }
    }
    return all.build();
  }

  private static Reason expected(String type, String status, boolean reviewed, String confidence) {
    if (type.endsWith("failed") || status.equals("\"FAILED\"") || status.equals("\"CANCELLED\"")) {
      return Reason.RUN_FAILED;
    }
    if (reviewed) {
      return confidence.equals("no output") ? Reason.UNROUTED_TYPE : null;
    }
    if (!status.equals("\"PROCESSED\"")) {
      return Reason.NOT_FINISHED;
    }
    return switch (confidence) {
      case "no output" -> Reason.NO_OUTPUT;
      case "0.99" -> null;
      case "0.10" -> Reason.LOW_CONFIDENCE;
      default -> Reason.INVALID_CONFIDENCE;
    };
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void theFirstReasonThatAppliesIsGiven(
      String type, String status, boolean reviewed, String confidence, Reason expected) {
    String output =
        switch (confidence) {
          case "no output" -> "null";
          case "" -> "{\"type\":\"receipt\"}";
          default -> output("receipt", confidence);
        };
    String payload =
        "{\"type\":\"CLASSIFY\",\"status\":%s,\"reviewed\":%b,\"output\":%s}"
            .formatted(status, reviewed, output);

    assertThat(triage.decide(event(type, payload)).reason()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"receipt, 0.85", "unheard_of, 0.8500", "invoice, 0.9", "certain, 1.0", "anything, 0"})
  void aConfidenceThatEqualsItsThresholdIsAccepted(String type, String confidence) {
    assertThat(decide(run("PROCESSED", false, output(type, confidence))).reason()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "receipt, 0.8499999999999999",
    "receipt, 0.84999999999999999999999999999999",
    "invoice, 0.8999999999999999999999",
    "invoice, 0.89999999999999997",
    "certain, 0.99999999999999999999999999"
  })
  void aConfidenceJustBelowItsThresholdIsNotHoweverCloseItIs(String type, String confidence) {
    assertThat(decide(run("PROCESSED", false, output(type, confidence))).reason())
        .isEqualTo(Reason.LOW_CONFIDENCE);
  }

  @ParameterizedTest
  @CsvSource({
    "1e-999999999, LOW_CONFIDENCE",
    "0e-999999999, LOW_CONFIDENCE",
    "0e999999999, LOW_CONFIDENCE",
    "1e999999999, INVALID_CONFIDENCE",
    "-1e-999999999, INVALID_CONFIDENCE",
    "-1e999999999, INVALID_CONFIDENCE"
  })
  @Timeout(5)
  void anExponentIsNeverWrittenOut(String confidence, Reason reason) {
    assertThat(decide(run("PROCESSED", false, output("receipt", confidence))).reason())
        .isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "OUT_OF_CREDITS, OUT_OF_CREDITS, true",
    "INVALID_PROCESSOR, INVALID_PROCESSOR, true",
    "INVALID_CONFIGURATION, INVALID_CONFIGURATION, true",
    "INTERNAL_ERROR, INTERNAL_ERROR, true",
    "PARSING_ERROR, PARSING_ERROR, false",
    "out_of_credits, OTHER, false",
    "ADDED_LATER, OTHER, false",
    "OTHER, OTHER, false",
    ", OTHER, false"
  })
  void tellsCausesForOperatorsFromThoseOfTheDocument(
      String failureReason, FailureCause cause, boolean forOperators) {
    String reason = failureReason == null ? "null" : '"' + failureReason + '"';
    WebhookEvent event = event("classify_run.failed", "{\"failureReason\":%s}".formatted(reason));

    assertThat(triage.failureCause(event)).isEqualTo(cause);
    assertThat(cause.isForOperators()).isEqualTo(forOperators);
    assertThat(cause.remedy() != null).isEqualTo(forOperators);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "0.0", "1.0", "-0.0", "5e-324", "1e-400"})
  void theEndsOfTheRangeAreConfidences(String confidence) {
    assertThat(decide(run("PROCESSED", false, output("anything", confidence))).reason()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1",
        "1.00000000000000000000001",
        "-0.1",
        "-5e-324",
        "97",
        "1e308",
        "1e400",
        "null",
        "\"0.97\"",
        "\"NaN\"",
        "true",
        "[]",
        "{}"
      })
  void whatIsNoConfidenceIsInvalid(String confidence) {
    assertThat(decide(run("PROCESSED", false, output("anything", confidence))).reason())
        .isEqualTo(Reason.INVALID_CONFIDENCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.01", "1.1", "null", "\"high\""})
  void whatAPersonReviewedIsAcceptedWhateverItsConfidence(String confidence) {
    Decision decision = decide(run("PROCESSED", true, output("invoice", confidence)));

    assertThat(decision).isEqualTo(new Decision("invoice", INVOICE, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"a\",\"type\":\"invoice\"} | {\"id\":\"a\",\"type\":\"receipt\"}",
        "{\"id\":\"a\",\"type\":\"invoice\"} | {\"id\":\"b\",\"type\":\"receipt\"}",
        "{\"type\":\"invoice\"} | {\"type\":\"Invoice\"}",
        "{\"type\":\"invoice\"} | {\"id\":\"cls_receipt\",\"type\":\"invoice\"}",
        "{\"id\":\"a\",\"type\":\"invoice\"} | {\"id\":\"b\"}",
        "{\"id\":\"cls_receipt\",\"type\":\"x\"} | {\"id\":\"cls_bank\",\"type\":\"x\"}"
      })
  void aReviewedRunWhoseOutputIsNotThatOfTheReviewGoesToAPerson(String outputs) {
    assertThat(decide(reviewed(outputs, "")))
        .isEqualTo(new Decision(null, DEFAULT, Reason.UNREADABLE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"a\",\"type\":\"invoice\"} | {\"id\":\"a\",\"type\":\"invoice\"}",
        "{\"id\":\"cls_invoice\",\"type\":\"new\"} | {\"id\":\"cls_invoice\",\"type\":\"old\"}",
        "{\"id\":\"cls_invoice\",\"type\":\"new\"} | {\"id\":\"z\",\"type\":\"invoice\"}",
        "{\"id\":\"cls_invoice\",\"type\":\"new\"} | {\"type\":\"new\"}",
        "{\"type\":\"invoice\"} | null",
        "{\"type\":\"invoice\"} | \"receipt\"",
        "{\"id\":\"a\",\"type\":\"invoice\"} | {\"id\":\"a\"}",
        "{\"type\":\"invoice\"} | {}"
      })
  void aReviewThatSaysTheSameIsAcceptedHoweverTheTypeIsNamed(String outputs) {
    assertThat(decide(reviewed(outputs, ""))).isEqualTo(new Decision("invoice", INVOICE, null));
  }

  @Test
  void noMetadataHidesWhatTheReviewSays() {
    String much = ",\"metadata\":[%s0]".formatted("0,".repeat(20_000));

    assertThat(decide(reviewed("{\"type\":\"invoice\"} | {\"type\":\"receipt\"}", much)).reason())
        .isEqualTo(Reason.UNREADABLE);
  }

  private static String reviewed(String outputs, String before) {
    String[] both = outputs.split(" \\| ");
    return "{\"status\":\"PROCESSED\",\"reviewed\":true%s,\"output\":%s,\"reviewedOutput\":%s}"
        .formatted(before, both[0], both[1]);
  }

  @Test
  void aReviewedRunWithoutOutputHasNoBranch() {
    assertThat(decide(run("PROCESSED", true, "null")))
        .isEqualTo(new Decision(null, DEFAULT, Reason.UNROUTED_TYPE));
  }

  @Test
  void aTypeWithItsOwnThresholdDoesNotLendItToOthers() {
    assertThat(decide(run("PROCESSED", false, output("invoice", "0.87"))).reason())
        .isEqualTo(Reason.LOW_CONFIDENCE);
    assertThat(decide(run("PROCESSED", false, output("receipt", "0.87"))).reason()).isNull();
    assertThat(decide(run("PROCESSED", false, output("Invoice", "0.87"))).reason()).isNull();
  }

  @Test
  void anIdKeepsItsBranchAndThresholdThroughARename() {
    String renamed = "{\"id\":\"cls_invoice\",\"type\":\"Vendor bill\",\"confidence\":0.87}";

    assertThat(decide(run("PROCESSED", false, renamed)))
        .isEqualTo(new Decision("invoice", INVOICE, Reason.LOW_CONFIDENCE));
    assertThat(decide(run("PROCESSED", false, renamed.replace("0.87", "0.9"))))
        .isEqualTo(new Decision("invoice", INVOICE, null));
    assertThat(decide(run("PROCESSED", false, renamed.replace("cls_invoice", "cls_invoice_old"))))
        .isEqualTo(new Decision("invoice", INVOICE, Reason.LOW_CONFIDENCE));
  }

  @Test
  void anIdCountsMoreThanATypeOfAnotherBranch() {
    String swapped = "{\"id\":\"cls_receipt\",\"type\":\"invoice\",\"confidence\":0.87}";

    assertThat(decide(run("PROCESSED", false, swapped)))
        .isEqualTo(new Decision("receipt", DEFAULT, null));
  }

  @Test
  void anUnknownIdLeavesTheTypeToDecide() {
    String unknown = "{\"id\":\"cls_new\",\"type\":\"invoice\",\"confidence\":0.95}";

    assertThat(decide(run("PROCESSED", false, unknown)))
        .isEqualTo(new Decision("invoice", INVOICE, null));
  }

  @ParameterizedTest
  @CsvSource({
    "passport, passport, UNROUTED_TYPE",
    "other, other, OTHER_TYPE",
    "Other, Other, ",
    "invoice, invoice, ",
    "Bank Statement, bank_statement, ",
    "Rechnung/Gutschrift, , UNROUTED_TYPE",
    "収入, , UNROUTED_TYPE",
    "invoice?timeToLive=1, , UNROUTED_TYPE",
    "' invoice', , UNROUTED_TYPE",
    "a.b, , UNROUTED_TYPE"
  })
  void aSureRunGoesToTheBranchOfItsTypeIfThatIsDelivered(
      String type, String branch, Reason reason) {
    Decision decision = decide(run("PROCESSED", false, output(type, "0.99")));

    assertThat(decision.branch()).isEqualTo(branch);
    assertThat(decision.reason()).isEqualTo(reason);
  }

  @Test
  void whatNobodyDeliversIsLowConfidenceFirst() {
    assertThat(decide(run("PROCESSED", false, output("other", "0.1"))).reason())
        .isEqualTo(Reason.LOW_CONFIDENCE);
    assertThat(decide(run("PROCESSED", true, output("other", "0.1"))).reason())
        .isEqualTo(Reason.OTHER_TYPE);
    assertThat(decide(run("PROCESSED", true, "null")).reason()).isEqualTo(Reason.UNROUTED_TYPE);
  }

  @ParameterizedTest
  @CsvSource({
    "Bank Statement, 0.95",
    "Kontoauszug, 0.5",
    // Named as the branch itself: the strictest of what leads there.
    "bank_statement, 0.95",
    "Rechnung/Gutschrift, 0.7",
    "収入, 0.85"
  })
  void thresholdsFollowTheTypeAndElseTheBranch(String type, BigDecimal threshold) {
    assertThat(decide(run("PROCESSED", false, output(type, "0.99"))).threshold())
        .isEqualTo(threshold);
  }

  @Test
  void anIdLeadsToTheBranchOfItsEntryAndToNoneIfThatHasNone() {
    String renamed = "{\"id\":\"cls_bank\",\"type\":\"Statement of account\",\"confidence\":0.96}";
    String unnamed = "{\"id\":\"cls_credit\",\"type\":\"invoice\",\"confidence\":0.96}";

    assertThat(decide(run("PROCESSED", false, renamed)))
        .isEqualTo(new Decision("bank_statement", new BigDecimal("0.95"), null));
    assertThat(decide(run("PROCESSED", false, unnamed)))
        .isEqualTo(new Decision(null, new BigDecimal("0.7"), Reason.UNROUTED_TYPE));
  }

  @Test
  void aFailedRunStillSaysItsBranch() {
    assertThat(decide(run("FAILED", false, output("invoice", "0.99"))))
        .isEqualTo(new Decision("invoice", INVOICE, Reason.RUN_FAILED));
  }

  @Test
  void theDocumentationsOwnSampleEndsInReview() throws IOException {
    WebhookEvent sample =
        MAPPER.readValue(
            Path.of("src/demo/events/99-documentation-sample.json").toFile(), WebhookEvent.class);

    assertThat(triage.decide(sample).reason()).isEqualTo(Reason.NOT_FINISHED);
  }

  @Test
  void reasonsStandInTheOrderInWhichTheyAreLookedFor() {
    assertThat(Reason.values())
        .extracting(Reason::name)
        .containsExactly(
            "UNREADABLE",
            "PAYLOAD_UNAVAILABLE",
            "RUN_FAILED",
            "NOT_FINISHED",
            "NO_OUTPUT",
            "INVALID_CONFIDENCE",
            "LOW_CONFIDENCE",
            "UNROUTED_TYPE",
            "OTHER_TYPE",
            "REVIEWED_OTHERWISE");
    assertThat(Reason.values()).allSatisfy(reason -> assertThat(reason.words()).endsWith("."));
  }

  private Decision decide(String payload) {
    return triage.decide(event("classify_run.processed", payload));
  }

  private static String output(String type, String confidence) {
    return "{\"type\":\"%s\",\"confidence\":%s}".formatted(type, confidence);
  }

  private static String run(String status, boolean reviewed, String output) {
    return "{\"status\":\"%s\",\"reviewed\":%b,\"output\":%s}".formatted(status, reviewed, output);
  }

  private static WebhookEvent event(String type, String payload) {
    try {
      JsonNode event =
          MAPPER.readTree("{\"eventType\":\"%s\",\"payload\":%s}".formatted(type, payload));
      return MAPPER.treeToValue(event, WebhookEvent.class);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
