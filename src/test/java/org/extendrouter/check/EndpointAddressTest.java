package org.extendrouter.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.routes.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointAddressTest extends RouteFiles {

  @Test
  void whatStandsInRawIsTakenAsItIsWritten() throws IOException {
    type(
        "invoice",
        "jms:extend.accept.invoice",
        "- to: 'https://localhost/x?httpMethod=POST&authUsername=u&authPassword=RAW(pa${ss)'",
        "- to: {uri: 'https://localhost/x', parameters: {authPassword: 'RAW(a${header.x}&soTimeot=1)'}}",
        "- to: 'https://localhost/x?httpMethod=POST&authPassword=RAW{pa${ss}'",
        "- toD: 'https://localhost/${header.x}?httpMethod=POST&authPassword=RAW(pa{header.x}ss)'");

    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          - to: "https://localhost/${header.x}?httpMethod=POST&authPassword=RAW(pass)" | does not fill in
          - to: "https://localhost/x?httpMethod=POST&authPassword=RAW(pa)&tag=${header.x}" | does not fill in
          - toD: "https://localhost/x?httpMethod=POST&authPassword=RAW(pa${ss)" | has a ${ without its }
          """)
  void whatStandsBesideItIsNot(String step, String problem) throws IOException {
    type("invoice", "jms:extend.accept.invoice", step);

    assertThat(check().faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.problem()).contains(problem));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- to: 'http:///x?httpMethod=POST&code=s3cret'",
        "- to: 'kafka:x?code=s3cret'",
        "- to: 'nope:x?code=s3cret'",
        "- to: 'file:x?code=s3cret'",
        "- to: 'https://localhost/x?httpMethod=POST&connectTimeout=soon&code=s3cret'",
        "- to: 'https://localhost/x?httpMethod=POST&httpMethod=s0me&code=s3cret'",
        "- to: 'https://localhost/${header.x}?httpMethod=POST&code=s3cret'",
        "- to: 'https://localhost/x?httpMethod=POST&code=s3cret&tag=${header.x}'",
        "- toD: 'https://localhost/{header.x}?httpMethod=POST&code=s3cret'",
        "- toD: 'https://localhost/x?httpMethod=POST&code=s3cret${ss'",
        "- toD: 'https://localhost/x?httpMethod=POST&code=RAW(pa s3cret${ss)'",
        "- toD: 'https://localhost/x?httpMethod=POST&code=s3cret&tag=${nope}'",
        "- recipientList: {constant: 'nope:x?code=s3cret'}",
        "- pollEnrich: {constant: 'nope:x?code=s3cret'}",
        "- to: 'jms:my.typo?code=s3cret'",
        "- toD: 'jms:my.${header.x}?code=s3cret'",
        "- to: 'jms:topic:x?selector=s3cret'"
      })
  void aKeyInAnAddressIsNotTold(String step) throws IOException {
    type("invoice", "jms:extend.accept.invoice", step);

    Findings result = check();

    assertThat(Stream.concat(result.faults().stream(), result.warnings().stream()))
        .isNotEmpty()
        .allSatisfy(fault -> assertThat(fault.toString()).doesNotContain("s3cret"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- recipientList: {constant: 'kafka:x,file:y?fileNmae=z', ignoreInvalidEndpoints: true}",
        "- routingSlip: {constant: 'kafka:x', ignoreInvalidEndpoints: true}",
        "- enrich: {constant: 'kafka:x', ignoreInvalidEndpoint: true}",
        "- pollEnrich: {constant: 'kafka:x', ignoreInvalidEndpoint: true}",
        "- toD: {uri: 'kafka:x', ignoreInvalidEndpoint: true}"
      })
  void anEndpointMayBeMissingWhereTheStepGoesOnWithoutIt(String step) throws IOException {
    type("invoice", "jms:extend.accept.invoice", step);

    assertThat(check().faults()).isEmpty();
  }

  /** Camel finds such an endpoint, and fails when it sends to it. */
  @ParameterizedTest
  @ValueSource(strings = {"direct:nope", "jms:my.typo"})
  void whatNoRouteConsumesMayNot(String uri) throws IOException {
    type(
        "invoice",
        "jms:extend.accept.invoice",
        "- recipientList: {constant: '%s', ignoreInvalidEndpoints: true}".formatted(uri));

    assertThat(check().faults())
        .extracting(Fault::problem)
        .singleElement()
        .asString()
        .endsWith("which no route consumes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- pollEnrich: {constant: 'kafka:x'}",
        "- pollEnrich: {simple: 'kafka:x'}",
        "- poll: {uri: 'kafka:x'}"
      })
  void aComponentThatThereIsNotIsToldOfAStepThatPolls(String step) throws IOException {
    type("invoice", "jms:extend.accept.invoice", "- log: x", step);

    assertThat(check().faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).isEqualTo(types + "/invoice.camel.yaml line 7");
              assertThat(fault.problem()).isEqualTo("there is no component \"kafka\"");
              assertThat(fault.fix()).contains("lib/");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- to: {uri: 'https://localhost/x', parameters: {responseTimeout: 30sec}}",
        "- to: 'https://localhost/x?httpMethod=POST&soTimeout=5&responseTimeout=30sec'",
        "- toD: {uri: 'https://localhost/x?httpMethod=POST&responseTimeout=30sec', allowOptimisedComponents: false}"
      })
  void aTimeThatIsNoNumberIsToldWithItsOption(String step) throws IOException {
    type("invoice", "jms:extend.accept.invoice", "- log: x", step);

    assertThat(check().faults())
        .containsExactly(
            new Fault(
                types + "/invoice.camel.yaml line 7",
                "the value of the option \"responseTimeout\" is not a number (30sec)",
                "write digits alone; a time is in milliseconds"));
  }

  @Test
  void aClassThatThereIsNotIsToldWithItsLine() throws IOException {
    String beans =
        """
        - beans:
            - name: list
              type: java.util.ArrayList
            - name: erp
              type: com.example.Nope
        """;
    file("invoice", beans + route("a", "jms:extend.accept.invoice", "- bean: {ref: erp}"));
    type("lease", "jms:extend.accept.lease", "- log: x", "- bean: {beanType: com.example.None}");

    assertThat(check().faults())
        .containsExactlyInAnyOrder(
            new Fault(
                types + "/invoice.camel.yaml line 5",
                "there is no class \"com.example.Nope\"",
                "check its spelling, or put its jar into lib/; without the start script, start with -Dloader.path=lib"),
            new Fault(
                types + "/lease.camel.yaml line 7",
                "there is no class \"com.example.None\"",
                "check its spelling, or put its jar into lib/; without the start script, start with -Dloader.path=lib"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          - setBody: true             | "setBody" takes an expression, not true    | write setBody: {constant: "true"}
          - setBody: ${body}          | "setBody" takes an expression, not ${body} | write setBody: {simple: "${body}"}
          - delay: 1000               | "delay" takes an expression, not 1000      | write delay: {constant: "1000"}
          - setHeader: {name: x, expression: 5} | "expression" takes an expression, not 5 | write expression: {constant: "5"}
          - setBody: [{simple: x}] | "setBody" lacks an expression | write one below it, for example simple: "${body}"
          """)
  void aValueWhereAnExpressionIsNeededIsToldInOneSentence(String step, String problem, String fix)
      throws IOException {
    type("invoice", "jms:extend.accept.invoice", step);

    assertThat(check().faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).startsWith(types + "/invoice.camel.yaml line 6 (");
              assertThat(fault.problem()).isEqualTo(problem);
              assertThat(fault.fix()).isEqualTo(fix);
            });
  }

  @Test
  void handledTakesAnExpression() throws IOException {
    file(
        "invoice",
        "- onException:\n    exception: [java.lang.Exception]\n    handled: true\n"
            + route("a", "jms:extend.accept.invoice", "- log: x"));

    assertThat(check().faults())
        .containsExactly(
            new Fault(
                types + "/invoice.camel.yaml line 3 ([0]/onException/handled)",
                "\"handled\" takes an expression, not true",
                "write handled: {constant: \"true\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- to: 'http://localhost:99999/x?httpMethod=POST'",
        "- to: {uri: 'https://localhost:{{test.port:99999}}'}",
        "- toD: 'http://localhost:99999/${header.ExtendType}?httpMethod=POST'",
        "- to: 'http:localhost:99999'"
      })
  void aPortThatNoServerCanHaveIsTold(String step) throws IOException {
    type("invoice", "jms:extend.accept.invoice", step);

    assertThat(check().faults())
        .singleElement()
        .hasToString(
            types
                + "/invoice.camel.yaml line 6: no server has the port 99999: write one up to 65535");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- to: 'http://localhost:65535/x:99999?httpMethod=POST'",
        "- to: 'http://localhost:08080'",
        "- to: 'https://[::1]:443/x'",
        "- to: 'https://localhost/x?httpMethod=POST&at=a:99999'",
        "- toD: 'https://localhost:${header.port}/x?httpMethod=POST'"
      })
  void anyOtherPortIsNot(String step) throws IOException {
    type("invoice", "jms:extend.accept.invoice", step);

    assertThat(check().faults()).isEmpty();
  }
}
