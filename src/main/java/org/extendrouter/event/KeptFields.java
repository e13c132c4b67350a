package org.extendrouter.event;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What this router reads of a JSON value; lists are as their elements.
 *
 * @param decide whether the value says where a run goes; if not, it is for people and headers
 * @param children what is read of an object's fields; null for all of them
 */
record KeptFields(boolean decide, Map<String, KeptFields> children) {

  private static final KeptFields DECIDES = new KeptFields(true, Map.of());
  private static final KeptFields SHOWN = new KeptFields(false, Map.of());
  private static final KeptFields ALL = new KeptFields(false, null);

  /** A run of either API version, or the URL that stands for one. */
  private static final KeptFields RUN =
      deciding("object", "id", "status", "reviewed", "type", "data")
          .with("output", deciding("id", "type", "confidence").with("insights", shown("content")))
          .with("failureReason", SHOWN)
          .with("failureMessage", SHOWN)
          .with("metadata", ALL)
          .with("classifier", shown("id", "name"))
          .with("classifierVersion", shown("version"))
          .with("initialOutput", shown("id", "type", "confidence"))
          .with("reviewedOutput", deciding("id", "type").with("confidence", SHOWN))
          .with(
              "config",
              shown("baseProcessor", "baseVersion")
                  .with("classifications", shown("id", "type", "description")))
          .with("file", shown("id", "name", "type"))
          .with("dashboardUrl", SHOWN)
          .with("createdAt", SHOWN)
          .with("processorId", SHOWN)
          .with("processorName", SHOWN)
          .with("url", SHOWN)
          .with("files", shown("id", "name", "type"));

  /** Of a step in a list, what tells whether its run goes on; the run is read once it does. */
  private static final KeptFields LISTED_STEP =
      deciding("id", "stepType", "status")
          .with(
              "result",
              deciding().with("classifyRun", deciding("object", "id", "reviewed", "output")));

  /** An event of any type. Its id is kept so that one with two of them cannot be read. */
  static final KeptFields EVENT =
      deciding("eventId", "eventType")
          .with(
              "payload",
              RUN.with("workflowRunId", DECIDES)
                  .with("stepType", DECIDES)
                  .with("result", deciding().with("classifyRun", RUN))
                  .with("stepRuns", LISTED_STEP));

  private static KeptFields deciding(String... names) {
    return new KeptFields(true, leaves(DECIDES, names));
  }

  private static KeptFields shown(String... names) {
    return new KeptFields(false, leaves(SHOWN, names));
  }

  private static Map<String, KeptFields> leaves(KeptFields leaf, String... names) {
    return Stream.of(names).collect(Collectors.toMap(name -> name, name -> leaf));
  }

  private KeptFields with(String name, KeptFields child) {
    Map<String, KeptFields> all = new HashMap<>(children);
    all.put(name, child);
    return new KeptFields(decide, Map.copyOf(all));
  }

  /** What is read of a field; null if nothing reads it. */
  KeptFields child(String name) {
    return children == null ? this : children.get(name);
  }

  /** Whether a list may stand here; of any other, nothing is kept but that it is one. */
  boolean isList() {
    return !decide || this == LISTED_STEP;
  }

  /** Whether the value may be anything, and is kept as it is. */
  boolean isFree() {
    return children == null;
  }
}
