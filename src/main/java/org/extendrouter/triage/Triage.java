package org.extendrouter.triage;

import java.math.BigDecimal;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.extendrouter.event.ClassifyRun;
import org.extendrouter.event.ClassifyRun.Compared;
import org.extendrouter.event.ClassifyRun.Output;
import org.extendrouter.event.EventType;
import org.extendrouter.event.WebhookEvent;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.VariableNames;
import org.extendrouter.text.SafeText;
import org.springframework.stereotype.Component;

/** Decides whether a run can be trusted. The first reason that applies is given. */
@Component("extendTriage")
public final class Triage {

  private static final Set<EventType> FAILURES =
      Set.of(EventType.CLASSIFY_RUN_FAILED, EventType.PROCESSOR_RUN_FAILED);
  private static final Set<String> FAILED = Set.of("FAILED", "CANCELLED");
  private static final String PROCESSED = "PROCESSED";

  /** Every classifier has this type, for documents that are none of the others. */
  private static final String OTHER = "other";

  private static final int LONGEST_TYPE = 60;

  private final TypeSettings types;
  private final Branches branches;

  /**
   * A triage by these thresholds.
   *
   * @param types the thresholds, and the branches that types and classification ids belong to
   * @param branches the branches that are delivered
   */
  public Triage(TypeSettings types, Branches branches) {
    this.types = types;
    this.branches = branches;
  }

  /**
   * Decides about a run.
   *
   * @param event an event of kind RUN, or of kind PAYLOAD_URL if its payload could not be fetched;
   *     null if it could not be read
   * @return the decision
   */
  public Decision decide(@Variable(VariableNames.EVENT) WebhookEvent event) {
    if (event == null) {
      return new Decision(null, types.defaultThreshold(), Reason.UNREADABLE);
    }
    if (event.kind() == EventType.Kind.PAYLOAD_URL) {
      return new Decision(null, types.defaultThreshold(), Reason.PAYLOAD_UNAVAILABLE);
    }
    Output output = event.run().output();
    BigDecimal threshold = types.threshold(output);
    Reason reason = reason(event, threshold);
    if (reason == Reason.UNREADABLE) {
      return new Decision(null, types.defaultThreshold(), reason);
    }
    String branch = types.branch(output);
    return new Decision(branch, threshold, reason == null ? unrouted(output, branch) : reason);
  }

  /**
   * Decides about a run, and sets the variable {@code decision} to what it says. A run that
   * contradicts itself is one that cannot be read: what it says is nothing to go by.
   *
   * @param exchange of the run
   * @param event an event that {@link #decide} takes
   */
  public void judge(Exchange exchange, @Variable(VariableNames.EVENT) WebhookEvent event) {
    Decision decision = decide(event);
    exchange.setVariable(VariableNames.DECISION, decision);
    if (event != null && decision.reason() == Reason.UNREADABLE) {
      ClassifyRun run = event.run();
      exchange
          .getMessage()
          .setHeader(
              HeaderNames.READ_FAILURE,
              "it was reviewed, but its output is %s and its reviewedOutput is %s"
                  .formatted(shown(run.output().type()), shown(run.reviewedOutput().type())));
      exchange.removeVariable(VariableNames.EVENT);
    }
  }

  private static String shown(String type) {
    return type == null ? "without a type" : SafeText.oneLine(type, LONGEST_TYPE);
  }

  private Reason unrouted(Output output, String branch) {
    if (branch != null && branches.areDelivered(branch)) {
      return null;
    }
    return output != null && OTHER.equals(output.type()) ? Reason.OTHER_TYPE : Reason.UNROUTED_TYPE;
  }

  /**
   * Why the run of an event failed.
   *
   * @param event an event for which the decision is {@link Reason#RUN_FAILED}
   * @return the cause
   */
  public FailureCause failureCause(@Variable(VariableNames.EVENT) WebhookEvent event) {
    return FailureCause.of(event.run().failureReason());
  }

  /** Of a reviewed run, the output is the review's. */
  private boolean contradictsItself(ClassifyRun run) {
    Output output = run.output();
    Compared review = run.reviewedOutput();
    if (output == null || review == null) {
      return false;
    }
    if (review.id() == null && review.type() != null && review.type().equals(output.type())) {
      // The output's id may name a type that has another name in Extend by now.
      return false;
    }
    String reviewed = types.name(review.id(), review.type());
    return reviewed == null
        ? review.id() != null && !review.id().equals(output.id())
        : !reviewed.equals(types.name(output.id(), output.type()));
  }

  private Reason reason(WebhookEvent event, BigDecimal threshold) {
    ClassifyRun run = event.run();
    if (FAILURES.contains(event.type())
        || (run.status() != null && FAILED.contains(run.status()))) {
      return Reason.RUN_FAILED;
    }
    if (run.reviewed()) {
      return contradictsItself(run) ? Reason.UNREADABLE : null;
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
}
