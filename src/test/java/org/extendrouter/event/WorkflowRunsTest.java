package org.extendrouter.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.List;
import org.extendrouter.event.WorkflowProperties.RunsFrom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class WorkflowRunsTest {

  private static final String COMPLETED = "workflow_run.completed";

  @EnableConfigurationProperties(WorkflowProperties.class)
  static class Properties {}

  private final ObjectMapper mapper = new EventConfiguration().eventMapper();

  @ParameterizedTest
  @CsvSource({
    "workflow_run.step_run.processed, STEPS, RUN",
    "workflow_run.step_run.processed, COMPLETED, OTHER",
    "workflow_run.completed, STEPS, WORKFLOW_RUN",
    "workflow_run.completed, COMPLETED, WORKFLOW_RUN",
    "classify_run.processed, COMPLETED, RUN"
  })
  void whereRunsComeFromDecidesWhatIsDoneWithSteps(
      String type, RunsFrom runsFrom, EventType.Kind kind) throws IOException {
    String payload = type.equals(COMPLETED) ? "{\"stepRuns\":[]}" : "{\"stepType\":\"CLASSIFY\"}";

    assertThat(workflowRuns(runsFrom).kind(event(type, payload))).isEqualTo(kind);
  }

  @Test
  void anUnreadableEventHasNoKind() {
    assertThat(workflowRuns(RunsFrom.STEPS).kind(null)).isNull();
  }

  @Test
  void fromStepsOnlyReviewedRunsGoOn() throws IOException {
    List<JsonNode> events =
        split(
            RunsFrom.STEPS,
            step("{\"id\":\"clr_1\",\"reviewed\":false}"),
            step("{\"id\":\"clr_2\",\"reviewed\":true,\"output\":null}"),
            step("{\"id\":\"clr_3\",\"reviewed\":null}"),
            step("{\"id\":\"clr_4\"}"),
            step("{\"id\":\"clr_5\",\"reviewed\":true,\"object\":\"classify_run\"}"),
            "{\"stepType\":\"EXTRACT\",\"result\":{\"classifyRun\":{\"reviewed\":true}}}",
            "7");

    assertThat(events)
        .extracting(event -> event.path("eventId").textValue())
        .containsExactly("evt_1-clr_2", "evt_1-clr_5");
    assertThat(events)
        .extracting(event -> event.path("payload").toString())
        .containsExactly(
            "{\"id\":\"clr_2\",\"reviewed\":true,\"output\":null}",
            "{\"id\":\"clr_5\",\"reviewed\":true,\"object\":\"classify_run\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"true\"", "7", "0", "[]", "{}", "\"\""})
  void whatMayHaveBeenReviewedGoesOnAndCannotBeRead(String reviewed) throws IOException {
    List<JsonNode> events =
        split(
            RunsFrom.STEPS,
            step("{\"id\":\"clr_1\",\"output\":{},\"reviewed\":%s}".formatted(reviewed)));

    assertThat(events).hasSize(1);
    assertThat(events.get(0).path("payload").path("reviewed").toString()).isEqualTo(reviewed);
  }

  @Test
  void fromCompletedEachClassifyStepGoesOnUnderANameOfItsOwn() throws IOException {
    String withoutResult = "{\"id\":\"step_2\",\"stepType\":\"CLASSIFY\",\"result\":null}";
    String nameless = "{\"stepType\":\"CLASSIFY\"}";
    String failed =
        "{\"stepType\":\"CLASSIFY\",\"status\":\"FAILED\",\"result\":{\"classifyRun\":"
            + "{\"id\":\"clr_4\",\"output\":null}}}";
    List<JsonNode> events =
        split(
            RunsFrom.COMPLETED,
            step("{\"id\":\"clr_1\",\"output\":null}"),
            withoutResult,
            nameless,
            nameless,
            failed);

    assertThat(events)
        .extracting(event -> event.path("eventId").textValue())
        .containsExactly(
            "evt_1-clr_1", "evt_1-step_2", "evt_1-step-3", "evt_1-step-4", "evt_1-clr_4");
    assertThat(events)
        .extracting(event -> event.path("payload").toString())
        .containsExactly(
            "{\"id\":\"clr_1\",\"output\":null}", withoutResult, nameless, nameless, failed);
    for (JsonNode event : events.subList(1, 5)) {
      WebhookEvent read = mapper.readValue(event.toString(), WebhookEvent.class);
      assertThat(read.kind()).isEqualTo(EventType.Kind.RUN);
      assertThat(read.run().status()).isEqualTo("FAILED");
    }
  }

  @Test
  void aRunGoesOnWithAllThatItHolds() throws IOException {
    String run =
        "{\"id\":\"clr_1\",\"reviewed\":true,\"output\":{\"confidence\":0.9700},"
            + "\"metadata\":{\"a\":1e400,\"b\":\"\\uD83D\",\"c\":\"ü漢😀\",\"d\":0.10000000000000000001}}";
    List<JsonNode> events = split(RunsFrom.STEPS, step(run));

    assertThat(events.get(0).path("payload")).isEqualTo(mapper.readTree(run));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"stepRuns\":7}", "{\"stepRuns\":{\"a\":1}}", "{\"stepRuns\":[]}"})
  void aWorkflowRunWithoutStepsHoldsNoRun(String payload) throws IOException {
    assertThat(workflowRuns(RunsFrom.COMPLETED).split(event(COMPLETED, payload), "evt_1"))
        .isEmpty();
  }

  @Test
  void runsComeFromStepsOrCompletedWorkflows() {
    ApplicationContextRunner context =
        new ApplicationContextRunner().withUserConfiguration(Properties.class);
    context
        .withPropertyValues("extend.workflow.runs-from=completed")
        .run(
            started ->
                assertThat(started.getBean(WorkflowProperties.class).runsFrom())
                    .isEqualTo(RunsFrom.COMPLETED));
    context
        .withPropertyValues("extend.workflow.runs-from=")
        .run(
            stopped ->
                assertThat(stopped)
                    .getFailure()
                    .hasStackTraceContaining(
                        "set extend.workflow.runs-from to steps or completed"));
    context
        .withPropertyValues("extend.workflow.runs-from=both")
        .run(
            stopped ->
                assertThat(stopped)
                    .getFailure()
                    .hasStackTraceContaining("extend.workflow.runs-from"));
  }

  private static String step(String run) {
    return "{\"stepType\":\"CLASSIFY\",\"status\":\"PROCESSED\",\"result\":{\"classifyRun\":%s}}"
        .formatted(run);
  }

  private List<JsonNode> split(RunsFrom runsFrom, String... steps) throws IOException {
    WebhookEvent event = event(COMPLETED, "{\"stepRuns\":[%s]}".formatted(String.join(",", steps)));
    List<JsonNode> events =
        workflowRuns(runsFrom).split(event, "evt_1").stream().map(this::tree).toList();
    assertThat(events)
        .allSatisfy(own -> assertThat(own.path("eventType").textValue()).isEqualTo(COMPLETED));
    return events;
  }

  private JsonNode tree(byte[] json) {
    try {
      return mapper.readTree(json);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private WorkflowRuns workflowRuns(RunsFrom runsFrom) {
    return new WorkflowRuns(new WorkflowProperties(runsFrom), mapper, new SimpleMeterRegistry());
  }

  private WebhookEvent event(String type, String payload) throws IOException {
    return mapper.readValue(
        "{\"eventType\":\"%s\",\"payload\":%s}".formatted(type, payload).getBytes(UTF_8),
        WebhookEvent.class);
  }
}
