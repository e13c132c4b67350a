package org.extendrouter.check;

import static org.apache.camel.builder.Builder.constant;
import static org.apache.camel.builder.Builder.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.builder.PredicateBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.losses.UnheededAnswer;
import org.extendrouter.check.routes.Routes;
import org.extendrouter.check.staff.Notice;
import org.extendrouter.check.wiring.Wiring;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as delivered, and is not. */
class LostEventsTest extends RouteFiles {

  private static final String BEANS =
      """
      - beans:
          - name: seenFile
            type: java.io.File
            constructors: {0: seen.dat}
          - name: seen
            type: org.apache.camel.support.processor.idempotent.FileIdempotentRepository
            properties: {fileStore: '#bean:seenFile'}
          - name: memory
            type: org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository
          - name: custom
            type: org.extendrouter.check.ProfileRepository
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seen | '' | file:x | stores the id of an event before its steps have run",
        "'#bean:seen' | 'eager: true,' | file:x | stores the id of an event before its steps have run",
        "memory | 'removeOnFailure: false,' | file:x | keeps the id of an event whose step has failed",
        "seen | 'eager: false,' | jms:mine | stores the id of an event before what it sends to a queue is committed"
      })
  void anAttemptThatIsDroppedAsADuplicateOfAFailedOneIsTold(
      String repository, String options, String to, String problem) throws IOException {
    idempotent(repository, options, to);

    assertThat(check().faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).isEqualTo(types + "/invoice.camel.yaml line 17");
              assertThat(fault.problem())
                  .startsWith("idempotentConsumer " + problem)
                  .contains("the next attempt is dropped, and counts as delivered");
              assertThat(fault.fix()).startsWith("remove it: ").contains("ExtendEventId");
            });
  }

  @Test
  void duplicatesThatAreForgottenWithARestartAreWarnedOf() throws IOException {
    idempotent("memory", "", "file:x");

    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings())
        .extracting(Fault::problem)
        .containsExactly(
            "idempotentConsumer remembers in memory alone which events it has seen, and none of them after a restart");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "removeOnFailure: false,"})
  void thoseOfARepositoryThatNobodyKnowsAreWarnedOf(String options) throws IOException {
    idempotent("custom", options, "file:x");

    assertThat(check().faults())
        .extracting(Fault::problem)
        .noneMatch(problem -> problem.startsWith("idempotentConsumer"));
    assertThat(check().warnings())
        .extracting(Fault::problem)
        .singleElement()
        .asString()
        .startsWith("idempotentConsumer");
  }

  @Test
  void duplicatesOfWhatNoQueueBringsAgainAreNotTold() throws IOException {
    String drop =
        "- idempotentConsumer: {header: CamelFileName, idempotentRepository: '%s', steps: [{to: 'file:x'}]}";
    String timer = route("a", "timer:mine", "- to: direct:b");
    String called = route("b", "direct:b", drop.formatted("seen"), drop.formatted("memory"));
    file("invoice", BEANS + timer + called + route("c", "jms:extend.accept.invoice", "- log: x"));
    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings()).isEmpty();

    file(
        "invoice",
        BEANS + timer + called + route("c", "jms:extend.accept.invoice", "- to: direct:b"));
    assertThat(check().faults()).hasSize(1);
    assertThat(check().warnings()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{filter: {disabled: true, constant: 'true', steps: [%s]}}",
        "{choice: {when: [{disabled: true, constant: 'true', steps: [%s]}]}}",
        "{pipeline: {disabled: '{{mine.off}}', steps: [{filter: {constant: 'true', steps: [%s]}}]}}"
      })
  void whatStandsWithinADisabledStepIsNotTold(String around) throws IOException {
    settings(Map.of("mine.off", "true"));
    String within =
        String.join(
            ", ",
            "{idempotentConsumer: {header: ExtendEventId, idempotentRepository: seen, steps: [{to: 'file:x'}]}}",
            "{dynamicRouter: {constant: 'direct:b'}}",
            "{loop: {constant: 'true', doWhile: true, steps: [{log: x}]}}",
            "{to: 'jms:extend.dead-letter'}",
            "{to: 'direct:review'}",
            "{to: 'http://localhost/x?httpMethod=POST&throwExceptionOnFailure=false'}",
            "{multicast: {parallelProcessing: true, timeout: 1000, steps: [{to: 'file:x'}]}}",
            "{doTry: {steps: [{to: 'file:x'}], doCatch: [{exception: [java.lang.Exception], steps: [{log: x}]}]}}",
            "{sample: {messageFrequency: 2}}",
            "{rollback: {markRollbackOnlyLast: true}}");
    file(
        "invoice",
        BEANS
            + route("a", "jms:extend.accept.invoice", "- log: x", "- " + around.formatted(within))
            + route("b", "direct:b", "- log: x"));

    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"extend.dead-letters.archive", "extend.review.mine"})
  void aQueueOfOnesOwnMayHaveANameLikeOneOfTheRouters(String queue) throws IOException {
    String sender = route("a", "jms:extend.accept.invoice", "- to: jms:" + queue);
    file("invoice", sender + route("b", "jms:" + queue, "- to: file:x"));
    assertThat(check().faults()).isEmpty();

    file("invoice", sender);
    assertThat(check().faults())
        .extracting(Fault::problem)
        .containsExactly("sends to the queue " + queue + ", which no route consumes");
  }

  @Test
  void anAnswerThatARouteInJavaLooksAtIsNotWarnedOf() throws Exception {
    Predicate header =
        PredicateBuilder.isGreaterThan(header(Exchange.HTTP_RESPONSE_CODE), constant(299));
    assertThat(unheededInJava(header)).isEmpty();
    assertThat(unheededInJava(exchange -> exchange.getIn().getBody() == null)).isEmpty();
    assertThat(unheededInJava(PredicateBuilder.isNotNull(header("other")))).hasSize(1);
  }

  private static Stream<Fault> unheededInJava(Predicate predicate) throws Exception {
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      RouteBuilder builder =
          new RouteBuilder() {
            @Override
            public void configure() {
              from("jms:extend.accept.invoice")
                  .to("http://localhost/x?httpMethod=POST&throwExceptionOnFailure=false")
                  .choice()
                  .when(predicate)
                  .throwException(new IOException("refused"))
                  .end();
            }
          };
      builder.setCamelContext(camel);
      builder.configure();
      Routes routes = new Routes(builder.getRouteCollection().getRoutes(), List.of());
      return new UnheededAnswer()
          .warnings(Wiring.of(routes, List.of(), UnaryOperator.identity(), true, 1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"eager: false,", "skipDuplicate: false,", "disabled: true,"})
  void whatDropsNoAttemptIsNotTold(String options) throws IOException {
    idempotent("seen", options, "file:x");

    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- to: jms:extend.dead-letter | sends to the queue extend.dead-letter, so that the event counts as delivered | write direct:dead-letter",
        "- to: {uri: jms, parameters: {destinationName: extend.dead-letter}} | sends to the queue extend.dead-letter, so that the event counts as delivered | write direct:dead-letter",
        "- to: jms:extend.review.file | sends to the queue extend.review.file, which takes what triage sends alone | raise the threshold",
        "- to: direct:review | sends to direct:review, which takes what triage sends alone | raise the threshold"
      })
  void aStepThatSendsPastTheRoutersRoutesIsTold(String step, String problem, String fix)
      throws IOException {
    type("invoice", "jms:extend.accept.invoice", "- log: x", step);

    assertThat(check().faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).isEqualTo(types + "/invoice.camel.yaml line 7");
              assertThat(fault.problem()).startsWith(problem);
              assertThat(fault.fix()).startsWith(fix).contains("direct:dead-letter");
            });
  }

  @Test
  void soIsAnErrorHandlerThatSendsThere() throws IOException {
    String handler = "    errorHandler: {deadLetterChannel: {deadLetterUri: '%s'}}\n";
    String route = route("a", "jms:extend.accept.invoice", "- to: file:x");
    file("invoice", route + handler.formatted("jms:extend.dead-letter"));
    assertThat(check().faults())
        .extracting(Fault::fix)
        .containsExactly("write direct:dead-letter in place of it");

    file("invoice", route + handler.formatted("direct:dead-letter"));
    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- multicast: {parallelProcessing: true, timeout: 1000, steps: [{to: 'file:x'}]} | multicast with a timeout goes on without what takes longer",
        "- split: {simple: '${body}', parallelProcessing: true, timeout: 1000, steps: [{to: 'file:x'}]} | split with a timeout goes on without what takes longer",
        "- recipientList: {constant: 'file:x,file:y', parallelProcessing: true, timeout: 1000} | recipientList with a timeout goes on without what takes longer",
        "- to: http://localhost/x?httpMethod=POST&throwExceptionOnFailure=false | throwExceptionOnFailure=false takes each answer for a success",
        "- toD: http://localhost/${header.ExtendType}?httpMethod=POST&throwExceptionOnFailure=false | throwExceptionOnFailure=false takes each answer for a success",
        "- doTry: {steps: [{to: 'file:x'}], doCatch: [{exception: [java.lang.Exception], steps: [{log: failed}, {to: 'log:failed'}]}]} | doCatch neither sends the event on nor fails"
      })
  void aFailureThatCountsAsDeliveredIsWarnedOf(String step, String problem) throws IOException {
    type("invoice", "jms:extend.accept.invoice", step, "- log: ${header.CamelHttpResponseCode}");

    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.place()).isEqualTo(types + "/invoice.camel.yaml line 6");
              assertThat(warning.problem()).startsWith(problem).contains("counts as delivered");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- multicast: {parallelProcessing: true, steps: [{to: 'file:x'}]}",
        "- doTry: {steps: [{setBody: {simple: '${body}'}}], doCatch: [{exception: [java.lang.Exception], steps: [{log: x}]}]}",
        "- doTry: {steps: [{to: 'file:x'}], doCatch: [{exception: [java.lang.Exception], steps: [{to: 'direct:dead-letter'}]}]}",
        "- doTry: {steps: [{to: 'file:x'}], doCatch: [{exception: [java.lang.Exception], steps: [{choice: {when: [{simple: '${header.n} > 5', steps: [{throwException: {exceptionType: java.io.IOException, message: x}}]}]}}]}]}"
      })
  void oneThatFailsOrGoesElsewhereIsNot(String step) throws IOException {
    type("invoice", "jms:extend.accept.invoice", step, "- log: x");

    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- choice: {when: [{simple: '${header.CamelHttpResponseCode} >= 400', steps: [{throwException: {exceptionType: java.io.IOException, message: x}}]}]}",
        "- validate: {simple: '${header.camelHttpResponseCode} < 400'}",
        "- setHeader: {name: code, header: CamelHttpResponseCode}",
        "- bean: {ref: extendRedelivery, method: describe}",
        "- to: direct:look"
      })
  void anAnswerThatIsLookedAtIsNotWarnedOf(String step) throws IOException {
    file(
        "invoice",
        route(
                "a",
                "jms:extend.accept.invoice",
                "- to: http://localhost/x?httpMethod=POST&throwExceptionOnFailure=false",
                step)
            + route(
                "look",
                "direct:look",
                "- filter: {simple: '${header.CamelHttpResponseCode} > 299', steps: [{stop: {}}]}"));

    assertThat(check().warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"handled", "continued"})
  void aHandlerThatDoesNothingIsWarnedOf(String word) throws IOException {
    String handler =
        "- onException: {exception: [java.lang.Exception], %s: {constant: '%s'}, steps: [{%s}]}\n";
    String route = route("a", "jms:extend.accept.invoice", "- to: file:x");
    file("invoice", handler.formatted(word, "true", "log: x") + route);
    assertThat(check().warnings())
        .extracting(Fault::toString)
        .singleElement()
        .asString()
        .startsWith(
            types
                + "/invoice.camel.yaml line 1: onException neither sends the event on nor fails,"
                + " so that a failure there counts as delivered");

    file("invoice", handler.formatted(word, "false", "log: x") + route);
    assertThat(check().warnings()).isEmpty();
    file("invoice", handler.formatted(word, "true", "to: 'direct:dead-letter'") + route);
    assertThat(check().warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "setBody: {constant: failed}}, {to: 'https://chat.example.com'",
        "setBody: {simple: '${header.ExtendEventId}: ${exception.message}'}}, {toD: 'smtp:localhost'",
        "transform: {simple: '${exception.message}'}}, {to: 'https://chat.example.com'",
        "setBody: {constant: failed}}, {to: 'direct:chat'",
        "setBody: {variable: event}}, {setBody: {constant: failed}}, {to: 'https://chat.example.com'",
        "filter: {simple: '${header.n} > 5', steps: [{setBody: {constant: x}}, {to: 'file:x'}]}"
      })
  void aHandlerThatSendsATextInPlaceOfTheEventIsWarnedOf(String steps) throws IOException {
    file("invoice", handler(steps));
    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings())
        .extracting(Fault::toString)
        .singleElement()
        .asString()
        .startsWith(
            types
                + "/invoice.camel.yaml line 1: onException sends a text in place of the event and"
                + " does not fail, so that a failure there counts as delivered, and the event is"
                + " lost: ")
        .contains("throwException or direct:dead-letter");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "to: 'file:failed'}, {setBody: {constant: failed}}, {to: 'https://chat.example.com'",
        "setBody: {simple: 'failed: ${body}'}}, {to: 'https://chat.example.com'",
        "setBody: {simple: '${variable.event}'}}, {to: 'file:failed'",
        "setBody: {simple: '${header.event}'}}, {to: 'file:failed'",
        "setBody: {variable: event}}, {to: 'file:failed'",
        "setBody: {constant: failed}}, {to: 'https://chat.example.com'}, {to: 'direct:dead-letter'",
        "setBody: {constant: failed}}, {to: 'https://chat.example.com'}, {rollback: {markRollbackOnly: true}}, {log: x",
        "choice: {when: [{simple: '${header.n} > 5', steps: [{setBody: {constant: x}}, {to: 'https://chat.example.com'}]}], otherwise: {steps: [{to: 'file:failed'}]}}",
        "setBody: {constant: failed}}, {to: 'direct:fails'",
        "setBody: {constant: failed}}, {to: 'https://chat.example.com'}, {setBody: {variable: event}}, {to: 'file:failed'",
        "setBody: {constant: failed}}, {to: 'https://chat.example.com'}, {transform: {simple: '${variable.event}'}}, {to: 'file:failed'",
        "claimCheck: {operation: Set, key: event}}, {setBody: {constant: failed}}, {to: 'https://chat.example.com'}, {claimCheck: {operation: Get, key: event}}, {to: 'file:failed'",
        "setBody: {constant: failed}}, {to: 'https://chat.example.com'}, {enrich: {constant: 'https://store.example.com/event?httpMethod=GET'}}, {to: 'file:failed'",
        "setBody: {constant: failed}}, {to: 'https://chat.example.com'}, {setBody: {variable: event}}, {unmarshal: {json: {}}}, {to: 'file:failed'",
        "setBody: {constant: failed}}, {choice: {when: [{simple: '${header.n} > 5', steps: [{setBody: {variable: event}}]}]}}, {to: 'file:failed'",
        "setBody: {constant: failed}}, {to: {uri: 'file:failed', variableSend: event}",
        "setBody: {constant: failed}}, {split: {variable: event, steps: [{to: 'file:failed'}]}",
        "setBody: {constant: failed}}, {to: 'https://chat.example.com'}, {to: 'direct:keep'"
      })
  void oneThatKeepsTheEventBesideItIsNot(String steps) throws IOException {
    file("invoice", handler(steps));
    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings()).isEmpty();
  }

  @Test
  void aTextMadeOfATemplateStandsInPlaceOfTheEventToo() throws Exception {
    assertThat(isNotice("freemarker:failed.ftl", "https://chat.example.com")).isTrue();
    assertThat(isNotice("https://chat.example.com", "freemarker:failed.ftl")).isFalse();
  }

  private static boolean isNotice(String first, String second) throws Exception {
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      RouteBuilder builder =
          new RouteBuilder() {
            @Override
            public void configure() {
              from("jms:mine").to(first).to(second);
            }
          };
      builder.setCamelContext(camel);
      builder.configure();
      Routes routes = new Routes(builder.getRouteCollection().getRoutes(), List.of());
      return Notice.isAll(
          routes.routes().get(0).getOutputs(),
          Wiring.of(routes, List.of(), UnaryOperator.identity(), true, 1));
    }
  }

  private static String handler(String steps) {
    return "- onException: {exception: [java.io.IOException], handled: {constant: 'true'}, steps: [{%s}]}\n"
            .formatted(steps)
        + route("a", "jms:extend.accept.invoice", "- to: file:x")
        + route("chat", "direct:chat", "- to: https://chat.example.com")
        + route("keep", "direct:keep", "- setBody: {variable: event}", "- to: file:failed")
        + route(
            "fails",
            "direct:fails",
            "- throwException: {exceptionType: java.io.IOException, message: x}");
  }

  @Test
  void aCatchThatSendsATextIsWarnedOfUnlessAStepBehindItMayFail() throws IOException {
    String attempt =
        "- doTry: {steps: [{to: 'file:x'}], doCatch: [{exception: [java.lang.Exception], steps: [{setBody: {constant: x}}, {to: 'https://chat.example.com'}]}]}";
    type("invoice", "jms:extend.accept.invoice", attempt);
    assertThat(check().warnings())
        .extracting(Fault::problem)
        .singleElement()
        .asString()
        .startsWith("doCatch sends a text in place of the event and does not fail");

    type("invoice", "jms:extend.accept.invoice", attempt, "- to: direct:dead-letter");
    assertThat(check().warnings()).isEmpty();
    type(
        "invoice",
        "jms:extend.accept.invoice",
        attempt,
        "- setBody: {variable: event}",
        "- to: file:archive");
    assertThat(check().warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- choice: {when: [{simple: '${header.n} > 5', steps: [{to: 'file:x'}]}]} | choice leaves events that no step sends | write otherwise with to: direct:dead-letter, or throwException",
        "- choice: {when: [{simple: '${header.n} > 5', steps: [{to: 'file:x'}]}], otherwise: {steps: [{log: x}]}} | choice leaves events | end each when, and otherwise, with a step that sends",
        "- choice: {when: [{simple: '${header.n} > 5', steps: [{to: 'file:x'}]}], otherwise: {steps: [{to: 'log:x'}]}} | choice leaves events | end each when",
        "- choice: {when: [{simple: '${header.n} > 5', steps: [{to: 'file:x'}]}, {simple: '${header.n} > 3', steps: [{to: 'file:y'}]}]} | choice leaves events | write otherwise",
        "- choice: {when: [{simple: '${header.n} > 5', steps: [{to: 'file:x'}]}, {simple: '${header.n} <= 5', steps: [{log: x}]}]} | choice leaves events | write otherwise",
        "- filter: {simple: '${header.n} > 5', steps: [{to: 'file:x'}]} | filter leaves events that no step sends | write choice in place of it, and otherwise with to: direct:dead-letter",
        "- filter: {simple: '${header.n} > 5', steps: [{to: 'direct:b'}]} | filter leaves events | write choice",
        "- split: {variable: items, steps: [{to: 'file:x'}]} | split of an empty list sends nothing | add a step outside of it that sends",
        "- split: {simple: '${header.n}', steps: [{to: 'direct:b'}]} | split of an empty list sends nothing | add a step outside",
        "- split: {header: n, steps: [{log: x}, {to: 'file:x'}]} | split of an empty list sends nothing | add a step outside",
        "- loop: {header: n, steps: [{to: 'file:x'}]} | loop that runs 0 times sends nothing | add a step outside",
        "- loop: {constant: 0, steps: [{to: 'file:x'}]} | loop that runs 0 times sends nothing | add a step outside",
        "- to: log:x | sends its events to nothing but log: or mock: | send them to where they belong",
        "- to: mock:x | sends its events to nothing but log: or mock: | send them to where they belong"
      })
  void aBranchThatLeavesEventsIsWarnedOf(String step, String problem, String fix)
      throws IOException {
    file(
        "invoice",
        route(
                "a",
                "jms:extend.accept.invoice",
                "- setHeader: {name: n, constant: 3}",
                step,
                "- log: x")
            + route("b", "direct:b", "- to: file:x"));

    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.place()).isEqualTo(types + "/invoice.camel.yaml line 7");
              assertThat(warning.problem()).startsWith(problem).contains("counts as delivered");
              assertThat(warning.fix()).startsWith(fix);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- choice: {when: [{simple: '${header.n} > 5', steps: [{to: 'file:x'}]}], otherwise: {steps: [{to: 'direct:dead-letter'}]}}",
        "- choice: {when: [{simple: '${header.n} > 5', steps: [{to: 'file:x'}]}], otherwise: {steps: [{throwException: {exceptionType: java.io.IOException, message: x}}]}}",
        "- choice: {when: [{simple: '${header.n} > 5', steps: [{to: 'file:x'}]}], otherwise: {steps: [{log: x}, {stop: {}}]}}",
        "- choice: {when: [{simple: '${header.n} > 5', steps: [{to: 'file:x'}, {stop: {}}]}]}\n        - to: file:y",
        "- filter: {simple: '${header.n} > 5', steps: [{to: 'file:x'}]}\n        - to: direct:b",
        "- doTry: {steps: [{to: 'file:x'}], doFinally: {steps: [{filter: {simple: '${header.n} > 5', steps: [{to: 'file:y'}]}}]}}",
        "- split: {simple: '${body}', steps: [{to: 'file:x'}]}",
        "- split: {tokenize: {token: ','}, steps: [{to: 'file:x'}]}",
        "- split: {constant: 'a,b', steps: [{to: 'file:x'}]}",
        "- split: {variable: items, steps: [{to: 'file:x'}]}\n        - to: file:y",
        "- split: {variable: items, steps: [{to: 'file:x'}]}\n        - filter: {simple: '${header.n} == 0', steps: [{to: 'direct:dead-letter'}]}",
        "- split: {variable: items, steps: [{log: x}]}",
        "- choice: {when: [{simple: '${header.n} > 0', steps: [{split: {variable: items, steps: [{log: x}]}}, {to: 'file:x'}]}], otherwise: {steps: [{to: 'direct:dead-letter'}]}}",
        "- loop: {constant: 3, steps: [{to: 'file:x'}]}",
        "- filter: {simple: '${header.n} > 5', steps: [{to: 'file:x'}]}\n        - bean: {ref: extendRedelivery, method: describe}",
        "- filter: {simple: '${header.n} > 5', steps: [{log: x}]}",
        "- filter: {simple: '${header.n} > 5', steps: [{to: 'file:x'}]}\n        - filter: {simple: '${header.n} <= 5', steps: [{to: 'file:y'}]}",
        "- filter: {simple: '${header.n} > 5', steps: [{log: x}, {stop: {}}]}\n        - filter: {simple: '${header.n} <= 5', steps: [{to: 'file:y'}]}",
        "- choice: {when: [{simple: '${header.n} > 5', steps: [{to: 'file:x'}]}, {simple: '${header.n} <= 5', steps: [{to: 'file:y'}]}]}",
        "- choice: {when: [{simple: '${header.n} < 5', steps: [{to: 'file:x'}]}, {simple: '${header.n} == 5', steps: [{to: 'file:y'}]}, {simple: '${header.n} > 5', steps: [{to: 'file:z'}]}]}",
        "- choice: {when: [{simple: '${body} contains ${header.n}', steps: [{to: 'file:x'}]}, {simple: '${body} !contains ${header.n}', steps: [{to: 'file:y'}]}], otherwise: {steps: [{log: x}]}}",
        "- choice: {when: [{simple: '${header.n} <= 5', steps: [{to: 'file:x'}]}, {simple: '${header.n} >= 6', steps: [{to: 'file:y'}]}]}",
        "- choice: {when: [{simple: '${header.n} == true', steps: [{to: 'file:x'}]}, {simple: '${header.n} == false', steps: [{to: 'file:y'}]}]}",
        "- choice: {when: [{header: isLarge, steps: [{to: 'file:x'}]}, {header: isSmall, steps: [{to: 'file:y'}]}]}",
        "- log: x",
        "- to: bean:extendRedelivery?method=describe"
      })
  void oneThatSendsOnEachPathIsNot(String step) throws IOException {
    file(
        "invoice",
        route("a", "jms:extend.accept.invoice", step.split("\\\\n *"))
            + route("b", "direct:b", "- to: file:x"));

    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- filter: {simple: '${header.n} > 5', steps: [{to: 'https://chat.example.com'}]} | - log: x",
        "- to: direct:chat | - log: x",
        "- log: x | - log: y"
      })
  void theStepThatLeavesEventsIsToldAndNoOptionalOne(String before, String behind)
      throws IOException {
    file(
        "invoice",
        route(
                "a",
                "jms:extend.accept.invoice",
                before,
                "- choice: {when: [{simple: \"${header.n} == 'a'\", steps: [{to: 'file:x'}, {filter: {simple: '${header.m} > 5', steps: [{to: 'https://chat.example.com'}]}}]}, {simple: \"${header.n} == 'b'\", steps: [{to: 'file:y'}]}]}",
                behind)
            + route(
                "chat",
                "direct:chat",
                "- filter: {simple: '${header.n} > 5', steps: [{to: 'https://chat.example.com'}]}"));

    assertThat(check().warnings())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.place()).isEqualTo(types + "/invoice.camel.yaml line 7");
              assertThat(warning.problem()).startsWith("choice leaves events");
            });
  }

  @Test
  void aRouteThatABranchCallsIsLookedThrough() throws IOException {
    String filter = "- filter: {simple: '${header.n} > 5', steps: [{to: 'file:x'}]}";
    file(
        "invoice",
        route("a", "jms:extend.accept.invoice", "- to: direct:b")
            + route("b", "direct:b", filter, "- to: direct:b"));
    assertThat(check().warnings())
        .extracting(Fault::problem)
        .filteredOn(problem -> problem.startsWith("filter"))
        .isEmpty();
    file(
        "invoice",
        route("a", "jms:extend.accept.invoice", "- to: direct:b") + route("b", "direct:b", filter));
    assertThat(check().warnings())
        .extracting(Fault::problem)
        .singleElement()
        .asString()
        .startsWith("filter leaves events");
    file(
        "invoice",
        route("a", "jms:extend.accept.invoice", "- to: file:x") + route("b", "direct:b", filter));
    assertThat(check().warnings()).isEmpty();
  }

  @Test
  void whatIsSentOnceTheRouteHasEndedIsWarnedOf() throws IOException {
    String completion = "- onCompletion: {%s steps: [{%s}]}\n";
    String route = route("a", "jms:extend.accept.invoice", "- to: file:x");
    file(
        "invoice",
        completion.formatted("onCompleteOnly: true,", "to: 'direct:b'")
            + route
            + route("b", "direct:b", "- to: file:y"));
    assertThat(check().warnings())
        .extracting(Fault::toString)
        .singleElement()
        .asString()
        .startsWith(
            types + "/invoice.camel.yaml line 1: onCompletion sends once the route has ended");

    file("invoice", completion.formatted("onFailureOnly: true,", "to: 'file:x'") + route);
    assertThat(check().warnings()).isEmpty();
    file("invoice", completion.formatted("", "log: x") + route);
    assertThat(check().warnings()).isEmpty();
  }

  @Test
  void aBranchOfWhichAllIsDisabledIsTold() throws IOException {
    type(
        "invoice",
        "jms:extend.accept.invoice",
        "- to: {uri: 'file:x', disabled: true}",
        "- log: {message: x, disabled: true}");

    assertThat(check().faults())
        .extracting(Fault::toString)
        .singleElement()
        .asString()
        .startsWith(types + "/invoice.camel.yaml line 6: delivers to nothing");
  }

  @Test
  void aRollbackOfTheLastTransactionAloneIsTold() throws IOException {
    type("invoice", "jms:extend.accept.invoice", "- rollback: {markRollbackOnlyLast: true}");
    assertThat(check().faults())
        .containsExactly(
            new Fault(
                types + "/invoice.camel.yaml line 6",
                "markRollbackOnlyLast rolls nothing back here, so that the event counts as delivered",
                "write markRollbackOnly"));

    type("invoice", "jms:extend.accept.invoice", "- rollback: {markRollbackOnly: true}");
    assertThat(check().faults()).isEmpty();
  }

  private void idempotent(String repository, String options, String to) throws IOException {
    file(
        "invoice",
        BEANS
            + route(
                "a",
                "jms:extend.accept.invoice",
                "- idempotentConsumer: {header: ExtendEventId, idempotentRepository: '%s', %s steps: [{to: '%s'}]}"
                    .formatted(repository, options, to),
                "- log: x")
            + route("mine", "jms:mine", "- log: x"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- to: {uri: 'file:out', parameters: {fileName: latest.json, fileExist: Override}} | Override",
        "- to: 'file:out?fileName=latest.json&fileExist=Override' | Override",
        "- toD: 'file:out?fileExist=override&fileName=latest.json' | override",
        "- to: 'file:out?fileName=latest.json&fileExist=Move&moveExisting=${file:name}.bak' | Move",
        "- choice: {when: [{simple: '${header.ExtendPages} > 1', steps: [{to: 'file:out?fileName=latest.json&fileExist=Override'}]}]} | Override"
      })
  void aFileThatEachEventWritesAnewIsWarnedOf(String step, String mode) throws IOException {
    type("invoice", "jms:extend.accept.invoice", step);

    assertThat(check().warnings())
        .filteredOn(fault -> fault.problem().contains("fileExist"))
        .containsExactly(
            new Fault(
                types + "/invoice.camel.yaml line 6",
                "fileExist=%s with the one name latest.json: each event takes the place of an earlier one, which counts as delivered and is gone"
                    .formatted(mode),
                "write fileName: ${header.ExtendFileName}.json"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${header.ExtendMetadata_tenant}.json",
        "${headers['ExtendType']}-${date:now:yyyyMMdd}.json",
        "${date:now:yyyyMMddHHmmss}.json",
        "${header.ExtendFileId}/latest.json"
      })
  void aFileThatSomeEventsShareIsWarnedOf(String name) throws IOException {
    type(
        "invoice",
        "jms:extend.accept.invoice",
        "- to: {uri: 'file:out', parameters: {fileExist: Override, fileName: \"%s\"}}"
            .formatted(name));

    assertThat(check().warnings())
        .singleElement()
        .hasToString(
            types
                + "/invoice.camel.yaml line 6: fileExist=Override with the name %s: events that share this name replace each other, and the earlier one, which counts as delivered, is gone: write fileName: ${header.ExtendFileName}.json"
                    .formatted(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${header.ExtendMetadata_tenant}/${header.ExtendFileName}.json",
        "${date:now:yyyyMMdd}-${header.ExtendRunId}.json",
        "${headers['ExtendEventId']}.json",
        "${header.extendTicket}.json",
        "${exchangeId}.json",
        "${uuid}.json",
        "${uuid(short)}.json",
        "${header.order}.json",
        "${variable.name}.json"
      })
  void oneThatMayBeOfOneEventIsNot(String name) throws IOException {
    type(
        "invoice",
        "jms:extend.accept.invoice",
        "- to: {uri: 'file:out', parameters: {fileExist: Override, fileName: \"%s\"}}"
            .formatted(name));

    assertThat(check().warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- to: 'file:out?fileName=latest.json'",
        "- to: 'file:out?fileName=latest.json&fileExist=Ignore'",
        "- to: 'file:out?fileName=all.jsonl&fileExist=Append'",
        "- to: 'file:out?fileName=${header.ExtendFileName}.json&fileExist=Override'",
        "- to: 'file:out?fileName=latest.json&fileExist=Move&moveExisting=${date:now:yyyyMMddHHmmssSSS}-${file:name}'",
        "- toD: 'file:out/${header.ExtendRunId}?fileName=event.json&fileExist=Override'",
        "- to: 'file:out?fileExist=Override'"
      })
  void aFileOfEachEventsOwnIsNot(String step) throws IOException {
    type("invoice", "jms:extend.accept.invoice", step);

    assertThat(check().warnings()).noneMatch(fault -> fault.problem().contains("fileExist"));
  }

  @Test
  void aFileThatATimerWritesIsNot() throws IOException {
    type("invoice", "jms:extend.accept.invoice", "- log: x");
    Files.writeString(
        routes.resolve("status.camel.yaml"),
        route("status", "timer:status", "- to: 'file:out?fileName=status&fileExist=Override'"));

    assertThat(check().warnings()).noneMatch(fault -> fault.problem().contains("fileExist"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jms:extend.accept.invoice | - to: file:archive?fileName=${header.ExtendFileName}.json | jms:extend.accept.other",
        "jms:extend.accept.invoice | - to: file:archive?fileName=${header.ExtendFileName}.json | direct:x",
        "timer:status | - to: direct:status | direct:status",
        "timer:status | - to: jms:status | jms:status",
        "jms:extend.accept.invoice | - multicast: {steps: [{to: 'file:archive'}, {to: 'direct:status'}]} | direct:status"
      })
  void oneThatIsWrittenBesideTheDeliveryIsNot(String from, String step, String status)
      throws IOException {
    boolean calls = step.contains(status);
    String latest = "- to: 'file:status?fileName=latest.json&fileExist=Override'";
    file(
        "invoice",
        calls
            ? route("a", from, step) + route("status", status, latest)
            : route("a", from, step, latest));

    assertThat(check().warnings()).noneMatch(fault -> fault.problem().contains("fileExist"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct:status", "jms:status"})
  void oneThatIsAllThatABranchDeliversIsToldInARouteThatItCallsToo(String called)
      throws IOException {
    file(
        "invoice",
        "- onException: {exception: [java.io.IOException], steps: [{to: 'file:failed'}]}\n"
            + route("a", "jms:extend.accept.invoice", "- log: x", "- to: " + called)
            + route("b", "timer:status", "- to: " + called)
            + route(
                "status",
                called,
                "- to: 'file:status?fileName=latest.json&fileExist=Override'",
                "- to: 'file:again?fileName=latest.json&fileExist=Override'"));

    assertThat(check().warnings())
        .filteredOn(fault -> fault.problem().contains("fileExist"))
        .hasSize(2);
  }
}
