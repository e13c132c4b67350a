package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ledger has of a run, as an operator asks for it. */
class LedgerIT {

  @TempDir static Path data;

  static RunningRouter router;
  static Extend extend;
  static Operator operator;

  @BeforeAll
  static void start() {
    router = RunningRouter.start(data);
    extend = router.extend();
    operator = new Operator(router);
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  @Test
  void aRunThatWasDeliveredTellsWhenAndByWhichRoute() throws Exception {
    Instant before = Instant.now().minusSeconds(1);
    String run = post("01-invoice-accepted");

    JsonNode entry = awaitEntry(run);
    assertThat(entry.path("type").asText()).isEqualTo("invoice");
    assertThat(entry.path("decision").asText()).isEqualTo("ACCEPTED");
    assertThat(entry.path("confidence").asDouble()).isEqualTo(0.97);
    assertThat(entry.path("threshold").asDouble()).isEqualTo(0.9);
    assertThat(entry.path("deliveredBy").asText()).isEqualTo("accept-invoice");
    assertThat(Instant.parse(entry.path("receivedAt").asText()))
        .isAfterOrEqualTo(before.minusSeconds(1));
    assertThat(Instant.parse(entry.path("decidedAt").asText())).isAfter(before);
    assertThat(Instant.parse(entry.path("deliveredAt").asText())).isAfter(before);
    for (String field :
        new String[] {
          "eventId",
          "classificationId",
          "classifierId",
          "classifierVersion",
          "baseProcessor",
          "fileId",
          "ticket"
        }) {
      assertThat(entry.path(field).asText()).as(field).isNotEmpty();
    }
  }

  @Test
  void aRunForReviewTellsWhy() throws Exception {
    String run = post("02-invoice-below-own-threshold");

    JsonNode entry = awaitEntry(run);
    assertThat(entry.path("decision").asText()).isEqualTo("LOW_CONFIDENCE");
    assertThat(entry.has("deliveredAt")).isFalse();
  }

  @Test
  void aReviewInExtendIsComparedWithWhatTheModelSaid() throws Exception {
    String run = post("07-person-reviewed-accepted");

    awaitEntry(run);
    JsonNode review = story(run).path("reviews").path(0);
    assertThat(review.path("decision").asText()).isEqualTo("correct");
    assertThat(review.path("modelType").asText()).isEqualTo("receipt");
    assertThat(review.path("type").asText()).isEqualTo("invoice");
    assertThat(review.path("channel").asText()).isEqualTo("extend");
  }

  private static String post(String sample) throws Exception {
    String run = "clr_" + UUID.randomUUID().toString().replace("-", "");
    String event = new String(Extend.fresh(sample).body(), StandardCharsets.UTF_8);
    byte[] body =
        event
            .replaceAll("\"id\": *\"clr_[^\"]*\"", "\"id\": \"" + run + "\"")
            .getBytes(StandardCharsets.UTF_8);
    assertThat(extend.post(body).statusCode()).isEqualTo(200);
    return run;
  }

  private static JsonNode awaitEntry(String run) {
    return await().until(() -> story(run).path("events").path(0), JsonNode::isObject);
  }

  private static JsonNode story(String run) throws Exception {
    return Operator.json(operator.get("/runs/" + run));
  }
}
