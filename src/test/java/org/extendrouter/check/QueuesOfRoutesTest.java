package org.extendrouter.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueuesOfRoutesTest extends RouteFiles {

  private static final String INVOICE = "jms:extend.accept.invoice";
  private static final String NO_ANSWER =
      "a queue gives no answer here, and the route goes on with the body that it has sent";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- to: 'jms:prices?exchangePattern=InOut'",
        "- to: {uri: 'jms:prices', pattern: InOut}",
        "- toD: {uri: 'jms:${header.ExtendType}', pattern: InOut}",
        "- setExchangePattern: InOut\n        - to: jms:prices",
        "- setExchangePattern: {pattern: InOut}\n        - filter: {simple: '${header.ExtendReview}', steps: [{to: 'jms:prices'}]}"
      })
  void aRequestToAQueueIsTold(String step) throws IOException {
    file("invoice", route("invoice", INVOICE, step) + route("prices", "jms:prices", "- log: x"));

    assertThat(check().faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place())
                  .isEqualTo(
                      types
                          + "/invoice.camel.yaml line "
                          + (step.startsWith("- setExchangePattern") ? 7 : 6));
              assertThat(fault.problem()).isEqualTo(NO_ANSWER);
              assertThat(fault.fix())
                  .isEqualTo("use direct: in place of jms:, or remove the exchange pattern InOut");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- to: jms:prices",
        "- to: 'jms:prices?exchangePattern=InOnly'",
        "- setExchangePattern: InOut\n        - to: direct:prices",
        "- setExchangePattern: InOut\n        - to: {uri: 'jms:prices', pattern: InOnly}",
        "- setExchangePattern: InOut\n        - setExchangePattern: InOnly\n        - to: jms:prices",
        "- setExchangePattern: {pattern: InOut, disabled: true}\n        - to: jms:prices"
      })
  void whatAsksForNoAnswerOfAQueueIsNot(String step) throws IOException {
    file(
        "invoice",
        route("invoice", INVOICE, step)
            + route("prices", "jms:prices", "- log: x")
            + route("called", "direct:prices", "- log: x"));

    assertThat(check().faults()).isEmpty();
  }
}
