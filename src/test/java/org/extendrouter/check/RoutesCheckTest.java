package org.extendrouter.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.routes.Findings;
import org.extendrouter.check.routes.RouteFilesCheck;
import org.extendrouter.check.schema.RouteSchema;
import org.extendrouter.check.settings.TypeNames;
import org.extendrouter.routes.RouteInventory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;

class RoutesCheckTest extends RouteFiles {

  static Stream<Path> shipped() throws IOException {
    try (Stream<Path> types = Files.list(Path.of("routes/types"));
        Stream<Path> examples = Files.list(Path.of("routes/examples"))) {
      return Stream.concat(types, examples).toList().stream();
    }
  }

  /** The one test of the shipped branches: what they do with a run is for staff to change. */
  @ParameterizedTest
  @MethodSource("shipped")
  void theShippedBranchesAreSound(Path file) throws IOException {
    String type = file.getFileName().toString().replaceAll("-over-http|\\.camel\\.yaml", "");
    Files.copy(file, types.resolve(type + ".camel.yaml"));

    assertThat(check().faults()).isEmpty();
    assertThat(Files.readString(file))
        .contains("uri: jms:extend.accept." + type + "\n")
        .contains("    id: ", "    description: ");
  }

  @Test
  void theRoutersOwnFitTogether() {
    RouteSchema schema = new RouteSchema();
    assertThat(files().inForce())
        .isNotEmpty()
        .allSatisfy(file -> assertThat(schema.faults(file)).isEmpty());
    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings()).isEmpty();
  }

  @Test
  void aTypoInAQueueNameIsTold() throws IOException {
    type("invoice", "jms:extnd.accept.invoice", "- log: x");

    assertThat(check().faults())
        .containsExactly(
            new Fault(
                types + "/invoice.camel.yaml line 4",
                "has no route from jms:extend.accept.<type>",
                "jms:extnd.accept.invoice: did you mean jms:extend.accept.invoice?"));
  }

  @Test
  void twoRoutesThatConsumeOneQueueAreToldWithBothFiles() throws IOException {
    type("contract", "jms:extend.accept.contract", "- log: x");
    type("lease", "jms:extend.accept.contract", "- log: x");

    assertThat(check().faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place())
                  .isEqualTo(
                      "%1$s/contract.camel.yaml line 4 and %1$s/lease.camel.yaml line 4"
                          .formatted(types));
              assertThat(fault.problem())
                  .startsWith("2 routes consume the queue extend.accept.contract");
            });
  }

  @Test
  void aTypoIsToldInEveryStepThatSends() throws IOException {
    type(
        "invoice",
        "jms:extend.accept.invoice",
        "- toD: jms:extnd.one",
        "- wireTap:",
        "    uri: jms:extnd.two",
        "- toD: jms:extend.accept.${header.ExtendBranch}");

    assertThat(check().faults())
        .extracting(Fault::problem)
        .containsExactlyInAnyOrder(
            "sends to the queue extnd.one, which no route consumes",
            "sends to the queue extnd.two, which no route consumes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- intercept: {steps: [{to: 'jms:my.typo'}]}",
        "- interceptFrom: {steps: [{to: 'jms:my.typo'}]}",
        "- onCompletion: {steps: [{to: 'jms:my.typo'}]}",
        "- onException: {exception: [java.io.IOException], steps: [{to: 'jms:my.typo'}]}"
      })
  void aTypoIsToldInEveryHandler(String handler) throws IOException {
    file("invoice", handler + "\n" + route("a", "jms:extend.accept.invoice", "- to: file:x"));
    assertThat(check().faults())
        .containsExactly(
            new Fault(
                types + "/invoice.camel.yaml line 1",
                "sends to the queue my.typo, which no route consumes",
                "add a route from it, or send elsewhere"));

    String name = handler.replaceAll("- (\\w+):.*", "$1");
    String held = handler.substring(2);
    file(
        "invoice",
        "- routeConfiguration: {id: c, %s: [{%s}]}\n".formatted(name, held)
            + route("a", "jms:extend.accept.invoice", "- to: file:x"));
    assertThat(check().faults())
        .extracting(Fault::problem)
        .containsExactly("sends to the queue my.typo, which no route consumes");
  }

  @Test
  void aTypoIsToldInAnErrorHandler() throws IOException {
    String handler = "errorHandler: {deadLetterChannel: {deadLetterUri: 'jms:my.typo'}}";
    String route = route("a", "jms:extend.accept.invoice", "- to: file:x");
    file("invoice", route + "    " + handler + "\n");
    assertThat(check().faults())
        .containsExactly(
            new Fault(
                types + "/invoice.camel.yaml line 7",
                "sends to the queue my.typo, which no route consumes",
                "add a route from it, or send elsewhere"));

    file("invoice", "- routeConfiguration: {id: c, %s}\n".formatted(handler) + route);
    assertThat(check().faults())
        .extracting(Fault::problem)
        .containsExactly("sends to the queue my.typo, which no route consumes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jms:my.typo", "direct:nope"})
  void anEndpointOfDeadLettersThatNoRouteConsumesIsTold(String uri) throws IOException {
    file(
        "invoice",
        route("a", "jms:extend.accept.invoice", "- to: file:x")
            .replace(
                "    from:",
                "    errorHandler:\n      deadLetterChannel:\n        deadLetterUri: %s\n    from:"
                    .formatted(uri)));

    assertThat(check().faults())
        .extracting(Fault::toString)
        .singleElement()
        .asString()
        .startsWith(types + "/invoice.camel.yaml line 5: sends to ")
        .contains(", which no route consumes");
  }

  @Test
  void anEndpointOfDeadLettersThatThereIsNotIsTold() throws IOException {
    file(
        "invoice",
        "- routeConfiguration: {id: c, errorHandler: {deadLetterChannel: {deadLetterUri: 'kafka:x'}}}\n"
            + route("a", "jms:extend.accept.invoice", "- to: file:x"));

    assertThat(check().faults())
        .extracting(Fault::problem)
        .containsExactly("there is no component \"kafka\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jms:my.${header.ExtendType}",
        "direct:${header.ExtendType}",
        "http://localhost/x/${header.ExtendRunId}",
        "https://localhost/x?httpMethod=POST&run=${header.ExtendRunId}"
      })
  void anExpressionInAnAddressThatIsTakenAsItIsWrittenIsTold(String uri) throws IOException {
    type("invoice", "jms:extend.accept.invoice", "- to: \"%s\"".formatted(uri));

    assertThat(check().faults())
        .extracting(Fault::toString)
        .containsExactly(
            types
                + "/invoice.camel.yaml line 6: \"to\" does not fill in ${...}, and takes it as it is"
                + " written: write toD in place of to");
  }

  @Test
  void anExpressionThatIsFilledInIsNotTold() throws IOException {
    type(
        "invoice",
        "jms:extend.accept.invoice",
        "- to: \"file:x?fileName=${header.ExtendFileName}&tempFileName=${header.ExtendRunId}\"",
        "- toD: \"http://localhost/x/${header.ExtendRunId}\"",
        "- wireTap: {uri: \"file:x/${header.ExtendType}\"}",
        "- to: \"language:simple:${body}\"");

    assertThat(check().faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "extend.review.open",
        "extend.review.decided",
        "extend.dead-letter",
        "extend.dead-letter.reasons"
      })
  void aRouteFromAQueueThatKeepsMessagesIsTold(String queue) throws IOException {
    file(
        "invoice",
        route("a", "jms:extend.accept.invoice", "- log: x")
            + route("b", "jms:queue:" + queue, "- log: x"));

    assertThat(check().faults())
        .containsExactly(
            new Fault(
                types + "/invoice.camel.yaml line 10",
                "takes from the queue %s what the router keeps there".formatted(queue),
                "take from a queue of your own"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- recipientList: {constant: 'file:x,jms:my.typo'}",
        "- recipientList: {simple: 'jms:my.typo;file:x', delimiter: ';'}",
        "- recipientList: {expression: {constant: {expression: 'jms:my.typo'}}}",
        "- routingSlip: {constant: 'jms:my.typo'}",
        "- enrich: {constant: 'jms:my.typo'}",
        "- wireTap: {uri: 'jms:my.typo'}"
      })
  void aTypoIsToldInAnExpressionThatDoesNotVary(String step) throws IOException {
    type("invoice", "jms:extend.accept.invoice", step);

    assertThat(check().faults())
        .extracting(Fault::problem)
        .containsExactly("sends to the queue my.typo, which no route consumes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"recipientList", "enrich"})
  void aComponentThatThereIsNotIsToldInAnExpressionThatDoesNotVary(String step) throws IOException {
    type("invoice", "jms:extend.accept.invoice", "- %s: {constant: 'kafka:x'}".formatted(step));

    assertThat(check().faults())
        .extracting(Fault::problem)
        .containsExactly("there is no component \"kafka\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- to: 'jms:queue:erp.in?connectionFactory=#erp&deliveryPersistent=false'",
        "- to: {uri: 'jms:queue:erp.in', parameters: {connectionFactory: '#erp'}}"
      })
  void aQueueOfAnotherBrokerIsNobodysToConsumeHere(String step) throws IOException {
    file(
        "invoice",
        """
        - beans:
            - name: erp
              type: org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory
              constructors: {0: "tcp://erp.example.com:61616"}
        """
            + route("a", "jms:extend.accept.invoice", step));

    assertThat(check().faults()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "- transacted: {} | 5 | there is no bean \"PlatformTransactionManager\" for transacted | remove it: each attempt is one transaction already",
        "- circuitBreaker: {steps: [{log: x}]} | 5 | there is no camel-resilience4j on the class path | put its jars into lib/; without the start script, start with -Dloader.path=lib",
        "- kamelet: {name: x} | 5 | there is no camel-kamelet on the class path | put its jars into lib/; without the start script, start with -Dloader.path=lib",
        "- to: {<<: {uri: 'file:x'}} | 6 | Camel reads no merge keys (<<) | write the options out",
        "- to: {uri: 'file:x', parameters: {<<: {autoCreate: false}}} | 6 | Camel reads no merge keys (<<) | write the options out"
      })
  void whatCamelHasHereInAnotherWayIsToldWithWhatToDo(
      String step, int line, String problem, String fix) throws IOException {
    type("invoice", "jms:extend.accept.invoice", step);

    assertThat(check().faults())
        .containsExactly(new Fault(types + "/invoice.camel.yaml line " + line, problem, fix));
  }

  @Test
  void aHandlerThatHoldsForAllRoutesIsTold() throws IOException {
    file(
        "invoice",
        """
        - routeConfiguration:
            onException:
              - onException:
                  exception: [java.lang.Exception]
                  handled:
                    constant: "true"
        - route:
            from:
              uri: jms:extend.accept.invoice
              steps:
                - log: x
        """);

    assertThat(check().faults())
        .extracting(Fault::problem)
        .containsExactly(
            "a routeConfiguration without an id holds for the router's own routes, too");
    assertThat(check().faults().get(0).place()).endsWith("invoice.camel.yaml line 1");
  }

  /** It takes failures of the router's own routes, too, and what it sends them to loses them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "deadLetterChannel: {deadLetterUri: 'log:failed'}",
        "defaultErrorHandler: {redeliveryPolicy: {maximumRedeliveries: 9}}",
        "noErrorHandler: {}"
      })
  void anErrorHandlerForAllRoutesIsTold(String handler) throws IOException {
    file(
        "invoice",
        route("a", "jms:extend.accept.invoice", "- log: x")
            + "- errorHandler: {"
            + handler
            + "}\n");
    type("contract", "jms:extend.accept.contract", "- log: x");

    assertThat(check().faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).endsWith("invoice.camel.yaml line 7");
              assertThat(fault.problem())
                  .isEqualTo("an errorHandler outside of a route holds for the router's own, too");
              assertThat(fault.fix()).startsWith("put it into your route");
            });
  }

  @Test
  void optionsInAnAddressAndBesideItAreTold() throws IOException {
    type(
        "invoice",
        "jms:extend.accept.invoice",
        "- to:",
        "    uri: http://localhost:9/invoices?connectTimeout=5000",
        "    parameters:",
        "      responseTimeout: 5000");

    assertThat(check().faults())
        .containsExactly(
            new Fault(
                types + "/invoice.camel.yaml line 7",
                "has options after the ? of its uri, and parameters",
                "move those of the uri to the parameters"));
  }

  @Test
  void anErrorHandlerOfARouteIsItsOwn() throws IOException {
    file(
        "invoice",
        """
        - route:
            id: a
            errorHandler: {noErrorHandler: {}}
            from:
              uri: jms:extend.accept.invoice
              steps:
                - log: x
        """);

    assertThat(check().faults()).isEmpty();
  }

  @Test
  void aRouteConfigurationForAllRoutesIsTold() throws IOException {
    file(
        "invoice",
        """
        - routeConfiguration:
            id: "*"
            interceptFrom:
              - interceptFrom:
                  steps:
                    - to: jms:extend.accept.invoice
        """
            + route("a", "jms:extend.accept.invoice", "- log: x"));

    assertThat(check().faults())
        .extracting(Fault::problem)
        .containsExactly(
            "a routeConfiguration with the id * holds for the router's own routes, too");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jms:extend.inbox::extend.inbox",
        "jms:queue:extend.inbox::mine",
        "jms:mine::extend.inbox",
        "jms:extend.*",
        "jms:extend.#",
        "jms:#",
        "jms:extend.payload*"
      })
  void whatGetsRunsBeforeTheirConfidenceIsCheckedIsTold(String uri) throws IOException {
    file(
        "invoice",
        route("a", "jms:extend.accept.invoice", "- log: x")
            + route("b", "\"" + uri + "\"", "- to: jms:extend.accept.invoice"));

    assertThat(check().faults())
        .extracting(Fault::problem)
        .singleElement()
        .asString()
        .endsWith("so that it gets runs before their confidence is checked");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- pollEnrich: {simple: 'jms:extend.inbox'}",
        "- pollEnrich: {simple: 'jms:queue:extend.inbox?receiveTimeout=1'}",
        "- poll: {uri: 'jms:extend.inbox'}"
      })
  void whatPollsOneOfTheRoutersQueuesIsTold(String step) throws IOException {
    type("invoice", "jms:extend.accept.invoice", step);

    assertThat(check().faults())
        .extracting(Fault::problem)
        .containsExactly("takes from the queue extend.inbox, which is for another route");
  }

  @Test
  void aRunThatComesBackToTheInboxAndACatchAllAreTold() throws IOException {
    type("invoice", "jms:extend.accept.invoice", "- to: jms:extend.inbox");
    type("all", "jms:extend.accept.#", "- log: x");

    assertThat(check().faults())
        .extracting(Fault::problem)
        .containsExactlyInAnyOrder(
            "sends to the queue extend.inbox, so that its runs come back to it for ever",
            "\"#\" is not the name of one branch");
  }

  @Test
  void aConsumerThatLosesWhatItTakesIsTold() throws IOException {
    type("contract", "jms:extend.accept.contract?transacted=false", "- log: x");
    type("lease", "jms:extend.accept.lease?concurrentConsumers=2&asyncConsumer=true", "- log: x");

    assertThat(check().faults())
        .extracting(Fault::problem)
        .containsExactlyInAnyOrder(
            "transacted=false loses what it has taken when a step fails or the process dies",
            "asyncConsumer=true loses what it has taken when a step fails or the process dies");
  }

  @Test
  void aStepThatSendsWhatIsNotStoredIsTold() throws IOException {
    type(
        "contract",
        "jms:extend.accept.contract",
        "- toD: jms:extend.accept.${header.ExtendBranch}?deliveryPersistent=false");
    type("lease", "jms:extend.accept.lease", "- to: jms:extend.notices?deliveryMode=1");

    assertThat(check().faults())
        .extracting(Fault::problem)
        .containsExactlyInAnyOrder(
            "deliveryPersistent=false loses what it has sent, and its dead letters, when the broker ends",
            "deliveryMode=1 loses what it has sent, and its dead letters, when the broker ends");
  }

  @Test
  void aConfigurationWithTheIdOfOneOfTheRoutersOwnIsTold() throws IOException {
    Files.writeString(
        routes.resolve("mine.camel.yaml"),
        """
        - routeConfiguration:
            id: fetch-payload
            onException:
              - onException:
                  exception:
                    - java.lang.Exception
                  handled:
                    constant: "true"
                  steps:
                    - log: x
        """);

    assertThat(check().faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).contains("mine.camel.yaml");
              assertThat(fault.problem())
                  .isEqualTo("2 routeConfigurations have the id fetch-payload");
            });
  }

  @Test
  void aCopiedFileIsToldThoughItsRouteHasTheSameId() throws IOException {
    type("contract", "jms:extend.accept.contract", "- log: x");
    Files.copy(types.resolve("contract.camel.yaml"), types.resolve("copy.camel.yaml"));

    assertThat(check().faults())
        .extracting(Fault::problem)
        .containsExactly(
            "2 routes consume the queue extend.accept.contract, so that each gets a part of it",
            "2 routes have the id contract");
  }

  @Test
  void anOverrideWithoutTheRouteThatTakesFromTheInboxIsTold() throws IOException {
    Files.writeString(
        routes.resolve("triage.camel.yaml"),
        Files.readString(Path.of("routes/triage.camel.yaml"))
            .replace("uri: jms:extend.inbox", "uri: jms:extend.inbux"));

    assertThat(check().faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).startsWith("routes/receive.camel.yaml (in the jar) line ");
              assertThat(fault.problem())
                  .isEqualTo("sends to the queue extend.inbox, which no route consumes");
              assertThat(fault.fix()).isEqualTo("did you mean jms:extend.inbux?");
            });
  }

  @Test
  void aQueueThatNoRouteConsumesIsAFaultUnlessTheBrokerIsShared() throws IOException {
    type(
        "invoice",
        "jms:extend.accept.invoice",
        "- to: jms:partner.invoices",
        "- to: jms:extend.invoices",
        "- to: direct:nowhere",
        "- toD: jms:${header.x}");

    assertThat(check().faults())
        .extracting(Fault::problem)
        .containsExactly(
            "sends to the queue partner.invoices, which no route consumes",
            "sends to the queue extend.invoices, which no route consumes",
            "sends to direct:nowhere, which no route consumes");

    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("broker", Map.of("extend.broker.embedded", "false")));
    assertThat(check().faults())
        .extracting(Fault::problem)
        .containsExactly(
            "sends to the queue extend.invoices, which no route consumes",
            "sends to direct:nowhere, which no route consumes");
    assertThat(check().warnings())
        .extracting(Fault::problem)
        .containsExactly("sends to the queue partner.invoices, which no route consumes");
  }

  @Test
  void aTopicThatKeepsNothingIsAFaultUnlessTheBrokerIsShared() throws IOException {
    file(
        "invoice",
        route(
                "a",
                "jms:extend.accept.invoice",
                "- to: jms:topic:partner",
                "- toD: jms:topic:${header.ExtendType}")
            + route("b", "jms:topic:partner", "- log: x"));

    assertThat(check().faults())
        .contains(
            new Fault(
                types + "/invoice.camel.yaml line 6",
                "sends to the topic partner, which keeps nothing for who is not there",
                "send to a queue"))
        .extracting(Fault::problem)
        .containsExactly(
            "sends to the topic partner, which keeps nothing for who is not there",
            "sends to the topic ${header.ExtendType}, which keeps nothing for who is not there",
            "takes from the topic partner, which keeps nothing for who is not there");

    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("broker", Map.of("extend.broker.embedded", "false")));
    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings()).hasSize(3);
  }

  @Test
  void theFixedPartOfAQueueThatVariesIsCompared() throws IOException {
    file(
        "invoice",
        route(
                "a",
                "jms:extend.accept.invoice",
                "- toD: jms:extnd.accept.${header.ExtendType}",
                "- toD: jms:extend.accept.${header.ExtendType}",
                "- toD: jms:partner.${header.ExtendType}?deliveryDelay=5",
                "- toD: jms:${header.ExtendType}.new",
                "- toD: direct:outside-${header.ExtendType}")
            + route("b", "jms:partner.north", "- log: x"));

    assertThat(check().faults())
        .extracting(fault -> fault.problem() + ": " + fault.fix())
        .containsExactly(
            "sends to the queue extnd.accept.${header.ExtendType}, which no route consumes: did you"
                + " mean jms:extend.accept.${header.ExtendType}?",
            "sends to direct:outside-${header.ExtendType}, which no route consumes: add a route from"
                + " it, or send elsewhere");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBranchMayBeMadeOfATemplate(boolean inOneFile) throws IOException {
    String template =
        """
        - routeTemplate:
            id: filing
            parameters:
              - name: type
              - {name: dir, defaultValue: accepted}
            from:
              uri: jms:extend.accept.{{type}}
              steps:
                - to: {uri: 'file:{{extend.data-dir}}/{{dir}}/{{type}}'}
                - to: jms:{{dir}}.{{type}}
        """;
    String branch =
        """
        - templatedRoute:
            routeTemplateRef: filing
            routeId: accept-%1$s
            parameters: [{name: type, value: %1$s}]
        """;
    String own = route("own", "jms:accepted.invoice", "- log: x");
    Path invoice = types.resolve("invoice.camel.yaml");
    if (inOneFile) {
      Files.writeString(invoice, template + branch.formatted("invoice") + own);
    } else {
      Files.writeString(routes.resolve("zz.camel.yaml"), template + own);
      Files.writeString(invoice, branch.formatted("invoice"));
      file("lease", branch.formatted("lease"));
    }

    Findings found = check();

    assertThat(found.faults())
        .extracting(Fault::problem)
        .isEqualTo(
            inOneFile
                ? List.of()
                : List.of("sends to the queue accepted.lease, which no route consumes"));
    assertThat(found.branches()).containsEntry("invoice", invoice.toString());
  }

  @Test
  void aTypeHasOneRouteAndAsManyHelpersAsItLikes() throws IOException {
    file(
        "invoice",
        route("a", "jms:extend.accept.invoice", "- to: direct:b")
            + route("b", "direct:b", "- log: x"));
    assertThat(check().faults()).isEmpty();

    file(
        "invoice",
        route("a", "jms:extend.accept.invoice", "- log: x")
            + route("b", "jms:extend.accept.receipt", "- log: x"));
    assertThat(check().faults())
        .extracting(Fault::problem)
        .containsExactly("has 2 routes from jms:extend.accept.<type>");

    file("invoice", route("a", "timer:a", "- log: x"));
    assertThat(check().faults())
        .extracting(Fault::fix)
        .containsExactly(
            "write a route from jms:extend.accept.invoice, or move the file out of types/");
  }

  @Test
  void aMisplacedStepIsToldWithItsLineAndPath() throws IOException {
    type(
        "invoice",
        "jms:extend.accept.invoice",
        "- to:",
        "    uri: file:x",
        "    paramters:",
        "      fileName: x",
        "- log: x",
        "  to: file:y");

    assertThat(check().faults())
        .containsExactlyInAnyOrder(
            new Fault(
                types + "/invoice.camel.yaml line 8 ([0]/route/from/steps[0]/to)",
                "\"paramters\" cannot stand here",
                "did you mean parameters?"),
            new Fault(
                types + "/invoice.camel.yaml line 10 ([0]/route/from/steps[1])",
                "holds more than one step",
                "begin each step with \"- \""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "onException: {exception: java.io.IOException, steps: [{log: x}]} | write \"- onException:\" as an entry of its own, in the same column as \"- route:\" and before it",
        "intercept: {steps: [{log: x}]} | write \"- intercept:\" as an entry of its own, in the same column as \"- route:\" and before it",
        "onCompletion: {steps: [{log: x}]} | write \"- onCompletion:\" as an entry of its own, in the same column as \"- route:\" and before it",
        "routeConfiguration: {id: x} | write \"- routeConfiguration:\" as an entry of its own, in the same column as \"- route:\" and before it",
        "rest: {path: x} | write \"- rest:\" as an entry of its own, in the same column as \"- route:\" and before it",
        "beans: [] | write \"- beans:\" as an entry of its own, in the same column as \"- route:\" and before it",
        "errorHandler: {noErrorHandler: {}} | write it below \"route\", beside \"from\"",
        "interceptSendToEndpoint: {uri: 'file:*'} | write its steps into the route, before the step that sends"
      })
  void whatAFileConsistsOfIsNoStep(String entry, String fix) throws IOException {
    type("invoice", "jms:extend.accept.invoice", "- log: x", "- " + entry);

    assertThat(check().faults())
        .containsExactly(
            new Fault(
                types + "/invoice.camel.yaml line 7 ([0]/route/from/steps[1])",
                "\"%s\" cannot stand here".formatted(entry.replaceFirst(":.*", "")),
                fix));
  }

  @Test
  void aHandlerBelowItsRouteIsToldWhereItBelongs() throws IOException {
    file(
        "invoice",
        "- route:\n    onException: {exception: java.io.IOException}\n    from:\n      uri: jms:extend.accept.invoice\n      steps:\n        - log: x\n");

    assertThat(check().faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.fix()).startsWith("write \"- onException:\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "header.ExtendType == 'bank' | header.ExtendType | write ${header.ExtendType}",
        "${body} == header.ExtendType | header.ExtendType | write ${header.ExtendType}",
        "headers[ExtendType] == 'bank' | headers[ExtendType] | write ${headers[ExtendType]}",
        "ExtendType == 'bank' | ExtendType | write ${header.ExtendType}",
        "body contains 'x' | body | write ${body}"
      })
  void aConditionWithoutItsBracesIsToldHowToWriteIt(String simple, String written, String fix)
      throws IOException {
    type(
        "invoice",
        "jms:extend.accept.invoice",
        "- filter: {simple: \"%s\", steps: [{log: x}]}".formatted(simple));

    assertThat(check().faults())
        .containsExactly(
            new Fault(
                types + "/invoice.camel.yaml line 6",
                "Simple takes \"%s\" for no expression as it is".formatted(written),
                fix));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${header.x} & 'the body'",
        "${header.x} & 'no ExtendType here'",
        "${header.x} & 'the header' == 1"
      })
  void wordsOfAQuotedTextAreNotTakenForAnExpression(String simple) throws IOException {
    type(
        "invoice",
        "jms:extend.accept.invoice",
        "- filter: {simple: \"%s\", steps: [{log: x}]}".formatted(simple));

    assertThat(check().faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.problem()).doesNotContain("for no expression"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- interceptSendToEndpoint: {uri: 'file:*', skipSendToOriginalEndpoint: 'true', steps: [{log: x}]}\n",
        "- routeConfiguration:\n    id: mine\n    interceptSendToEndpoint: [{interceptSendToEndpoint: {uri: 'file:*', steps: [{log: x}]}}]\n"
      })
  void anInterceptorOfWhatIsSentHoldsForAll(String interceptor) throws IOException {
    file("invoice", interceptor + route("a", "jms:extend.accept.invoice", "- log: x"));

    assertThat(check().faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).matches(".*invoice.camel.yaml line [13]");
              assertThat(fault.problem())
                  .startsWith("interceptSendToEndpoint holds for all that the router sends");
            });
  }

  @Test
  void aHandlerInAFileWithoutARouteIsAFault() throws IOException {
    file("invoice", route("a", "jms:extend.accept.invoice", "- log: x"));
    Path errors = routes.resolve("errors.camel.yaml");
    String handler =
        "- onException: {exception: [java.io.IOException], steps: [{to: 'file:failed'}]}\n";
    Files.writeString(errors, handler);

    assertThat(check().faults())
        .containsExactly(
            new Fault(
                errors + " line 1",
                "a handler holds for the routes of its own file, and this one has none",
                "put it into the file of its route, or into a routeConfiguration that the route names"));

    Files.writeString(
        errors,
        "- routeConfiguration: {id: mine, onException: [%s]}"
            .formatted(handler.strip().replaceFirst("- (.*)", "{$1}")));
    assertThat(check().faults()).isEmpty();
    Files.writeString(errors, handler + route("b", "timer:b", "- log: x"));
    assertThat(check().faults()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- wireTap: {uri: 'file:copies'} | wireTap carries its copy in memory alone",
        "- to: seda:later | seda: keeps events in memory alone",
        "- wireTap: {uri: 'seda:later'} | seda: keeps events in memory alone",
        "- resequence: {simple: '${header.x}', steps: [{log: x}]} | resequence collects events in memory alone",
        "- aggregate: {correlationExpression: {constant: a}, completionSize: 2, aggregationStrategy: '#class:org.apache.camel.processor.aggregate.UseLatestAggregationStrategy', steps: [{log: x}]} | aggregate collects events in memory alone",
        "- to: '{{my.archive}}' | seda: keeps events in memory alone",
        "- wireTap: {uri: '{{my.archive}}'} | seda: keeps events in memory alone",
        "- aggregate: {correlationExpression: {constant: a}, completionSize: 2, aggregationRepository: '#class:org.apache.camel.processor.aggregate.MemoryAggregationRepository', aggregationStrategy: '#class:org.apache.camel.processor.aggregate.UseLatestAggregationStrategy', steps: [{log: x}]} | aggregate collects events in memory alone",
        "- choice: {when: [{simple: '${header.x}', steps: [{sample: {messageFrequency: 2}}]}]} | sample drops events"
      })
  void whatMayLoseEventsThatCountAsDeliveredIsWarnedOf(String step, String warning)
      throws IOException {
    settings(Map.of("my.archive", "seda:later"));
    file(
        "invoice",
        route("a", "jms:extend.accept.invoice", step, "- to: file:x")
            + route("later", "seda:later", "- log: x"));

    Findings found = check();
    assertThat(found.faults()).isEmpty();
    assertThat(found.warnings())
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.place()).endsWith("invoice.camel.yaml line 6");
              assertThat(told.problem()).startsWith(warning);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- wireTap: {uri: 'file:copies', disabled: true}",
        "- sample: {messageFrequency: 2, disabled: true}",
        "- to: file:x"
      })
  void whatDoesNotIsNot(String step) throws IOException {
    file("invoice", route("a", "jms:extend.accept.invoice", step, "- log: x"));

    assertThat(check()).isEqualTo(new Findings(List.of(), List.of(), check().branches()));
  }

  @Test
  void whatStandsTwiceIsToldWithItsLine() throws IOException {
    file(
        "invoice",
        route("a", "jms:extend.accept.invoice", "- log: x") + "      steps:\n        - log: y\n");

    assertThat(check().faults())
        .containsExactly(
            new Fault(
                types.resolve("invoice.camel.yaml") + " line 7",
                "\"steps\" stands twice in one place",
                "keep one of them, or begin the second step with \"- \""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"- to: {{partner.url}}", "- to: {uri: {{partner.url}}}"})
  void aPlaceholderWithoutQuotesIsToldWithItsLine(String step) throws IOException {
    type("invoice", "jms:extend.accept.invoice", "- log: x", step);

    assertThat(check().faults())
        .containsExactly(
            new Fault(
                types + "/invoice.camel.yaml line 7",
                "{{partner.url}} stands without quotes, so that YAML takes it for settings",
                "write \"{{partner.url}}\""));
    assertThat(StartCheck.faults(environment)).noneMatch(fault -> fault.place().contains("types/"));
  }

  @Test
  void whatNoReaderOfYamlTakesIsTold() throws IOException {
    file("a", "- &a {b: x}\n" + "- {c: [" + "*a, ".repeat(99) + "*a]}\n");

    assertThat(check().faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).startsWith(types + "/a.camel.yaml");
              assertThat(fault.problem()).startsWith("is not YAML (");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"Invoice", "invoce", "'invoice '"})
  void aMisspeltTypeIsTold(String name) throws IOException {
    type("invoice", "jms:extend.accept.invoice", "- log: x");
    String written = name.replace("'", "");
    settings(Map.of("extend.types[0].type", written, "extend.types[0].threshold", "0.99"));

    assertThat(TypeNames.faults(environment, check().branches().keySet()))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).startsWith("extend.types[0].type");
              assertThat(fault.problem()).contains("no route takes \"" + written + "\"");
              assertThat(fault.fix()).startsWith("did you mean invoice?");
            });

    settings(Map.of("extend.types[0].type", written, "extend.types[0].branch", "invoice"));
    assertThat(TypeNames.faults(environment, check().branches().keySet())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"recipt", "Receipt"})
  void aMisspeltTypeOfRecipientsIsTold(String written) throws IOException {
    type("receipt", "jms:extend.accept.receipt", "- log: x");
    settings(
        Map.of(
            "extend.review.channels", "file",
            "extend.review.email.recipients[0].type", "memo",
            "extend.review.email.recipients[0].to", "a@example.com",
            "extend.review.email.recipients[1].type", written,
            "extend.review.email.recipients[1].to", "a@example.com"));

    assertThat(TypeNames.faults(environment, check().branches().keySet()))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).startsWith("extend.review.email.recipients[1].type");
              assertThat(fault.problem()).startsWith("no route takes \"" + written + "\"");
              assertThat(fault.fix()).startsWith("did you mean receipt?");
            });
  }

  @Test
  void aTypeWithoutARouteMayBeListed() throws IOException {
    type("invoice", "jms:extend.accept.invoice", "- log: x");
    settings(
        Map.of(
            "extend.types[0].type", "memo",
            "extend.types[1].type", "invoice",
            "extend.types[2].type", "invoices"));

    assertThat(TypeNames.faults(environment, check().branches().keySet())).isEmpty();
  }

  @Test
  void whatIsNoYamlIsToldWithItsLine() throws IOException {
    file("a", "- route:\n    id: a\n   from:\n");
    file("b", "route:\n  id: b\n");
    file("c", "");

    assertThat(check().faults())
        .extracting(Fault::place)
        .containsExactly(
            types + "/a.camel.yaml line 3 column 4",
            types + "/b.camel.yaml line 1",
            types + "/c.camel.yaml");
  }

  @Test
  void allUnknownPartsOfARouteAreToldEachWithItsLine() throws IOException {
    file(
        "invoice",
        """
        - routeConfiguration:
            id: invoice
            onException:
              - onException:
                  exception: [java.io.IOException]
                  steps:
                    - bean: {ref: noSuchHandler}
        - route:
            id: invoice
            routeConfigurationId: invoice
            from:
              uri: jms:extend.accept.invoice?concurentConsumers=2
              steps:
                - to: kafka:invoices
                - to:
                    uri: file:x
                    parameters:
                      fileNmae: y
                - to: file:{{no.such.setting}}
                - setBody:
                    simple: ${hedaer.x}
                - setBody:
                    simple: ${header.x
                - bean:
                    ref: noSuchBean
                - setBody:
                    method: {ref: extendTriage, method: decied}
                - setBody:
                    language: {language: jacaScript, expression: x}
                - choice:
                    when:
                      - simple: ${header.x} == ${unknown}
                        steps:
                          - log: x
                      - simple: ${header.x} == 5
                        steps:
                          - toD: pulsar:x
                          - wireTap: {uri: "nats:x"}
                - unmarshal:
                    avro: {}
                - bean: {ref: extendTriage, method: decide}
        """);

    assertThat(check().faults())
        .extracting(
            fault ->
                fault.place().replace(types + "/invoice.camel.yaml ", "") + ": " + fault.problem())
        .containsExactlyInAnyOrder(
            "line 7: there is no bean \"noSuchHandler\"",
            "line 12: the endpoint has no option \"concurentConsumers\"",
            "line 14: there is no component \"kafka\"",
            "line 18: the endpoint has no option \"fileNmae\"",
            "line 19: there is no setting \"no.such.setting\"",
            "line 21: Simple has no function \"hedaer.x\"",
            "line 23: \"${header.x\" has a ${ without its }",
            "line 25: there is no bean \"noSuchBean\"",
            "line 27: the bean has no method \"decied\"",
            "line 29: there is no expression language \"jacaScript\"",
            "line 32: Simple has no function \"unknown\"",
            "line 37: there is no component \"pulsar\"",
            "line 38: there is no component \"nats\"",
            "line 39: there is no data format \"avroJackson\"");
  }

  @Test
  void aTrialTouchesNothing() throws IOException {
    type("invoice", "jms:extend.accept.invoice", "- to: file:{{extend.data-dir}}/accepted");

    assertThat(check().faults()).isEmpty();
    assertThat(home.resolve("data")).doesNotExist();
  }

  @Test
  void namesAndDirectoriesAreTold() throws IOException {
    Files.writeString(routes.resolve("notices.yml"), "");
    Files.writeString(types.resolve("memo.camel.yaml.txt"), "");
    Files.writeString(routes.resolve("triage.yaml"), "# a copy of an earlier version, changed");

    assertThat(RouteFilesCheck.faults(files()))
        .satisfiesExactly(
            fault -> {
              assertThat(fault.place()).isEqualTo(routes + "/notices.yml");
              assertThat(fault.fix()).startsWith("rename it to notices.camel.yaml");
            },
            fault -> {
              assertThat(fault.place()).isEqualTo(types + "/memo.camel.yaml.txt");
              assertThat(fault.fix()).startsWith("rename it to memo.camel.yaml,");
            },
            fault -> {
              assertThat(fault.place()).isEqualTo(routes + "/triage.yaml");
              assertThat(fault.fix())
                  .startsWith("remove it: the router's own routes are in the jar");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {".orig", ".save", ".old", ".rpmsave", ".rpmnew"})
  void aCopyOfTheBranchOfATypeIsToldWhereTheBranchIsMissing(String ending) throws IOException {
    Files.writeString(types.resolve("receipt.camel.yaml" + ending), "");

    assertThat(RouteFilesCheck.faults(files()))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).isEqualTo(types + "/receipt.camel.yaml" + ending);
              assertThat(fault.problem()).startsWith("is not read");
              assertThat(fault.fix()).startsWith("rename it to receipt.camel.yaml, or move it");
            });

    Files.writeString(types.resolve("receipt.camel.yaml"), "");
    assertThat(RouteFilesCheck.faults(files())).isEmpty();
  }

  @Test
  void aCopyOfAnythingElseIsLeftAlone() throws IOException {
    Files.writeString(types.resolve("a.bak"), "");
    Files.writeString(types.resolve("retired.camel.yaml.bak"), "");
    Files.writeString(types.resolve(".receipt.camel.yaml.swp"), "");
    Files.writeString(routes.resolve("triage.camel.yaml.bak"), "");

    assertThat(RouteFilesCheck.faults(files())).isEmpty();
  }

  @Test
  void aRouteFileWhereNobodyLooksIsToldWithItsPlace() throws IOException {
    Files.copy(
        Path.of("routes/types/invoice.camel.yaml"),
        Files.createDirectory(types.resolve("sub")).resolve("a.camel.yaml"));
    Files.writeString(Files.createDirectory(routes.resolve("type")).resolve("b.camel.yaml"), "");
    Files.writeString(
        Files.createDirectory(routes.resolve("examples")).resolve("c.camel.yaml"), "");

    assertThat(RouteFilesCheck.faults(files()))
        .extracting(fault -> fault.place() + ": " + fault.fix())
        .containsExactly(
            routes + "/type/b.camel.yaml: move it to " + types + "/b.camel.yaml",
            types + "/sub/a.camel.yaml: move it to " + types + "/a.camel.yaml");
  }

  @Test
  void theFilesOfAConfigMapAreReadWhereTheirLinksAre() throws IOException {
    file("invoice", route("a", "jms:extend.accept.invoice", "- to: file:x"));
    Path content = Files.createDirectory(types.resolve("..2026_11_30_03_48_22.123"));
    Path data = Files.createSymbolicLink(types.resolve("..data"), content.getFileName());
    Path file = types.resolve("invoice.camel.yaml");
    Files.move(file, content.resolve(file.getFileName()));
    Files.createSymbolicLink(file, data.getFileName().resolve(file.getFileName()));

    assertThat(RouteFilesCheck.faults(files())).isEmpty();

    Files.createFile(content.resolve("receipt.camel.yaml"));
    assertThat(RouteFilesCheck.faults(files()))
        .extracting(Fault::place)
        .containsExactly(content + "/receipt.camel.yaml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "types"})
  void whatAConfigMapHeldBeforeIsNoFileThatNobodyReads(String mounted) throws IOException {
    Path volume = routes.resolve(mounted);
    for (String directory : List.of("..2026_11_30_03_48_22.123", "..2026_11_30_04_10_00.456")) {
      Path content = Files.createDirectories(volume.resolve(directory));
      Files.writeString(
          content.resolve("invoice.camel.yaml"),
          route("a", "jms:extend.accept.invoice", "- to: file:x"));
      Files.deleteIfExists(volume.resolve("..data"));
      Files.createSymbolicLink(volume.resolve("..data"), content.getFileName());
    }
    Files.createSymbolicLink(
        volume.resolve("invoice.camel.yaml"), Path.of("..data", "invoice.camel.yaml"));

    assertThat(RouteFilesCheck.faults(files())).isEmpty();
  }

  @Test
  void soAreThoseOfAConfigMapWithADirectoryOfTypes() throws IOException {
    file("invoice", route("a", "jms:extend.accept.invoice", "- to: file:x"));
    Path content = Files.createDirectory(routes.resolve("..2026_11_30_03_48_22.123"));
    Path data = Files.createSymbolicLink(routes.resolve("..data"), content.getFileName());
    Files.move(types, content.resolve("types"));
    Files.createSymbolicLink(types, data.getFileName().resolve("types"));

    assertThat(RouteFilesCheck.faults(files())).isEmpty();
  }

  @Test
  void aPlaceholderWithOnePairOfBracesIsTold() throws IOException {
    type("invoice", "jms:extend.accept.invoice", "- to: file:{extend.data-dir}/accepted");

    assertThat(check().faults())
        .containsExactly(
            new Fault(
                types + "/invoice.camel.yaml line 6",
                "{extend.data-dir} is no placeholder, and is taken as it is written",
                "write {{extend.data-dir}}"));
  }

  @Test
  void anExpressionWithoutItsDollarOrInADirectoryIsTold() throws IOException {
    type("a", "jms:extend.accept.a", "- to: \"file:x?fileName={header.ExtendFileName}.json\"");
    type("b", "jms:extend.accept.b", "- to: \"file:x/${header.ExtendType}\"");

    assertThat(check().faults())
        .containsExactlyInAnyOrder(
            new Fault(
                types + "/a.camel.yaml line 6",
                "{header.ExtendFileName} is no placeholder, and is taken as it is written",
                "write ${header.ExtendFileName}"),
            new Fault(
                types + "/b.camel.yaml line 6",
                "the directory \"x/${header.ExtendType}\" is taken as it is written, and ${...} is"
                    + " not filled in",
                "write toD in place of to, and {{...}} for a setting"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          when      | - choice: {when: [{simple: "${body} != null"}]}
          otherwise | - choice: {when: [{simple: "${body} != null", steps: [{log: x}]}], otherwise: {}}
          when      | - pipeline: {steps: [{choice: {when: [{simple: "${body} != null", steps: []}]}}]}
          """)
  void aCaseOfAChoiceWithoutStepsIsTold(String name, String step) throws IOException {
    type("invoice", "jms:extend.accept.invoice", "- log: x", step, "- to: file:x");

    assertThat(check().faults())
        .containsExactly(
            new Fault(
                types + "/invoice.camel.yaml line 7",
                "\"%s\" has no steps, so that a run that comes here may end here".formatted(name),
                "write its steps: one level below, a \"log\" at least"));
  }

  @Test
  void whatTakesTheStepsThatFollowMayHaveNone() throws IOException {
    type(
        "invoice",
        "jms:extend.accept.invoice",
        "- to: {uri: file:x, parameters: {filter: '#class:java.util.ArrayList'}}",
        "- doTry:",
        "    steps: [{to: file:y}]",
        "    doCatch: [{exception: [java.io.IOException]}]",
        "- filter: {simple: \"${body} != null\"}",
        "- split: {simple: \"${body}\"}",
        "- to: file:z");

    assertThat(check().faults()).noneMatch(fault -> fault.problem().contains("no steps"));
  }

  @Test
  void aNumberOrATruthValueMayStandWithoutQuotes() throws IOException {
    type(
        "invoice",
        "jms:extend.accept.invoice",
        "- delay: {expression: {constant: 1000}}",
        "- setProperty: {name: x, constant: 1}",
        "- setHeader: {name: x, constant: true}",
        "- loop: {constant: 3, steps: [{log: x}]}",
        "- throttle: {constant: 3}",
        "- pollEnrich: {constant: 'file:in?fileName=y', timeout: 100}",
        "- multicast: {timeout: 100, parallelProcessing: true, steps: [{log: x}]}");

    assertThat(check().faults()).isEmpty();
  }

  @Test
  void oneExceptionMayStandWithoutAList() throws IOException {
    file(
        "invoice",
        "- onException: {exception: java.io.IOException, handled: {constant: true}}\n"
            + route(
                "invoice",
                "jms:extend.accept.invoice",
                "- doTry:",
                "    steps: [{to: file:x}]",
                "    doCatch: [{exception: java.io.IOException, steps: [{log: x}]}]"));

    assertThat(check().faults()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          - filter: {simple: "${body} = 'x'", steps: [{log: x}]} | write == for a comparison
          - setBody: {language: {language: nosuch, expression: x}} | lib/
          - pipeline: {steps: {to: file:x}} | "- to: ..."
          """)
  void whatToWriteIsTold(String step, String fix) throws IOException {
    type("invoice", "jms:extend.accept.invoice", step);

    assertThat(check().faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.fix()).contains(fix));
  }

  @Test
  void stepsBesideFromAreToldWhereToMove() throws IOException {
    file("invoice", "- route: {from: {uri: 'jms:extend.accept.invoice'}, steps: [{log: x}]}\n");

    assertThat(check().faults())
        .extracting(Fault::fix)
        .allMatch(fix -> fix.contains("below \"from\""));
  }

  @Test
  void theBranchOfAFileThatCannotBeReadIsKnown() throws IOException {
    file("invoice", "- route: {from: {uri: 'jms:extend.accept.invoice'}, steps: [{log: x}]}\n");
    type("lease", "jms:queue:extend.accept.lease?concurrentConsumers=2", "- log: x", "  to: y");

    assertThat(check().branches())
        .containsEntry("invoice", types + "/invoice.camel.yaml (cannot be read)")
        .containsEntry("lease", types + "/lease.camel.yaml (cannot be read)");
  }

  @Test
  void aBranchUnderAConditionIsWarnedOf() throws IOException {
    file(
        "invoice",
        route("a", "jms:extend.accept.invoice", "- log: x")
            .replace("    from:", "    precondition: \"{{a.on:false}}\"\n    from:"));

    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings())
        .extracting(Fault::place)
        .containsExactly(types + "/invoice.camel.yaml line 3");
    assertThat(check().branches().get("invoice"))
        .endsWith("/invoice.camel.yaml (if its precondition is true)");
  }

  @Test
  void aHeaderOfTheRouterThatIsMisspeltIsWarnedOf() throws IOException {
    type(
        "invoice",
        "jms:extend.accept.invoice",
        "- setHeader:",
        "    name: ExtendOurs",
        "    constant: x",
        "# ${header.ExtendNothing}",
        "- log: ${header.ExtendConfidense} ${header.extendtype} ${header.ExtendOurs}",
        "- log: ${headers[ExtendMetadata_tenant]} ${header.ExtendZzzzzzzzzz}",
        "- to: \"file:{{extend.data-dir}}/x?fileName=${header.ExtendFilName}.json\"");

    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings())
        .containsExactly(
            new Fault(
                types + "/invoice.camel.yaml line 10",
                "the router sets no header ExtendConfidense",
                "did you mean ExtendConfidence?"),
            new Fault(
                types + "/invoice.camel.yaml line 11",
                "the router sets no header ExtendZzzzzzzzzz",
                "check its spelling"),
            new Fault(
                types + "/invoice.camel.yaml line 12",
                "the router sets no header ExtendFilName",
                "did you mean ExtendFileName?"));
  }

  @Test
  void valuesOfOptionsAreToldInFewWords() throws IOException {
    type("a", "jms:extend.accept.a?concurrentConsumers=many", "- log: x");
    type("b", "jms:extend.accept.b", "- to: jms:{{env:NO_SUCH_VAR}}");
    type(
        "c",
        "jms:extend.accept.c",
        "- to: https://example.com/x?httpMethod=POST&conectTimeout=5",
        "- toD: https://example.com/${header.ExtendType}?httpMethod=POST&throwExceptionOnFailur=false",
        "- to: https://example.com/x?httpMethod=POST&tenant=north&connectTimeout=5");

    assertThat(check().faults())
        .containsExactlyInAnyOrder(
            new Fault(
                types + "/a.camel.yaml line 4",
                "the value of the option \"concurrentConsumers\" cannot be used",
                "see what it takes in Camel's documentation of the component"),
            new Fault(
                types + "/b.camel.yaml line 6",
                "the environment variable NO_SUCH_VAR is not set",
                "set it, or check its spelling"));
    assertThat(check().warnings())
        .extracting(Fault::toString)
        .containsExactly(
            types
                + "/c.camel.yaml line 6: conectTimeout is no option of https, and is sent to the"
                + " server: did you mean connectTimeout?",
            types
                + "/c.camel.yaml line 7: throwExceptionOnFailur is no option of https, and is sent"
                + " to the server: did you mean throwExceptionOnFailure?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          concurrentConsumers=0                            | concurrentConsumers
          concurrentConsumers=two                          | concurrentConsumers
          concurrentConsumers=5&maxConcurrentConsumers=2   | maxConcurrentConsumers
          maxConcurrentConsumers=many                      | maxConcurrentConsumers
          """)
  void consumersThatCannotBeStartedAreTold(String options, String option) throws IOException {
    type("invoice", "jms:extend.accept.invoice?" + options, "- log: x");

    assertThat(check().faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).isEqualTo(types + "/invoice.camel.yaml line 4");
              assertThat(fault.problem()).contains(option);
            });
  }

  @Test
  void fewerConsumersAtMostThanEachRouteHasAreTold() throws IOException {
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("c", Map.of("extend.broker.consumers", "4")));
    type("invoice", "jms:extend.accept.invoice?maxConcurrentConsumers=3", "- log: x");
    type("receipt", "jms:extend.accept.receipt?maxConcurrentConsumers=4", "- log: x");

    assertThat(check().faults())
        .containsExactly(
            new Fault(
                types + "/invoice.camel.yaml line 4",
                "maxConcurrentConsumers is less than the 4 of extend.broker.consumers",
                "write at least as many, or write concurrentConsumers, too"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"concurrentConsumers={{?partner.consumers}}", "maxConcurrentConsumers=0"})
  void consumersThatAreLeftToTheDefaultAreNotTold(String options) throws IOException {
    type("invoice", "jms:extend.accept.invoice?" + options, "- log: x");

    assertThat(check().faults()).isEmpty();
  }

  @Test
  void anAddressWithoutAHostAndAConfigurationThatThereIsNotAreTold() throws IOException {
    type("a", "jms:extend.accept.a", "- to: \"http:///x\"");
    file(
        "b",
        "- routeConfiguration: {id: mine, onException: []}\n"
            + route("b", "jms:extend.accept.b", "- log: x")
                .replace("    from:", "    routeConfigurationId: nope\n    from:"));
    type("c", "jms:extend.accept.c", "- to: http://example.com/x", "- to: https:example.com");
    file(
        "d",
        route("d", "jms:extend.accept.d", "- log: x")
            .replace("    from:", "    routeConfigurationId: mi*\n    from:"));

    assertThat(check().faults())
        .containsExactlyInAnyOrder(
            new Fault(
                types + "/a.camel.yaml line 6",
                "http:///x names no host",
                "write the host behind http://"),
            new Fault(
                types + "/b.camel.yaml line 4",
                "there is no routeConfiguration \"nope\"",
                "add it, or check its spelling"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user:secret@example.com/x?httpMethod=POST&code=1",
        "http:user:secret@example.com",
        "http://user@example.com/{{?x}}"
      })
  void aUserInAnHttpAddressIsToldSinceNoRequestIsSent(String address) throws IOException {
    type("a", "jms:extend.accept.a", "- to: \"" + address + "\"");

    assertThat(check().faults())
        .containsExactly(
            new Fault(
                types + "/a.camel.yaml line 6",
                "the HTTP client sends no request to an address with a user in front of the host",
                "write authMethod=Basic, authUsername and authPassword among its parameters"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com/@x?httpMethod=POST&to=a@example.com",
        "http://example.com?httpMethod=POST&a=@b"
      })
  void aSignElsewhereInAnHttpAddressIsNoUser(String address) throws IOException {
    type("a", "jms:extend.accept.a", "- to: \"" + address + "\"");

    assertThat(check().faults()).isEmpty();
  }

  @Test
  void whatHasTheNameOfARouteFileAndCannotBeReadIsTold() throws IOException {
    Files.createDirectory(types.resolve("a.camel.yaml"));
    Files.createSymbolicLink(types.resolve("b.camel.yaml"), home.resolve("nowhere"));
    Files.write(types.resolve("c.camel.yaml"), new byte[] {(byte) 0xff});

    assertThat(RouteFilesCheck.faults(files()))
        .extracting(fault -> fault.place() + ": " + fault.problem())
        .containsExactlyInAnyOrder(
            types + "/a.camel.yaml: cannot be read (not a file)",
            types + "/b.camel.yaml: cannot be read (not a file)",
            types + "/c.camel.yaml: cannot be read (not a text in UTF-8)");
  }

  @Test
  void aBranchThatIsNotStartedOrTakesAPartIsTold() throws IOException {
    type("a", "jms:extend.accept.a?selector=x", "- log: x");
    file(
        "b",
        route("b", "jms:extend.accept.b", "- log: x")
            .replace("    from:", "    autoStartup: \"{{b.on}}\"\n    from:"));
    type("c", "jms:extend.accept.c?autoStartup=false", "- log: x");
    environment.getPropertySources().addFirst(new MapPropertySource("b", Map.of("b.on", "false")));

    assertThat(check().faults())
        .extracting(fault -> fault.place().replace(types + "/", "") + ": " + fault.problem())
        .containsExactly(
            "a.camel.yaml line 4: takes from the queue extend.accept.a only what its selector"
                + " matches, and the rest waits there",
            "b.camel.yaml line 3: is not started (autoStartup), so that all that comes to the queue"
                + " extend.accept.b waits there",
            "c.camel.yaml line 4: is not started (autoStartup), so that all that comes to the queue"
                + " extend.accept.c waits there");
  }

  @Test
  void aSelectorOfTheOnlyRouteFromAQueueOfOnesOwnIsWarnedOf() throws IOException {
    file(
        "a",
        route("a", "jms:extend.accept.a", "- to: jms:ours")
            + route("b", "jms:ours?selector=x=1", "- log: x"));

    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings())
        .extracting(Fault::problem)
        .containsExactly(
            "takes from the queue ours only what its selector matches, and the rest waits there");
  }

  @Test
  void twoRoutesOnAQueueOfOnesOwnMaySelectOrTakeTurns() throws IOException {
    file(
        "a",
        route("a", "jms:extend.accept.a", "- to: jms:ours", "- to: jms:turns")
            + route("b", "jms:ours?selector=x=1", "- log: x")
            + route("c", "jms:ours?selector=x=2", "- log: x")
            + route("d", "jms:turns", "- log: x")
            + route("e", "jms:turns?autoStartup=false", "- log: x"));

    assertThat(check().faults()).isEmpty();
  }

  @Test
  void aDirectoryWithoutAnInstallationIsTold() throws IOException {
    Files.delete(types);

    assertThat(RouteFilesCheck.faults(files()))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).isEqualTo(types.toString());
              assertThat(fault.fix()).contains("in the directory that holds application.yaml");
            });
    assertThat(RouteFilesCheck.faults(RouteInventory.find("file:" + types + "/*.camel.yaml")))
        .extracting(Fault::place)
        .contains("extend.routes (standalone camel.main.routes-include-pattern)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- idempotentConsumer: {header: ExtendRunId, idempotentRepository: '#bean:noSuchOne', steps: [{log: x}]} | there is no bean \"noSuchOne\" | check its spelling",
        "- to: {uri: 'file:x', parameters: {autoCreate: maybe}} | the value of the option \"autoCreate\" is not true or false (maybe) | write true or false",
        "- to: file:x?fileName=y&autoCreate=maybe | the value of the option \"autoCreate\" is not true or false (maybe) | write true or false"
      })
  void anOptionThatCannotBeUsedIsToldByItsName(String step, String problem, String fix)
      throws IOException {
    type("invoice", "jms:extend.accept.invoice", "- log: x", step);

    assertThat(check().faults())
        .containsExactly(new Fault(types + "/invoice.camel.yaml line 7", problem, fix));
  }

  @Test
  void theLineOfAnOptionIsItsOwn() throws IOException {
    type(
        "invoice",
        "jms:extend.accept.invoice",
        "- to:",
        "    uri: file:x",
        "    parameters:",
        "      autoCreate: maybe");

    assertThat(check().faults())
        .extracting(Fault::place)
        .containsExactly(types + "/invoice.camel.yaml line 9");
  }
}
