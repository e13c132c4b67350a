package org.extendrouter.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * A step of a workflow run (the SDK's {@code StepRun}): the payload of {@code
 * workflow_run.step_run.processed}, and an element of a workflow run's {@code stepRuns}.
 *
 * @param json the step, as far as it was read
 */
public record StepRun(JsonNode json) {

  private static final Set<String> FAILED = Set.of("FAILED", "CANCELLED");

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
   * Whether the step failed.
   *
   * @return true also if there is no run of which triage could say more than that
   */
  public boolean failed() {
    return FAILED.contains(json.path("status").asText()) || !result().isObject();
  }

  /** The run; if the step failed, with that status, and at least with the step's id and file. */
  JsonNode asClassifyRun() {
    if (!failed()) {
      return result();
    }
    ObjectNode run = JsonNodeFactory.instance.objectNode();
    run.put("id", json.path("id").textValue());
    run.set("file", json.path("files").path(0));
    if (result() instanceof ObjectNode result) {
      run.setAll(result);
    }
    return run.put("status", "FAILED");
  }
}
