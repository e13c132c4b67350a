package org.extendrouter.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A step of a workflow run (the SDK's {@code StepRun}): the payload of {@code
 * workflow_run.step_run.processed}, and an element of a workflow run's {@code stepRuns}.
 *
 * @param json the step, as far as it was read
 */
public record StepRun(JsonNode json) {

  /**
   * Whether the step classifies.
   *
   * @return false for steps that extract, split or do anything else
   */
  public boolean classifies() {
    return "CLASSIFY".equals(json.path("stepType").textValue());
  }

  /**
   * The classify run.
   *
   * @return the run as it came; a missing node if the step has no result
   */
  public JsonNode result() {
    return json.path("result").path("classifyRun");
  }

  /**
   * Whether the step is done, and has a run.
   *
   * @return true also if it has no status; then its run tells
   */
  public boolean succeeded() {
    String status = json.path("status").asText("");
    return result().isObject() && (status.isEmpty() || status.equals("PROCESSED"));
  }

  /** The run; if the step did not succeed, as its status is, with the step's id and file. */
  JsonNode asClassifyRun() {
    if (succeeded()) {
      return result();
    }
    ObjectNode run = JsonNodeFactory.instance.objectNode();
    run.put("id", json.path("id").textValue());
    run.set("file", json.path("files").path(0));
    if (!(result() instanceof ObjectNode result)) {
      return run.put("status", "FAILED");
    }
    run.setAll(result);
    return run.set("status", json.path("status"));
  }
}
