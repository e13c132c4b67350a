package org.extendrouter.runs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
   * In bytes. Artemis takes no message whose properties have 100 KiB together, with two bytes for
   * each character; the others of a run may have up to 60 KiB. All that Extend takes as metadata,
   * 10 KB of JSON, fits.
   */
  private static final int ALL_METADATA = 32 * 1024;

  /** Of a property beside its characters. */
  private static final int PROPERTY = 9;

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

  /**
   * Of two keys that make one header, the first counts: Camel's headers ignore case. Where not all
   * fit, the shortest are those that routes choose by.
   */
  private static void putMetadata(Map<String, Object> headers, JsonNode metadata) {
    Map<String, String> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    metadata.properties().stream()
        .filter(field -> field.getValue().isValueNode() && !field.getValue().isNull())
        .filter(field -> field.getKey().length() <= LONGEST_NAME)
        .limit(MOST_METADATA)
        .forEach(
            field ->
                found.putIfAbsent(HeaderNames.metadata(field.getKey()), value(field.getValue())));
    found.keySet().removeAll(headers.keySet());
    List<Map.Entry<String, String>> shortestFirst =
        found.entrySet().stream().sorted(Comparator.comparingInt(RunHeaders::bytes)).toList();
    int bytes = 0;
    for (Map.Entry<String, String> field : shortestFirst) {
      bytes += bytes(field);
      if (bytes > ALL_METADATA) {
        break;
      }
      headers.put(field.getKey(), field.getValue());
    }
  }

  private static String value(JsonNode value) {
    return SafeText.oneLine(value.asText(), LONGEST_VALUE);
  }

  private static int bytes(Map.Entry<String, String> property) {
    return PROPERTY + Character.BYTES * (property.getKey().length() + property.getValue().length());
  }

  private static void put(Map<String, Object> headers, String name, Object value) {
    if (value != null) {
      headers.put(name, SafeText.oneLine(value.toString(), LONGEST_VALUE));
    }
  }
}
