package org.extendrouter.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.extendrouter.check.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A copy of the route that receives webhooks, changed by staff, which lets in what is forged, or
 * nothing.
 */
class ReceiveCopyTest extends RouteFiles {

  private static final String VERIFY = "{bean: {ref: extendSignatureVerifier, method: verify}}";
  private static final String STORE = "{to: 'jms:extend.inbox'}";
  private static final String REJECT =
      "{exception: [org.extendrouter.webhook.RejectedWebhookException], steps: [%s]}";

  @Test
  void theShippedOneWithoutItsVerifierIsRefused() throws IOException {
    String shipped = Files.readString(Path.of("routes/receive.camel.yaml"));
    String verifier =
        """
                      - bean:
                          ref: extendSignatureVerifier
                          method: verify
        """;
    assertThat(shipped).contains(verifier);
    Files.writeString(routes.resolve("receive.camel.yaml"), shipped.replace(verifier, ""));

    assertThat(check().faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).contains("receive.camel.yaml line ");
              assertThat(fault.problem())
                  .isEqualTo(
                      "sends on what is not verified, and it reaches the queue extend.inbox");
              assertThat(fault.fix()).contains("extendSignatureVerifier", "receive.camel.yaml");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[%store]",
        "[%store, %verify]",
        "[{to: 'direct:mine'}, %verify]",
        "[{wireTap: {uri: 'direct:mine'}}, %verify]",
        "[{filter: {simple: '${body} != null', steps: [%verify]}}, %store]",
        "[{choice: {when: [{simple: '${body} != null', steps: [%verify]}]}}, %store]",
        "[{choice: {when: [{simple: '${body} != null', steps: [%store]}]}}, %verify]",
        "[{choice: {when: [{simple: '${body} != null', steps: [%verify]}], otherwise: {steps: [%store]}}}]",
        "[{multicast: {steps: [%verify, %store]}}]",
        "[{doTry: {steps: [%verify], doCatch: [%log]}}, %store]",
        "[{doTry: {steps: [%verify, %store], doCatch: [%instead]}}]",
        "[{doTry: {steps: [%verify], doCatch: [%stop], doFinally: {steps: [%store]}}}]",
        "[{bean: {ref: extendSignatureVerifier, method: verify, disabled: true}}, %store]",
        "[{bean: {ref: extendEventIds, method: eventId}}, %store]"
      })
  void whatMayBeForgedIsNotStored(String steps) throws IOException {
    receive(steps);

    assertThat(check().faults())
        .extracting(Fault::problem)
        .singleElement()
        .asString()
        .startsWith("sends on what is not verified, and it reaches the queue extend.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[%verify, %store]",
        "[{to: 'bean:extendSignatureVerifier?method=verify'}, %store]",
        "[{to: {uri: bean, parameters: {beanName: extendSignatureVerifier, method: verify}}}, %store]",
        "[{log: x}, {to: 'file:received'}, %verify, {to: 'direct:mine'}]",
        "[{step: {steps: [%verify]}}, %store]",
        "[{doTry: {steps: [%verify], doCatch: [%stop]}}, %store]",
        "[{doTry: {steps: [%verify, {choice: {when: [{simple: '${body} != null', steps: [%store]}]}}], doCatch: [%log]}}]"
      })
  void whatIsVerifiedIsStored(String steps) throws IOException {
    receive(steps);

    assertThat(check().faults()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id: receive | 'id: receive\n    precondition: \"{{extend.none:x}} == ''y''\"' | has a precondition, and nothing is received if it is not true",
        "id: receive | 'id: receive\n    autoStartup: false' | is not started, so that nothing is received",
        "httpMethodRestrict: POST | httpMethodRestrict: GET | takes no POST, so that nothing is received"
      })
  void whatTakesNoWebhookIsRefused(String shipped, String changed, String problem)
      throws IOException {
    Files.writeString(
        routes.resolve("receive.camel.yaml"),
        Files.readString(Path.of("routes/receive.camel.yaml")).replace(shipped, changed));

    assertThat(check().faults()).extracting(Fault::problem).containsExactly(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "onException: [{onException: {exception: [java.lang.Exception], continued: {constant: 'true'}, steps: [{log: x}]}}]",
        "onException: [{onException: {exception: [java.lang.Exception], handled: {constant: 'true'}, steps: [%s]}}]",
        "onCompletion: [{onCompletion: {steps: [%s]}}]",
        "interceptFrom: [{interceptFrom: {steps: [%s]}}]"
      })
  void norIsItByAConfigurationOfTheRoute(String handler) throws IOException {
    Files.writeString(
        routes.resolve("receive.camel.yaml"),
        "- routeConfiguration: {id: mine, %s}\n".formatted(handler.formatted(STORE))
            + "- route: {id: receive, routeConfigurationId: mine, from: {uri: 'platform-http:{{extend.webhook.path}}', steps: [%s, %s]}}\n"
                .formatted(VERIFY, STORE));

    assertThat(check().faults())
        .extracting(Fault::problem)
        .contains("sends on what is not verified, and it reaches the queue extend.inbox");
  }

  @Test
  void aRestServiceThatTakesSomethingElseIsRefused() throws IOException {
    Files.writeString(
        routes.resolve("receive.camel.yaml"),
        "- route: {id: receive, from: {uri: 'rest:get:hook', steps: [%s, %s]}}\n"
            .formatted(VERIFY, STORE));

    assertThat(check().faults())
        .extracting(Fault::problem)
        .containsExactly("takes no POST, so that nothing is received");
  }

  private void receive(String steps) throws IOException {
    Files.writeString(
        routes.resolve("receive.camel.yaml"),
        "- route: {id: receive, from: {uri: 'platform-http:{{extend.webhook.path}}', steps: %s}}\n"
            .formatted(
                steps
                    .replace("%verify", VERIFY)
                    .replace("%store", STORE)
                    .replace("%log", REJECT.formatted("{log: x}"))
                    .replace("%instead", REJECT.formatted(STORE))
                    .replace("%stop", REJECT.formatted("{log: x}, {stop: {}}"))));
    Files.writeString(
        routes.resolve("mine.camel.yaml"), route("mine", "direct:mine", "- to: jms:extend.others"));
  }
}
