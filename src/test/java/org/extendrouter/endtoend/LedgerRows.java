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
import java.util.TreeSet;
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
   * one with the decision; there must be no other row.
   *
   * @param confirmed whether the ticket of an event was confirmed; of those decided, the others
   *     were rejected
   */
  void awaitExactly(Collection<Numbered> events, Predicate<Numbered> confirmed) {
    List<String> runs = new ArrayList<>();
    List<String> reviews = new ArrayList<>();
    for (Numbered event : events) {
      boolean delivered = !event.isForReview() || confirmed.test(event);
      runs.add(run(event.id(), event.decision(), delivered));
      if (event.isDecided()) {
        reviews.add(review(event.name(), confirmed.test(event) ? "confirm" : "reject"));
      }
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              List<String> runRows = new ArrayList<>();
              List<String> reviewRows = new ArrayList<>();
              for (String run : events.stream().map(Numbered::run).collect(Collectors.toSet())) {
                JsonNode story = MAPPER.readTree(router.actuator("/runs/" + run));
                for (JsonNode row : story.path("events")) {
                  runRows.add(
                      run(
                          row.path("eventId").asText(),
                          row.path("decision").asText(),
                          row.has("deliveredAt")));
                }
                for (JsonNode row : story.path("reviews")) {
                  reviewRows.add(
                      review(row.path("ticket").asText(), row.path("decision").asText()));
                }
              }
              assertSame("runs", runRows, runs);
              assertSame("reviews", reviewRows, reviews);
            });
  }

  private static String run(String eventId, String decision, boolean delivered) {
    return eventId + " " + decision + (delivered ? " delivered" : "");
  }

  private static String review(String ticket, String decision) {
    return ticket + " " + decision;
  }

  /** Names those that differ alone: there are many. */
  private static void assertSame(String what, List<String> rows, List<String> expected) {
    assertThat(missing(expected, rows)).as("rows of %s that the ledger lacks", what).isEmpty();
    assertThat(missing(rows, expected)).as("rows of %s that are too many", what).isEmpty();
  }

  private static Collection<String> missing(List<String> all, List<String> some) {
    Map<String, Long> counted =
        some.stream().collect(Collectors.groupingBy(row -> row, Collectors.counting()));
    return all.stream()
        .collect(Collectors.groupingBy(row -> row, Collectors.counting()))
        .entrySet()
        .stream()
        .filter(row -> row.getValue() > counted.getOrDefault(row.getKey(), 0L))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
