package org.extendrouter.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The dashboard for Grafana. */
public final class Dashboard {

  private static final Path FILE = Path.of("src/monitoring/dashboard.json");
  private static final Pattern LEGEND_LABEL = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

  private Dashboard() {}

  /**
   * What a panel asks.
   *
   * @param expression in Prometheus's language, with Grafana's variables
   * @param legend what a series is called
   */
  public record Query(String expression, String legend) {

    /** The labels that the legend shows. */
    public List<String> labels() {
      return LEGEND_LABEL.matcher(legend).results().map(label -> label.group(1)).toList();
    }
  }

  /**
   * A panel with data.
   *
   * @param title a question
   * @param unit Grafana's name of it; empty if there is none
   * @param sources the ids of the data sources it names
   * @param queries what it asks
   */
  public record Panel(String title, String unit, List<String> sources, List<Query> queries) {}

  /** All panels but the titles of rows. */
  public static List<Panel> panels() {
    return stream(read().path("panels"))
        .filter(panel -> panel.has("targets"))
        .map(
            panel ->
                new Panel(
                    panel.path("title").asText(),
                    unit(panel),
                    panel.findValues("uid").stream().map(JsonNode::asText).distinct().toList(),
                    stream(panel.path("targets"))
                        .map(
                            target ->
                                new Query(
                                    target.path("expr").asText(),
                                    target.path("legendFormat").asText()))
                        .toList()))
        .toList();
  }

  private static String unit(JsonNode panel) {
    return Stream.of("/fieldConfig/defaults/unit", "/options/yAxis/unit")
        .map(path -> panel.at(path).asText())
        .filter(unit -> !unit.isEmpty())
        .findFirst()
        .orElse("");
  }

  static JsonNode read() {
    try {
      return new ObjectMapper().readTree(FILE.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<JsonNode> stream(JsonNode nodes) {
    return StreamSupport.stream(nodes.spliterator(), false);
  }
}
