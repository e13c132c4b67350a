package org.extendrouter.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.stream.Stream;
import org.extendrouter.decision.Verdict;
import org.extendrouter.event.EventType;
import org.extendrouter.triage.FailureCause;
import org.springframework.stereotype.Component;

/** What {@code micrometer:} steps count, at 0 before the first of it: else nobody sees it come. */
@Component
final class RouteCounters implements MeterBinder {

  @Override
  public void bindTo(MeterRegistry registry) {
    counters(
        registry,
        "extend.webhooks",
        "Webhooks that were answered",
        "answer",
        Stream.of("200", "401", "503"));
    counters(
        registry,
        "extend.failed.runs",
        "Runs that failed, by Extend's cause",
        "cause",
        Stream.of(FailureCause.values()).map(FailureCause::name));
    counters(
        registry,
        "extend.notices",
        "News of classifiers",
        "type",
        Stream.of(EventType.values())
            .filter(type -> type.kind() == EventType.Kind.NOTICE)
            .map(EventType::name));
    counters(
        registry,
        "extend.reviews",
        "Tickets that were decided here",
        "decision",
        Stream.of(Verdict.values()).map(Verdict::word));
    counters(
        registry,
        "extend.mails",
        "Review mails, by what the mail server said",
        "outcome",
        Stream.of("sent", "partly_sent", "too_large", "refused"));
    Counter.builder("extend.others")
        .description("Events that bring no run of their own")
        .register(registry);
  }

  private static void counters(
      MeterRegistry registry,
      String name,
      String description,
      String label,
      Stream<String> values) {
    values.forEach(
        value ->
            Counter.builder(name).description(description).tag(label, value).register(registry));
  }
}
