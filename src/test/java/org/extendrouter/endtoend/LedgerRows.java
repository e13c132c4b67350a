package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.extendrouter.endtoend.EventStream.Numbered;

/** What the ledger has of a stream's events, as an operator asks for it. */
final class LedgerRows {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final PackagedRouter router;

  LedgerRows(PackagedRouter router) {
    this.router = router;
  }

  /**
   * Waits until each event has one row with what its files show, and each ticket that was decided
   * one with the decision; no run may have another row. The story of each run is waited for by
   * itself, since it takes its time beside busy neighbours.
   *
   * @param confirmed whether the ticket of an event was confirmed; of those decided, the others
   *     were rejected
   */
  void awaitExactly(Collection<Numbered> events, Predicate<Numbered> confirmed) {
    Map<String, List<Numbered>> runs =
        events.stream().collect(Collectors.groupingBy(Numbered::run));
    runs.forEach(
        (run, of) ->
            await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .pollDelay(Duration.ZERO)
                .untilAsserted(
                    () ->
                        assertThat(rows(run))
                            .as("rows of the ledger of " + run)
                            .containsExactlyInAnyOrderElementsOf(expected(of, confirmed))));
  }

  private static List<String> expected(List<Numbered> events, Predicate<Numbered> confirmed) {
    List<String> rows = new ArrayList<>();
    for (Numbered event : events) {
      boolean delivered = !event.isForReview() || confirmed.test(event);
      rows.add(run(event.id(), event.decision(), delivered));
      if (event.isDecided()) {
        rows.add(review(event.name(), confirmed.test(event) ? "confirm" : "reject"));
      }
    }
    return rows;
  }

  private List<String> rows(String run) throws Exception {
    JsonNode story = MAPPER.readTree(router.actuator("/runs/" + run));
    List<String> rows = new ArrayList<>();
    for (JsonNode row : story.path("events")) {
      rows.add(
          run(row.path("eventId").asText(), row.path("decision").asText(), row.has("deliveredAt")));
    }
    for (JsonNode row : story.path("reviews")) {
      rows.add(review(row.path("ticket").asText(), row.path("decision").asText()));
    }
    return rows;
  }

  private static String run(String eventId, String decision, boolean delivered) {
    return "event " + eventId + " " + decision + (delivered ? " delivered" : "");
  }

  private static String review(String ticket, String decision) {
    return "review " + ticket + " " + decision;
  }
}
