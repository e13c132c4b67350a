package org.extendrouter.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.extendrouter.commit.AfterCommit;
import org.extendrouter.decision.Verdict;
import org.extendrouter.event.EventType;
import org.extendrouter.event.WebhookEvent;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.VariableNames;
import org.extendrouter.triage.FailureCause;
import org.springframework.stereotype.Component;

/**
 * What routes count, at 0 before the first of it: else nobody sees it come. What comes from a queue
 * is counted once it is committed; a {@code micrometer:} step would count each attempt. Those count
 * what no rollback takes back: answers to webhooks, and what a mail server has said.
 */
@Component("extendRouteCounters")
public final class RouteCounters {

  private final AfterCommit afterCommit;
  private final MeterRegistry registry;
  private final Map<FailureCause, Counter> failedRuns;
  private final Map<EventType, Counter> notices;
  private final Map<String, Counter> reviews;
  private final Counter others;

  RouteCounters(AfterCommit afterCommit, MeterRegistry registry) {
    this.afterCommit = afterCommit;
    this.registry = registry;
    this.failedRuns =
        counters(
            "extend.failed.runs",
            "Runs that failed, by Extend's cause",
            "cause",
            Stream.of(FailureCause.values()),
            FailureCause::name);
    this.notices =
        counters(
            "extend.notices",
            "News of classifiers",
            "type",
            Stream.of(EventType.values()).filter(type -> type.kind() == EventType.Kind.NOTICE),
            EventType::name);
    this.reviews =
        counters(
            "extend.reviews",
            "Tickets that were decided here",
            "decision",
            Stream.of(Verdict.values()).map(Verdict::word),
            Function.identity());
    this.others =
        Counter.builder("extend.others")
            .description("Events that bring no run of their own")
            .register(registry);
    counters(
        "extend.webhooks",
        "Webhooks that were answered",
        "answer",
        Stream.of("200", "401", "503"),
        Function.identity());
    counters(
        "extend.mails",
        "Review mails, by what the mail server said",
        "outcome",
        Stream.of("sent", "partly_sent", "too_large", "refused"),
        Function.identity());
  }

  private <T> Map<T, Counter> counters(
      String name, String description, String label, Stream<T> values, Function<T, String> text) {
    return values.collect(
        Collectors.toMap(
            Function.identity(),
            value ->
                Counter.builder(name)
                    .description(description)
                    .tag(label, text.apply(value))
                    .register(registry)));
  }

  /**
   * Counts a run that has failed in Extend.
   *
   * @param exchange of the run
   * @param cause why it failed
   */
  public void failedRun(Exchange exchange, @Variable(VariableNames.CAUSE) FailureCause cause) {
    count(exchange, failedRuns.get(cause));
  }

  /**
   * Counts news of a classifier.
   *
   * @param exchange of the event
   * @param event the event; null if it could not be read, and then it is not counted
   */
  public void notice(Exchange exchange, @Variable(VariableNames.EVENT) WebhookEvent event) {
    count(exchange, event == null ? null : notices.get(event.type()));
  }

  /**
   * Counts a ticket that was decided here.
   *
   * @param exchange of the decision
   * @param word the decision
   */
  public void review(Exchange exchange, @Header(HeaderNames.REVIEW) String word) {
    count(exchange, reviews.get(word));
  }

  /**
   * Counts an event that brings no run of its own.
   *
   * @param exchange of the event
   */
  public void other(Exchange exchange) {
    count(exchange, others);
  }

  /** What has no counter is not what is counted. No new label comes from outside. */
  private void count(Exchange exchange, Counter counter) {
    if (counter != null) {
      afterCommit.run(exchange, counter::increment);
    }
  }
}
