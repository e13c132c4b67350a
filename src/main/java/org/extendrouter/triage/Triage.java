package org.extendrouter.triage;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Variable;
import org.extendrouter.event.ClassifyRun;
import org.extendrouter.event.ClassifyRun.Output;
import org.extendrouter.event.EventType;
import org.extendrouter.event.WebhookEvent;
import org.extendrouter.triage.TriageProperties.Type;
import org.springframework.stereotype.Component;

/** Decides whether a run can be trusted. The first reason that applies is given. */
@Component("triage")
public final class Triage {

  private static final Set<EventType> FAILURES =
      Set.of(EventType.CLASSIFY_RUN_FAILED, EventType.PROCESSOR_RUN_FAILED);
  private static final Set<String> FAILED = Set.of("FAILED", "CANCELLED");
  private static final String PROCESSED = "PROCESSED";

  private final BigDecimal defaultThreshold;
  private final Map<String, BigDecimal> thresholds = new HashMap<>();
  private final Map<String, String> branchesById = new HashMap<>();

  /**
   * A triage by these thresholds.
   *
   * @param properties the thresholds, and the branches that classification ids belong to
   */
  public Triage(TriageProperties properties) {
    this.defaultThreshold = properties.defaultThreshold();
    for (Type type : properties.types()) {
      if (type.threshold() != null) {
        thresholds.put(type.type(), type.threshold());
      }
      type.ids().forEach(id -> branchesById.put(id, type.type()));
    }
  }

  /**
   * Decides about a run. Whether its branch exists, the triage route itself knows: what none of its
   * branches takes, it sends to review as {@link Reason#UNROUTED_TYPE}.
   *
   * @param event an event of kind RUN, or of kind LARGE_RUN if its payload could not be fetched;
   *     null if it could not be read
   * @return the decision
   */
  public Decision decide(@Variable("event") WebhookEvent event) {
    if (event == null) {
      return new Decision(null, defaultThreshold, Reason.UNREADABLE);
    }
    if (event.kind() == EventType.Kind.LARGE_RUN) {
      return new Decision(null, defaultThreshold, Reason.PAYLOAD_UNAVAILABLE);
    }
    String branch = branch(event.run().output());
    BigDecimal threshold = threshold(branch);
    return new Decision(branch, threshold, reason(event, threshold));
  }

  /**
   * How sure the model was, as Extend sent it.
   *
   * @param event the event; null if it could not be read
   * @return the digits, in scientific notation if there would be many zeros; null if there is no
   *     confidence that is a number
   */
  public String confidence(@Variable("event") WebhookEvent event) {
    Output output = event == null ? null : event.run().output();
    return output == null || output.confidence() == null ? null : output.confidence().toString();
  }

  /**
   * Why the run of an event failed.
   *
   * @param event an event for which the decision is {@link Reason#RUN_FAILED}
   * @return the cause
   */
  public FailureCause failureCause(@Variable("event") WebhookEvent event) {
    return FailureCause.of(event.run().failureReason());
  }

  private static Reason reason(WebhookEvent event, BigDecimal threshold) {
    ClassifyRun run = event.run();
    if (FAILURES.contains(event.type())
        || (run.status() != null && FAILED.contains(run.status()))) {
      return Reason.RUN_FAILED;
    }
    if (run.reviewed()) {
      return null;
    }
    if (!PROCESSED.equals(run.status())) {
      return Reason.NOT_FINISHED;
    }
    if (run.output() == null) {
      return Reason.NO_OUTPUT;
    }
    BigDecimal confidence = run.output().confidence();
    if (confidence == null || confidence.signum() < 0 || confidence.compareTo(BigDecimal.ONE) > 0) {
      return Reason.INVALID_CONFIDENCE;
    }
    return confidence.compareTo(threshold) < 0 ? Reason.LOW_CONFIDENCE : null;
  }

  private String branch(Output output) {
    if (output == null) {
      return null;
    }
    String byId = output.id() == null ? null : branchesById.get(output.id());
    return byId == null ? output.type() : byId;
  }

  private BigDecimal threshold(String branch) {
    return branch == null ? defaultThreshold : thresholds.getOrDefault(branch, defaultThreshold);
  }
}
