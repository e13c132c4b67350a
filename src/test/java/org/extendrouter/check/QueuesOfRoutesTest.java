package org.extendrouter.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.extendrouter.check.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource({
    "timer:nightly, jms:extend.accept.invoice, 6",
    "file:in, jms:extend.accept.invoice, 6",
    "timer:nightly, jms:extend.inbox, 6",
    "direct:ours, jms:extend.accept.invoice, 12"
  })
  void whatNoWebhookHasBroughtIsNotTakenByBranchAndInbox(String from, String to, int line)
      throws IOException {
    type("invoice", INVOICE, "- log: x");
    Files.writeString(
        routes.resolve("ours.camel.yaml"),
        (from.startsWith("direct:") ? route("first", "timer:nightly", "- to: " + from) : "")
            + route("ours", from, "- to: " + to));

    assertThat(check().faults())
        .containsExactly(
            new Fault(
                routes + "/ours.camel.yaml line " + line,
                "sends to the queue %s what no webhook has brought, and each message leaves a dead letter"
                    .formatted(to.substring("jms:".length())),
                "send it where the branch sends it, by a direct: route that both call"));
  }

  @Test
  void whatABranchSendsToAnotherByARouteThatATimerCallsTooIsNotTold() throws IOException {
    type("invoice", INVOICE, "- to: direct:shared");
    type("other", "jms:extend.accept.other", "- log: x");
    Files.writeString(
        routes.resolve("ours.camel.yaml"),
        route("ours", "timer:nightly", "- to: direct:shared")
            + route("shared", "direct:shared", "- to: jms:extend.accept.other"));

    assertThat(check().faults()).isEmpty();
  }
}
