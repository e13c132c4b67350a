package org.extendrouter.runs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.extendrouter.event.StepRun;
import org.extendrouter.event.WebhookEvent;
import org.extendrouter.text.SafeText;

/**
 * Classify runs that come in a way that this version does not know, as they will once Extend has
 * given an event, a step or a field another name.
 */
final class UnknownRuns {

  private static final String CLASSIFY = "CLASSIFY";
  private static final String RUN_EVENTS = "classify_run.";
  private static final int LONGEST = 100;

  private UnknownRuns() {}

  /**
   * What of an event is not known.
   *
   * @param event an event that could be read
   * @return in words; nothing if all its runs are found, or if it is not about classification
   */
  static Optional<String> in(WebhookEvent event) {
    return switch (event.kind()) {
      case WORKFLOW_RUN -> inWorkflow(event.payload().path("stepRuns"));
      case OTHER -> inOther(event, event.payload());
      default -> Optional.empty();
    };
  }

  private static Optional<String> inWorkflow(JsonNode steps) {
    return steps.isArray()
        ? StreamSupport.stream(steps.spliterator(), false)
            .flatMap(step -> inStep(step).stream())
            .findFirst()
        : Optional.of("a completed workflow without a list of stepRuns");
  }

  private static Optional<String> inOther(WebhookEvent event, JsonNode payload) {
    return switch (event.type()) {
      case WORKFLOW_STEP_RUN_PROCESSED -> inStep(payload);
      case PROCESSOR_RUN_PROCESSED, PROCESSOR_RUN_FAILED ->
          inProcessorRun(payload.path("type"), payload);
      default ->
          event.eventType().startsWith(RUN_EVENTS)
                  || payload.path("object").asText().equals("classify_run")
                  || payload.path("result").path("classifyRun").isObject()
              ? Optional.of("the event type " + quoted(event.eventType()))
              : Optional.empty();
    };
  }

  private static Optional<String> inStep(JsonNode json) {
    StepRun step = new StepRun(json);
    String type = json.path("stepType").asText();
    return !step.classifies() && (step.result().isObject() || type.equalsIgnoreCase(CLASSIFY))
        ? Optional.of("a step of the type " + quoted(type))
        : Optional.empty();
  }

  /** What other processors put out has no confidence in a type, whatever fields a document has. */
  private static Optional<String> inProcessorRun(JsonNode type, JsonNode payload) {
    boolean classifies =
        type.isTextual()
            ? type.textValue().equalsIgnoreCase(CLASSIFY)
            : payload.path("output").path("type").isTextual()
                && payload.path("output").has("confidence");
    return classifies
        ? Optional.of("a processor of the type " + quoted(type.asText()))
        : Optional.empty();
  }

  private static String quoted(String text) {
    return '"' + SafeText.oneLine(text, LONGEST) + '"';
  }
}
