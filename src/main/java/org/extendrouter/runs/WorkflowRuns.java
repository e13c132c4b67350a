package org.extendrouter.runs;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.extendrouter.commit.AfterCommit;
import org.extendrouter.event.EventMapper;
import org.extendrouter.event.EventType;
import org.extendrouter.event.StepRun;
import org.extendrouter.event.WebhookEvent;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.RunIds;
import org.extendrouter.names.VariableNames;
import org.extendrouter.runs.WorkflowProperties.RunsFrom;
import org.extendrouter.text.JsonText;
import org.extendrouter.text.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Says what classify runs the events of a workflow hold, and which of them are routed. */
@Component("extendWorkflowRuns")
public final class WorkflowRuns {

  private static final Logger LOG = LoggerFactory.getLogger(WorkflowRuns.class);

  private static final int LONGEST_ID = 120;

  private final RunsFrom runsFrom;
  private final ObjectWriter writer;
  private final AfterCommit afterCommit;
  private final Counter routed;
  private final Counter counted;
  private final Counter unknown;

  WorkflowRuns(
      WorkflowProperties properties,
      EventMapper mapper,
      AfterCommit afterCommit,
      MeterRegistry meters) {
    this.afterCommit = afterCommit;
    this.runsFrom = properties.runsFrom();
    // A run's id may hold half a surrogate pair, which can be written only as an escape.
    this.writer = mapper.json().writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);
    this.routed = meters.counter("extend.workflow.runs", "routed", "true");
    this.counted = meters.counter("extend.workflow.runs", "routed", "false");
    this.unknown = meters.counter("extend.unknown.runs");
  }

  /**
   * What is done with an event, by {@code extend.workflow.runs-from}.
   *
   * @param event the event; null if it could not be read
   * @return the event's kind, but OTHER for a step's event if runs are taken from completed
   *     workflows; null if it could not be read
   */
  public EventType.Kind kind(@Variable(VariableNames.EVENT) WebhookEvent event) {
    if (event == null) {
      return null;
    }
    boolean comesAgain =
        runsFrom == RunsFrom.COMPLETED && event.type() == EventType.WORKFLOW_STEP_RUN_PROCESSED;
    return comesAgain ? EventType.Kind.OTHER : event.kind();
  }

  /**
   * Sets the variable {@code kind}: what is done with an event, in one word. Of a classify run that
   * this version does not find in it people are told, since nothing else would come of it.
   *
   * @param exchange of the event
   * @param event the event; null if it could not be read, and then it is of no kind
   */
  public void sort(Exchange exchange, @Variable(VariableNames.EVENT) WebhookEvent event) {
    EventType.Kind kind = kind(event);
    exchange.setVariable(VariableNames.KIND, kind == null ? null : kind.name());
    if (event != null && exchange.getMessage().getHeader(HeaderNames.PAYLOAD_FAILURE) == null) {
      UnknownRuns.in(event).ifPresent(what -> tell(exchange, event, what));
    }
  }

  private void tell(Exchange exchange, WebhookEvent event, String what) {
    LOG.warn(
        "not routed event={} run={}: it holds a classify run, or should, and this version does not know {}; it is kept in data/others/: update the router, then run its document again in Extend",
        exchange.getMessage().getHeader(HeaderNames.EVENT_ID),
        runOrPayload(event.payload()),
        what);
    afterCommit.run(exchange, unknown::increment);
  }

  private static String runOrPayload(JsonNode payload) {
    JsonNode run = payload.path("result").path("classifyRun").path("id");
    String id = (run.isTextual() ? run : payload.path("id")).textValue();
    return SafeText.isVisible(id) ? SafeText.oneLine(id, LONGEST_ID) : RunIds.UNKNOWN;
  }

  /**
   * Makes an event of its own of each run that is to be routed, the same each time the event is
   * delivered: its {@code eventId} with the run's id appended, its {@code eventType}, and for
   * {@code payload} the run as it came. A step that has no sound run is the payload itself.
   *
   * @param exchange of the event; once that is committed its runs are counted
   * @param body the event as it was received
   * @param event an event of kind WORKFLOW_RUN
   * @param eventId the id by which the inbox knows the event
   * @return the bytes of an event for each run, in the order of the steps
   * @throws IOException if the body is not the event
   */
  public List<byte[]> split(
      Exchange exchange,
      @Body byte[] body,
      @Variable(VariableNames.EVENT) WebhookEvent event,
      @Header(HeaderNames.EVENT_ID) String eventId)
      throws IOException {
    List<byte[]> events = new ArrayList<>();
    List<JsonText> texts =
        JsonText.of(body, writer.getFactory()).field("payload").field("stepRuns").elements();
    for (int i = 0; i < texts.size(); i++) {
      StepRun step = new StepRun(event.payload().path("stepRuns").path(i));
      if (!step.classifies()) {
        continue;
      }
      if (runsFrom == RunsFrom.STEPS && isUnreviewed(step.result())) {
        afterCommit.run(exchange, counted::increment);
        continue;
      }
      afterCommit.run(exchange, routed::increment);
      ObjectNode own = JsonNodeFactory.instance.objectNode();
      own.put("eventId", eventId + "-" + id(step, i + 1));
      own.put("eventType", event.eventType());
      JsonText payload = texts.get(i);
      if (isWhole(step)) {
        payload = payload.field("result").field("classifyRun");
      }
      own.putRawValue("payload", new RawValue(payload.toString()));
      events.add(writer.writeValueAsBytes(own));
    }
    return events;
  }

  /** What is neither true nor false goes on, too: triage then says that it cannot be read. */
  private static boolean isUnreviewed(JsonNode run) {
    JsonNode reviewed = run.path("reviewed");
    return reviewed.isMissingNode() || reviewed.isNull() || reviewed.equals(BooleanNode.FALSE);
  }

  private static boolean isWhole(StepRun step) {
    return step.succeeded() && WebhookEvent.isClassifyRun(step.result());
  }

  private static String id(StepRun step, int position) {
    String run = step.result().path("id").asText("");
    String id = run.isBlank() ? step.json().path("id").asText("") : run;
    return id.isBlank() ? "step-" + position : id;
  }
}
