package org.extendrouter.runheaders;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.extendrouter.event.ClassifyRun;
import org.extendrouter.event.ClassifyRun.Output;
import org.extendrouter.event.WebhookEvent;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.VariableNames;
import org.extendrouter.text.SafeText;
import org.extendrouter.triage.Decision;
import org.springframework.stereotype.Component;

/**
 * The headers by which routes know a run without opening its body. All are strings on one line;
 * what the run does not say has no header.
 */
@Component("extendRunHeaders")
public final class RunHeaders {

  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_VALUE = 1000;
  private static final int MOST_METADATA = 100;

  /**
   * Sets the headers of a run.
   *
   * @param event the event; null if it could not be read
   * @param decision what triage said of it
   * @param headers the message's headers
   */
  public void set(
      @Variable(VariableNames.EVENT) WebhookEvent event,
      @Variable(VariableNames.DECISION) Decision decision,
      @Headers Map<String, Object> headers) {
    put(headers, HeaderNames.DECISION, decision.outcome());
    put(headers, HeaderNames.THRESHOLD, decision.threshold());
    put(headers, HeaderNames.BRANCH, decision.branch());
    ClassifyRun run = event == null ? null : event.run();
    if (run == null) {
      return;
    }
    put(headers, HeaderNames.REVIEWED, run.reviewed());
    Output output = run.output();
    if (output != null) {
      put(headers, HeaderNames.TYPE, output.type());
      put(headers, HeaderNames.CLASSIFICATION_ID, output.id());
      put(headers, HeaderNames.CONFIDENCE, output.confidence());
    }
    if (run.file() != null) {
      put(headers, HeaderNames.FILE_ID, run.file().id());
    }
    if (run.classifier() != null) {
      put(headers, HeaderNames.CLASSIFIER_ID, run.classifier().id());
    }
    if (run.classifierVersion() != null) {
      put(headers, HeaderNames.CLASSIFIER_VERSION, run.classifierVersion().version());
    }
    put(headers, HeaderNames.BASE_PROCESSOR, run.baseProcessor());
    if (run.metadata() != null) {
      putMetadata(headers, run.metadata());
    }
  }

  /** Of two keys that make one header, the first counts: Camel's headers ignore case. */
  private static void putMetadata(Map<String, Object> headers, JsonNode metadata) {
    metadata.properties().stream()
        .filter(field -> field.getValue().isValueNode() && !field.getValue().isNull())
        .filter(field -> field.getKey().length() <= LONGEST_NAME)
        .limit(MOST_METADATA)
        .forEach(
            field -> {
              String name = HeaderNames.metadata(field.getKey());
              if (!headers.containsKey(name)) {
                put(headers, name, field.getValue().asText());
              }
            });
  }

  private static void put(Map<String, Object> headers, String name, Object value) {
    if (value != null) {
      headers.put(name, SafeText.oneLine(value.toString(), LONGEST_VALUE));
    }
  }
}
