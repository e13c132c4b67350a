package org.extendrouter.log;

import java.util.Map;
import org.slf4j.MDC;

/**
 * What the lines of one thread are about, as fields of a structured log: {@code event}, {@code
 * run}, {@code type} and {@code route}. What was known before is known again once it is closed.
 */
public final class LogFields {

  /** Stands for the id of a run that could not be read. */
  private static final String UNKNOWN = "-";

  /** The id of a trace, as Spring Boot and Micrometer name it. */
  public static final String TRACE = "traceId";

  private final Map<String, String> before;

  private LogFields(Map<String, String> before) {
    this.before = before;
  }

  /**
   * Writes lines about a run.
   *
   * @param event the event's id; null or empty if it is not known
   * @param run the run's id; null, empty or {@code -} if it is not known
   * @param lines writes them
   */
  public static void about(String event, String run, Runnable lines) {
    LogFields fields = of(event, run, null, null);
    try {
      lines.run();
    } finally {
      fields.close();
    }
  }

  /**
   * Writes lines that name no trace.
   *
   * @param lines writes them
   */
  public static void withoutTrace(Runnable lines) {
    String trace = MDC.get(TRACE);
    MDC.remove(TRACE);
    try {
      lines.run();
    } finally {
      if (trace != null) {
        MDC.put(TRACE, trace);
      }
    }
  }

  /**
   * Begins lines about a run at one step of its way. What is null or empty stays as it was.
   *
   * @param event the event's id
   * @param run the run's id, or {@code -}
   * @param type the run's type
   * @param route the id of the route that works on it
   * @return to be closed on the same thread
   */
  public static LogFields of(String event, String run, String type, String route) {
    LogFields fields = new LogFields(MDC.getCopyOfContextMap());
    put("event", event);
    put("run", UNKNOWN.equals(run) ? null : run);
    put("type", type);
    put("route", route);
    return fields;
  }

  private static void put(String field, String value) {
    if (value != null && !value.isEmpty()) {
      MDC.put(field, value);
    }
  }

  /** Ends them. */
  public void close() {
    if (before == null) {
      MDC.clear();
    } else {
      MDC.setContextMap(before);
    }
  }
}
