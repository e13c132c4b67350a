package org.extendrouter.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The payload of {@code processor_run.*}, as in Extend's API version 2025-04-21 (the SDK's {@code
 * LegacyProcessorRun}): a classify run under other names, or the run of another processor.
 */
final class ProcessorRun {

  private static final String CLASSIFY = "CLASSIFY";

  private ProcessorRun() {}

  /**
   * The run with the names of {@link ClassifyRun}. What has no name there stays as it came.
   *
   * @param payload the payload as it came; not changed
   * @return the run; null if its processor does not classify
   */
  static ObjectNode asClassifyRun(ObjectNode payload) {
    if (!CLASSIFY.equals(payload.path("type").textValue())) {
      return null;
    }
    ObjectNode run = payload.deepCopy();
    if (run.has("processorId") || run.has("processorName")) {
      ObjectNode classifier = run.putObject("classifier");
      move(run, "processorId", classifier, "id");
      move(run, "processorName", classifier, "name");
    }
    move(run, "url", run, "dashboardUrl");
    JsonNode document = run.path("files").path(0);
    if (document.isObject()) {
      run.set("file", document);
    }
    return run;
  }

  private static void move(ObjectNode from, String name, ObjectNode to, String newName) {
    JsonNode value = from.remove(name);
    if (value != null) {
      to.set(newName, value);
    }
  }
}
