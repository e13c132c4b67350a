package org.extendrouter.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.extendrouter.check.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndlessLoopTest extends RouteFiles {

  private static final String HOME = "- to: jms:extend.accept.invoice";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- to: jms:extend.accept.invoice",
        "- wireTap: {uri: 'jms:extend.accept.invoice'}",
        "- multicast: {steps: [{to: 'direct:b'}]}"
      })
  void aRouteThatFeedsItselfIsTold(String step) throws IOException {
    file(
        "invoice",
        route("a", "jms:extend.accept.invoice", "- log: x", step)
            + (step.contains("direct:b")
                ? route("b", "direct:b", "- to: jms:extend.accept.invoice")
                : ""));

    assertThat(check().faults())
        .extracting(Fault::toString)
        .singleElement()
        .asString()
        .startsWith(types + "/invoice.camel.yaml line 7: ")
        .contains(
            "comes back to the queue extend.accept.invoice each time, and goes round for ever");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- filter: {simple: \"${header.n} < 5\", steps: [{to: 'jms:extend.accept.invoice'}]}",
        "- choice: {when: [{simple: \"${header.n} > 5\", steps: [{stop: {}}]}]}\n        - to: jms:extend.accept.invoice",
        "- toD: jms:extend.accept.${header.ExtendBranch}"
      })
  void aRouteThatFeedsItselfUnderAConditionIsNotTold(String step) throws IOException {
    type("invoice", "jms:extend.accept.invoice", step);

    assertThat(check().faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- validate: {simple: '${header.n} < 5'}",
        "- intercept: {steps: [{choice: {when: [{simple: '${header.n} > 5', steps: [{stop: {}}]}]}}]}",
        "- sample: {messageFrequency: 2}",
        "- choice: {when: [{simple: '${header.n} > 5', steps: [{rollback: {}}]}]}"
      })
  void aLoopThatAStepIsThereToEndIsNone(String step) throws IOException {
    loopWith(step);

    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings())
        .extracting(Fault::problem)
        .noneMatch(problem -> problem.contains("comes back"));
  }

  @Test
  void norIsOneThatAnInterceptorOfItsConfigurationEnds() throws IOException {
    String interceptor =
        """
        - routeConfiguration:
            id: mine
            intercept:
              - intercept:
                  steps:
                    - choice: {when: [{simple: "${header.n} > 5", steps: [{stop: {}}]}]}
        """;
    String route = route("a", "jms:extend.accept.invoice", HOME);
    Files.writeString(routes.resolve("mine.camel.yaml"), interceptor);
    file("invoice", route.replace("    from:", "    routeConfigurationId: mine\n    from:"));
    assertThat(check().faults()).isEmpty();

    file("invoice", route);
    assertThat(check().faults()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- bean: {ref: extendTriage, method: decide}",
        "- to: http://localhost/x",
        "- to: file:x?fileExist=Fail",
        "- setHeader: {name: CamelJmsDestinationName, constant: elsewhere}",
        "- setHeader: {name: _AMQ_DUPL_ID, constant: once}",
        "- setHeader: {name: '{{my.header}}', constant: x}",
        "- setHeader: {name: '${header.which}', constant: x}",
        "- setProperty: {name: CamelRouteStop, constant: true}",
        "- setProperty: {name: '${header.which}', constant: true}",
        "- setVariable: {name: 'header:CamelJmsDestinationName', constant: elsewhere}",
        "- setVariable: {name: 'exchange:CamelRouteStop', constant: true}",
        "- setBody: {simple: '${body.total}'}"
      })
  void aLoopThatAStepMayEndIsWarnedOf(String step) throws IOException {
    settings(Map.of("my.header", "_AMQ_DUPL_ID"));
    loopWith(step);

    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings())
        .extracting(Fault::problem)
        .singleElement()
        .asString()
        .endsWith(
            "comes back to the queue extend.accept.invoice each time, unless a step or another consumer ends it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- log: ${header.ExtendRunId}",
        "- setHeader: {name: n, constant: 1}",
        "- setHeader: {name: '{{my.header}}', constant: 1}",
        "- setProperty: {name: n, constant: 1}",
        "- setVariable: {name: n, constant: 1}",
        "- setBody: {simple: '${body}'}",
        "- to: file:x?fileName=${header.ExtendFileName}",
        "- choice: {when: [{simple: '${header.n} > 5', steps: [{log: x}]}]}",
        "- onException: {exception: [java.io.IOException], steps: [{to: 'http://localhost/x'}]}"
      })
  void aLoopThatNoStepEndsIsTold(String step) throws IOException {
    settings(Map.of("my.header", "mine"));
    loopWith(step);

    assertThat(check().faults()).hasSize(1);
  }

  @Test
  void aStepThatIsTurnedOffLeadsNowhere() throws IOException {
    type(
        "invoice",
        "jms:extend.accept.invoice",
        "- to: {uri: 'jms:extend.accept.invoice', disabled: true}",
        "- log: x");

    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings()).isEmpty();
  }

  @Test
  void aRouteThatIsCalledEndsTheOneThatCalls() throws IOException {
    file(
        "invoice",
        route("a", "jms:extend.accept.invoice", "- to: direct:b", HOME)
            + route("b", "direct:b", "- validate: {simple: '${header.n} < 5'}"));

    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings()).hasSize(1);
  }

  @Test
  void aQueueThatAnotherRouteEmptiesTooEndsTheLoop() throws IOException {
    file(
        "invoice",
        route("a", "jms:extend.accept.invoice", "- to: jms:ours")
            + route("b", "jms:ours?selector=x=1", HOME)
            + route("c", "jms:ours?selector=x=2", "- log: x"));

    assertThat(check().faults()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- dynamicRouter: {simple: 'jms:mine'} | dynamicRouter asks its expression again after each step, and this one never ends",
        "- dynamicRouter: {constant: 'direct:b', ignoreInvalidEndpoints: true} | dynamicRouter asks its expression again after each step, and this one never ends",
        "- loop: {constant: 'true', doWhile: true, steps: [{to: 'direct:b'}, {stop: {disabled: true}}]} | loop with doWhile goes on while its expression is true, and this one always is",
        "- loop: {constant: 'true', doWhile: true, steps: [{log: x}]} | loop with doWhile goes on while its expression is true, and this one always is",
        "- loop: {simple: '{{mine.on}}', doWhile: true, steps: [{log: x}]} | loop with doWhile goes on while its expression is true, and this one always is"
      })
  void aStepThatNeverEndsIsTold(String step, String problem) throws IOException {
    settings(Map.of("mine.on", "true"));
    file(
        "invoice",
        route("a", "jms:extend.accept.invoice", step)
            + route("mine", "jms:mine", "- log: x")
            + route("b", "direct:b", "- log: x"));

    assertThat(check().faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).isEqualTo(types + "/invoice.camel.yaml line 6");
              assertThat(fault.problem()).startsWith(problem);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- dynamicRouter: {simple: '${header.next}'}",
        "- loop: {simple: '${header.n} < 5', doWhile: true, steps: [{log: x}]}",
        "- loop: {constant: 5, steps: [{log: x}]}",
        "- loop: {constant: 'true', doWhile: true, steps: [{to: 'direct:page'}]}",
        "- loop: {constant: 'true', doWhile: true, steps: [{toD: 'direct:${header.next}'}]}",
        "- loop: {constant: 'true', doWhile: true, steps: [{to: 'language:simple:x'}]}",
        "- loop: {constant: 'true', doWhile: true, steps: [{script: {simple: x}}]}",
        "- loop: {constant: 'true', doWhile: true, steps: [{bean: {ref: extendRedelivery, method: describe}}]}",
        "- dynamicRouter: {constant: 'direct:page'}"
      })
  void aStepThatMayEndIsNot(String step) throws IOException {
    file(
        "invoice",
        route("a", "jms:extend.accept.invoice", step)
            + route("page", "direct:page", "- to: direct:last")
            + route(
                "last",
                "direct:last",
                "- to: direct:page",
                "- filter: {simple: '${body} == null', steps: [{stop: {}}]}"));

    assertThat(check().faults()).isEmpty();
  }

  private static final String FAILED = "- to: http://localhost/x?httpMethod=POST";

  @ParameterizedTest
  @ValueSource(strings = {"handled", "continued"})
  void aHandlerThatSendsToTheQueueOfARouteThatItHoldsForIsTold(String word) throws IOException {
    file(
        "invoice",
        handler(word, "{to: 'jms:own.failed'}")
            + route("a", "jms:extend.accept.invoice", FAILED)
            + route("failed", "jms:own.failed", FAILED));

    assertThat(check().faults())
        .containsExactly(
            new Fault(
                types + "/invoice.camel.yaml line 1",
                "sends to the queue own.failed what fails, and so it does with what fails in the route from the queue own.failed:"
                    + " that comes back each time, for ever, and counts as delivered",
                "send to direct:dead-letter, or put the route from the queue own.failed into a file"
                    + " of its own in routes/, where this handler does not hold"));
  }

  @Test
  void soIsOneThatSendsThereByAnotherRoute() throws IOException {
    file(
        "invoice",
        handler("handled", "{to: 'direct:b'}")
            + route("a", "jms:extend.accept.invoice", FAILED)
            + route("b", "direct:b", "- log: x", "- to: jms:own.failed")
            + route("failed", "jms:own.failed", FAILED));

    assertThat(check().faults()).hasSize(1);
  }

  @Test
  void soIsAnErrorHandlerAndAConfiguration() throws IOException {
    String failed = route("failed", "jms:own.failed", FAILED);
    String accept = route("a", "jms:extend.accept.invoice", FAILED);
    file(
        "invoice",
        accept
            + failed
            + "    errorHandler: {deadLetterChannel: {deadLetterUri: 'jms:own.failed'}}\n");
    assertThat(check().faults()).hasSize(1);

    file(
        "invoice",
        "- routeConfiguration: {id: c, errorHandler: {deadLetterChannel: {deadLetterUri: 'jms:own.failed'}}}\n"
            + accept
            + failed.replace("    from:", "    routeConfigurationId: c\n    from:"));
    assertThat(check().faults()).hasSize(1);
  }

  @Test
  void aHandlerWhoseQueueHasARouteElsewhereIsNoLoop() throws IOException {
    file(
        "invoice",
        handler("handled", "{to: 'jms:own.failed'}")
            + route("a", "jms:extend.accept.invoice", FAILED));
    Files.writeString(routes.resolve("mine.camel.yaml"), route("failed", "jms:own.failed", FAILED));

    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings()).isEmpty();
  }

  @Test
  void norIsOneThatHandlesNothing() throws IOException {
    file(
        "invoice",
        "- onException: {exception: [java.lang.Exception], steps: [{to: 'jms:own.failed'}]}\n"
            + route("a", "jms:extend.accept.invoice", FAILED)
            + route("failed", "jms:own.failed", FAILED));

    assertThat(check().faults()).isEmpty();
  }

  @Test
  void aHandlerThatSendsBackUnderAConditionIsWarnedOf() throws IOException {
    file(
        "invoice",
        handler(
                "handled",
                "{choice: {when: [{simple: '${header.n} < 5', steps: [{to: 'jms:own.failed'}]}]}}")
            + route("a", "jms:extend.accept.invoice", FAILED)
            + route("failed", "jms:own.failed", FAILED));

    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings())
        .extracting(Fault::problem)
        .singleElement()
        .asString()
        .contains("that comes back each time, unless a condition ends it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "org.apache.camel.http.base.HttpOperationFailedException | 0",
        "java.io.IOException, java.lang.IllegalStateException | 0",
        "java.io.IOException, java.lang.Exception | 1",
        "java.lang.Throwable | 1"
      })
  void aHandlerOfSomeFailuresAloneIsNoSureLoop(String classes, int faults) throws IOException {
    file(
        "invoice",
        handler("handled", "{to: 'jms:invoice.refused'}").replace("java.lang.Exception", classes)
            + route("a", "jms:extend.accept.invoice", FAILED)
            + route("refused", "jms:invoice.refused", "- to: file:refused"));

    assertThat(check().faults()).hasSize(faults);
  }

  @Test
  void norIsOneThatSendsWithinAStepThatIsTurnedOff() throws IOException {
    file(
        "invoice",
        handler(
                "handled",
                "{pipeline: {disabled: true, steps: [{to: 'jms:own.failed'}]}}, {to: 'file:x'}")
            + route("a", "jms:extend.accept.invoice", FAILED)
            + route("failed", "jms:own.failed", FAILED));

    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings()).isEmpty();
  }

  private static String handler(String word, String step) {
    return "- onException: {exception: [java.lang.Exception], %s: {constant: 'true'}, steps: [%s]}\n"
        .formatted(word, step);
  }

  /** A route that feeds itself behind a step, or has this beside it. */
  private void loopWith(String step) throws IOException {
    file(
        "invoice",
        step.startsWith("- intercept") || step.startsWith("- onException")
            ? step + "\n" + route("a", "jms:extend.accept.invoice", HOME)
            : route("a", "jms:extend.accept.invoice", step, HOME));
  }
}
