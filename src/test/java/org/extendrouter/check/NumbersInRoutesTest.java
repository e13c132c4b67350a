package org.extendrouter.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.extendrouter.check.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps that need a number, and fail for every message without one. */
class NumbersInRoutesTest extends RouteFiles {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- delay: {constant: 5s} | delay | 5s | a time is in milliseconds",
        "- delay: {expression: {constant: {expression: 5s}}} | delay | 5s | a time is in milliseconds",
        "- delay: {simple: 5s} | delay | 5s | a time is in milliseconds",
        "- throttle: {constant: many} | throttle | many | write digits alone",
        "- loop: {constant: '3 times', steps: [{log: x}]} | loop | 3 times | write digits alone",
        "- filter: {simple: '${body}', steps: [{delay: {constant: soon}}]} | delay | soon | milliseconds",
        "- aggregate: {correlationExpression: {constant: 'true'}, aggregationStrategy: '#class:org.apache.camel.processor.aggregate.UseLatestAggregationStrategy', completionSizeExpression: {constant: few}, steps: [{log: x}]} | aggregate | few | digits",
        "- aggregate: {correlationExpression: {constant: 'true'}, aggregationStrategy: '#class:org.apache.camel.processor.aggregate.UseLatestAggregationStrategy', completionTimeoutExpression: {constant: 1m}, steps: [{log: x}]} | aggregate | 1m | milliseconds",
        "- delay: {constant: '{{my.delay}}'} | delay | 2h | a time is in milliseconds"
      })
  void aConstantThatIsNoNumberIsTold(String step, String name, String value, String fix)
      throws IOException {
    settings(Map.of("my.delay", "2h"));
    type("invoice", "jms:extend.accept.invoice", "- log: y", step);

    assertThat(check().faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).isEqualTo(types + "/invoice.camel.yaml line 7");
              assertThat(fault.problem())
                  .isEqualTo("\"%s\" needs a number, and \"%s\" is none".formatted(name, value));
              assertThat(fault.fix()).contains(fix);
            });
  }

  @Test
  void itIsToldInAConfigurationToo() throws IOException {
    file(
        "invoice",
        "- routeConfiguration: {id: c, onException: [{onException: {exception: [java.io.IOException], steps: [{delay: {constant: 5s}}]}}]}\n"
            + route("a", "jms:extend.accept.invoice", "- log: x"));

    assertThat(check().faults())
        .extracting(Fault::problem)
        .containsExactly("\"delay\" needs a number, and \"5s\" is none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- delay: {constant: 5000}",
        "- delay: {constant: '5000'}",
        "- delay: {constant: '{{my.delay}}'}",
        "- delay: {simple: '${random(100)}'}",
        "- delay: {header: wait}",
        "- delay: {constant: {expression: 5, resultType: java.lang.Long}}",
        "- throttle: {constant: 3, timePeriodMillis: 1s}",
        "- aggregate: {correlationExpression: {constant: 'true'}, aggregationStrategy: '#class:org.apache.camel.processor.aggregate.UseLatestAggregationStrategy', completionTimeoutExpression: {constant: 1000}, steps: [{log: x}]}",
        "- loop: {simple: '${header.n} < 5', doWhile: true, steps: [{log: x}]}",
        "- loop: {constant: 'true', doWhile: true, steps: [{filter: {simple: '${header.n} > 5', steps: [{stop: {}}]}}]}",
        "- setHeader: {name: n, constant: 5s}"
      })
  void othersAreLeftAlone(String step) throws IOException {
    settings(Map.of("my.delay", "2000"));
    type("invoice", "jms:extend.accept.invoice", step);

    assertThat(check().faults()).isEmpty();
  }
}
