package org.extendrouter.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumSet;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.extendrouter.commit.AfterCommit;
import org.extendrouter.event.ClassifyRun;
import org.extendrouter.event.WebhookEvent;
import org.extendrouter.names.VariableNames;
import org.extendrouter.text.Decimals;
import org.extendrouter.triage.Decision;
import org.extendrouter.triage.Reason;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Counts what triage decides, and how sure the model was. */
@Component("extendDecisionMeters")
public final class DecisionMeters {

  /** What triage decides by the confidence, or after it was high enough. */
  private static final Set<Reason> JUDGED =
      EnumSet.of(Reason.LOW_CONFIDENCE, Reason.UNROUTED_TYPE, Reason.OTHER_TYPE);

  private final TypeLabels types;
  private final ConfidenceMeter confidences;
  private final AfterCommit afterCommit;
  private final MeterRegistry registry;

  DecisionMeters(
      TypeLabels types,
      ObjectProvider<ConfidenceMeter> histogram,
      AfterCommit afterCommit,
      MeterRegistry registry) {
    this.types = types;
    this.afterCommit = afterCommit;
    this.confidences = histogram.getIfAvailable(() -> new ConfidenceSummary(registry));
    this.registry = registry;
  }

  /** Shows all of them at 0, once the routes are known. */
  @EventListener(ApplicationReadyEvent.class)
  void register() {
    for (String type : types.all()) {
      decisions(type, new Decision(null, null, null));
      // Triage gives all reasons but that of a review in Extend that came later.
      for (Reason reason : EnumSet.complementOf(EnumSet.of(Reason.REVIEWED_OTHERWISE))) {
        decisions(type, new Decision(null, null, reason));
      }
      confidences.show(type);
    }
  }

  /**
   * Counts a run once it has gone on, and measures the model's confidence unless a person has said
   * what it is.
   *
   * @param exchange of the run
   * @param event the event; null if it could not be read
   * @param decision what triage said of it
   */
  public void count(
      Exchange exchange,
      @Variable(VariableNames.EVENT) WebhookEvent event,
      @Variable(VariableNames.DECISION) Decision decision) {
    ClassifyRun run = event == null ? null : event.run();
    boolean typed = run != null && run.output() != null;
    String type = types.of(typed ? run.output().type() : null, decision.branch());
    afterCommit.run(exchange, decisions(type, decision)::increment);
    if (typed && !run.reviewed() && (decision.accepted() || JUDGED.contains(decision.reason()))) {
      double confidence = Decimals.floating(run.output().confidence(), decision.threshold());
      afterCommit.run(exchange, () -> confidences.record(type, confidence));
    }
  }

  private Counter decisions(String type, Decision decision) {
    return Counter.builder("extend.decisions")
        .description("Runs that triage has decided about")
        .tag(ConfidenceMeter.TYPE, type)
        .tag("decision", decision.outcome())
        .register(registry);
  }
}
