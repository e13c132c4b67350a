package org.extendrouter.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.extendrouter.monitoring.Dashboard.Panel;
import org.junit.jupiter.api.Test;

/** The dashboard as it stands in its file. */
class DashboardTest {

  @Test
  void eachPanelIsAQuestionWithAUnit() {
    assertThat(Dashboard.panels())
        .hasSizeGreaterThan(20)
        .allSatisfy(
            panel -> {
              assertThat(panel.title()).endsWith("?");
              assertThat(panel.unit()).as(panel.title()).isNotEmpty();
              assertThat(panel.queries()).as(panel.title()).isNotEmpty();
            })
        .extracting(Panel::title)
        .doesNotHaveDuplicates();
  }

  @Test
  void theDataSourceAndTheJobAreForThePersonAtTheScreenToChoose() {
    assertThat(Dashboard.read().path("templating").path("list"))
        .extracting(variable -> variable.path("name").asText())
        .containsExactly("datasource", "job", "type");
    assertThat(Dashboard.panels())
        .allSatisfy(
            panel -> {
              assertThat(panel.sources()).containsExactly("${datasource}");
              assertThat(panel.queries())
                  .allSatisfy(query -> assertThat(query.expression()).contains("{job=~\"$job\""));
            });
  }

  @Test
  void noPanelCoversAnother() {
    List<String> covered = new ArrayList<>();
    List<JsonNode> places = new ArrayList<>();
    for (JsonNode panel : Dashboard.read().path("panels")) {
      JsonNode place = panel.path("gridPos");
      if (places.stream().anyMatch(other -> overlap(place, other))) {
        covered.add(panel.path("title").asText());
      }
      places.add(place);
    }
    assertThat(covered).isEmpty();
    assertThat(places).allMatch(place -> end(place, "x", "w") <= 24);
    assertThat(Dashboard.read().path("panels").findValues("id")).doesNotHaveDuplicates();
  }

  private static boolean overlap(JsonNode one, JsonNode other) {
    return one.path("x").asInt() < end(other, "x", "w")
        && other.path("x").asInt() < end(one, "x", "w")
        && one.path("y").asInt() < end(other, "y", "h")
        && other.path("y").asInt() < end(one, "y", "h");
  }

  private static int end(JsonNode place, String from, String size) {
    return place.path(from).asInt() + place.path(size).asInt();
  }
}
