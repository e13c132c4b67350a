package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.extendrouter.monitoring.Alerts;
import org.extendrouter.monitoring.Alerts.Rule;
import org.extendrouter.monitoring.Dashboard;
import org.extendrouter.monitoring.Dashboard.Panel;
import org.extendrouter.monitoring.Exported;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The alerts and the dashboard beside a router that has just started. */
class MonitoringIT {

  @TempDir static Path data;
  @TempDir Path work;

  @AutoClose static RunningRouter router;
  static Exported exported;

  @BeforeAll
  static void start() {
    router = RunningRouter.start(data, "extend.broker.watch-interval=100ms");
    Operator operator = new Operator(router);
    exported =
        await()
            .until(
                () -> Exported.read(operator.get("/prometheus").body()),
                page ->
                    page.series().containsKey("extend_review_open")
                        && page.missing("extend_queue_messages{queue=\"extend.inbox\"}", List.of())
                            .isEmpty());
  }

  static Stream<Rule> rules() {
    return Alerts.rules().stream();
  }

  static Stream<Panel> panels() {
    return Dashboard.panels().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void anAlertAsksForWhatIsExported(Rule rule) {
    assertThat(exported.missing(rule.expression(), List.of())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("panels")
  void aPanelAsksForWhatIsExported(Panel panel) {
    assertThat(panel.queries())
        .allSatisfy(
            query -> assertThat(exported.missing(query.expression(), query.labels())).isEmpty());
  }

  @Test
  void theDiskIsThatOfTheData() {
    assertThat(exported.series().get("disk_free_bytes"))
        .containsExactly(Map.of("path", data.toString()));
  }

  @Test
  void eachPanelHasDataInARealPrometheus() throws Exception {
    Tools.require("bash", "curl", "jq", "openssl", "prometheus");
    Checked checked = checkDashboard();
    assertThat(checked.output().lines())
        .as(checked.output())
        .hasSameSizeAs(Dashboard.panels())
        .allMatch(line -> line.matches("data +.+\\?: [1-9]\\d* series"));
    assertThat(checked.status()).isZero();
  }

  @Test
  void aPanelWithoutDataIsNamed() throws Exception {
    Tools.require("bash", "curl", "jq", "openssl", "prometheus");
    Path dashboard =
        Files.writeString(
            work.resolve("dashboard.json"),
            """
            {"panels": [
              {"title": "How many others?", "targets": [{"expr": "extend_others_total"}]},
              {"title": "How many tickets?", "targets": [{"expr": "extend_tickets"}]},
              {"title": "How many queues?", "targets": [{"expr": "count(extend_queue_messages"}]}
            ]}
            """);
    Checked checked = checkDashboard(dashboard.toString());
    assertThat(checked.output().lines())
        .anyMatch("NO DATA  How many tickets?"::equals)
        .anyMatch("NO DATA  How many queues?"::equals)
        .anyMatch(line -> line.contains("unclosed left parenthesis"))
        .anyMatch("data     How many others?: 1 series"::equals);
    assertThat(checked.status()).isEqualTo(1);
  }

  private record Checked(int status, String output) {}

  private static Checked checkDashboard(String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder script =
        new ProcessBuilder(
                Stream.concat(Stream.of("src/monitoring/check-dashboard.sh"), Stream.of(arguments))
                    .toList())
            .redirectErrorStream(true);
    script
        .environment()
        .putAll(
            Map.of(
                "SERVER_PORT",
                String.valueOf(router.extend().port()),
                "MANAGEMENT_SERVER_PORT",
                String.valueOf(router.managementPort()),
                "EXTEND_SIGNING_SECRETS",
                Extend.SECRET,
                "SECONDS_TO_WAIT",
                arguments.length == 0 ? "60" : "10"));
    Process process = script.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Checked(process.waitFor(), output);
  }
}
