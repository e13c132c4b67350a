package org.extendrouter.runs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.extendrouter.commit.AfterCommit;
import org.extendrouter.event.EventMapper;
import org.extendrouter.event.EventType;
import org.extendrouter.event.WebhookEvent;
import org.extendrouter.runs.WorkflowProperties.RunsFrom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

class WorkflowRunsTest {

  private static final String COMPLETED = "workflow_run.completed";

  @EnableConfigurationProperties(WorkflowProperties.class)
  static class Properties {}

  private final ObjectMapper mapper = new EventMapper().json();

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"result":{"classifyRun":{"id":"clr_1"}},"id":"wsr_1"} | clr_1
          {"result":{"classifyRun":{}},"id":"wsr_1"}             | wsr_1
          {"result":{"classifyRun":{"id":""}},"id":null}         | -
          {"result":{"classifyRun":{}},"id":null}                | -
          {"result":{"classifyRun":{}}}                          | -
          """)
  @ExtendWith(OutputCaptureExtension.class)
  void whatIsNotRoutedIsToldWithItsRun(String payload, String run, CapturedOutput output)
      throws IOException {
    DefaultExchange exchange = new DefaultExchange(new DefaultCamelContext());

    workflowRuns(RunsFrom.STEPS).sort(exchange, event("step.done", payload));

    assertThat(output).contains(" run=" + run + ": it holds a classify run");
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

  @ParameterizedTest
  @ValueSource(strings = {"", "\"id\":null,", "\"id\":\"\","})
  void runsWithoutAnIdOfTheirOwnGoByTheirSteps(String id) throws IOException {
    String step =
        "{\"id\":%s,\"stepType\":\"CLASSIFY\",\"result\":{\"classifyRun\":{%s\"output\":null}}}";

    assertThat(
            split(
                RunsFrom.COMPLETED,
                step.formatted("\"step_1\"", id),
                step.formatted("\"step_2\"", id),
                step.formatted("null", id)))
        .extracting(event -> event.path("eventId").textValue())
        .containsExactly("evt_1-step_1", "evt_1-step_2", "evt_1-step-3");
  }

  @ParameterizedTest
  @CsvSource({
    "FAILED, FAILED",
    "CANCELLED, CANCELLED",
    "WAITING, WAITING",
    "REJECTED, REJECTED",
    "PROCESSED, DONE",
    "'', DONE"
  })
  void theRunOfAStepThatIsNotDoneGoesOnWithTheStatusOfTheStep(String status, String expected)
      throws IOException {
    JsonNode event =
        split(
                RunsFrom.COMPLETED,
                step("{\"id\":\"clr_1\",\"status\":\"DONE\",\"output\":{}}")
                    .replace("PROCESSED", status))
            .get(0);

    WebhookEvent read = mapper.readValue(event.toString(), WebhookEvent.class);
    assertThat(event.path("eventId").textValue()).isEqualTo("evt_1-clr_1");
    assertThat(read.run().id()).isEqualTo("clr_1");
    assertThat(read.run().status()).isEqualTo(expected);
  }

  @Test
  void aRunGoesOnWithAllThatItHolds() throws IOException {
    String run =
        "{ \"id\":\"clr_1\", \"reviewed\" : true,\n\"output\":{\"confidence\":0.9700},"
            + "\"metadata\":{\"a\":1e9999999999,\"b\":\"\\uD83D\",\"c\":\"ü漢😀\",\"d\":"
            + "9".repeat(2000)
            + ",\"e\":1,\"e\":2}}";
    byte[] body =
        ("\uFEFF"
                + new String(
                    body(COMPLETED, "{\"漢\":\"😀\",\"stepRuns\":[%s]}".formatted(step(run))),
                    UTF_8))
            .getBytes(UTF_8);

    assertThat(split(RunsFrom.STEPS, body))
        .containsExactly(
            "{\"eventId\":\"evt_1-clr_1\",\"eventType\":\"%s\",\"payload\":%s}"
                .formatted(COMPLETED, run));
  }

  @Test
  void aLargeWorkflowIsSplitWhateverItsOtherStepsHold() throws IOException {
    String extracted =
        "{\"stepType\":\"EXTRACT\",\"result\":{\"values\":[%s0]}}"
            .formatted("{\"a\":1},".repeat(300_000));
    String run =
        "{\"id\":\"clr_1\",\"reviewed\":true,\"output\":{},\"usage\":[%s0]}"
            .formatted("{},".repeat(300_000));

    assertThat(split(RunsFrom.STEPS, extracted, step(run)))
        .extracting(event -> event.path("eventId").textValue())
        .containsExactly("evt_1-clr_1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"stepRuns\":7}", "{\"stepRuns\":{\"a\":1}}", "{\"stepRuns\":[]}"})
  void aWorkflowRunWithoutStepsHoldsNoRun(String payload) throws IOException {
    assertThat(split(RunsFrom.COMPLETED, body(COMPLETED, payload))).isEmpty();
  }

  @Test
  void aRunWithTwoStatusesHoldsUpNoOtherOfItsWorkflow() throws IOException {
    String run = "{\"id\":\"clr_1\",\"status\":\"PROCESSED\",\"status\":\"FAILED\",\"output\":{}}";
    byte[] body =
        body(
            COMPLETED,
            "{\"stepRuns\":[%s,%s]}"
                .formatted(step(run), step("{\"id\":\"clr_2\",\"output\":{}}")));

    List<String> events = split(RunsFrom.COMPLETED, body);

    assertThat(events).hasSize(2);
    assertThatThrownBy(() -> mapper.readValue(events.get(0), WebhookEvent.class))
        .hasMessageContaining("it says twice what its status is");
    assertThat(mapper.readValue(events.get(1), WebhookEvent.class).run().id()).isEqualTo("clr_2");
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
    List<JsonNode> events =
        split(runsFrom, body(COMPLETED, "{\"stepRuns\":[%s]}".formatted(String.join(",", steps))))
            .stream()
            .map(this::tree)
            .toList();
    assertThat(events)
        .allSatisfy(own -> assertThat(own.path("eventType").textValue()).isEqualTo(COMPLETED));
    return events;
  }

  private List<String> split(RunsFrom runsFrom, byte[] body) throws IOException {
    WebhookEvent event = mapper.readValue(body, WebhookEvent.class);
    return workflowRuns(runsFrom)
        .split(new DefaultExchange(new DefaultCamelContext()), body, event, "evt_1")
        .stream()
        .map(own -> new String(own, UTF_8))
        .toList();
  }

  private JsonNode tree(String json) {
    try {
      return mapper.readTree(json);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private WorkflowRuns workflowRuns(RunsFrom runsFrom) {
    return new WorkflowRuns(
        new WorkflowProperties(runsFrom),
        new EventMapper(),
        new AfterCommit(),
        new SimpleMeterRegistry());
  }

  private WebhookEvent event(String type, String payload) throws IOException {
    return mapper.readValue(body(type, payload), WebhookEvent.class);
  }

  private static byte[] body(String type, String payload) {
    return "{\"eventType\":\"%s\",\"payload\":%s}".formatted(type, payload).getBytes(UTF_8);
  }
}
