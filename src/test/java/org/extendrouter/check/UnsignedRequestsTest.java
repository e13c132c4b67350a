package org.extendrouter.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.extendrouter.check.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What staff's own routes take over HTTP, on the port of the webhooks. */
class UnsignedRequestsTest extends RouteFiles {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "platform-http:/webhooks/extend",
        "platform-http:/webhooks/extend/?httpMethodRestrict=GET",
        "platform-http:webhooks/extend",
        "platform-http://webhooks/extend",
        "platform-http:{{extend.webhook.path}}"
      })
  void noneTakesThePathOfTheWebhooks(String from) throws IOException {
    entry("'" + from + "'", "- log: x");

    assertThat(check().faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.place()).endsWith("mine.camel.yaml line 4");
              assertThat(fault.problem())
                  .isEqualTo(
                      "takes requests at /webhooks/extend, so that webhooks fail or reach it unsigned");
              assertThat(fault.fix()).isEqualTo("give it another path");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{path: /webhooks, post: [{path: /extend, to: 'direct:mine'}]}",
        "{path: /webhooks/extend, get: [{to: 'direct:mine'}]}",
        "{post: [{path: webhooks/extend/, to: 'direct:mine'}]}",
        "{post: [{path: webhooks/extend, to: 'jms:mine'}]}",
        "{post: [{path: /extend, to: 'direct:mine'}]}\n- restConfiguration: {contextPath: /webhooks}"
      })
  void noRestServiceTakesIt(String rest) throws IOException {
    Files.writeString(routes.resolve("queue.camel.yaml"), route("queue", "jms:mine", "- log: x"));
    write("- rest: " + rest + "\n" + route("mine", "direct:mine", "- log: x"));

    assertThat(check().faults())
        .extracting(Fault::problem)
        .containsExactly(
            "takes requests at /webhooks/extend, so that webhooks fail or reach it unsigned");
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform-http:/webhooks", "platform-http:/mine?httpMethodRestrict=POST"})
  void anotherPathIsWarnedOf(String from) throws IOException {
    entry(from, "- log: x");

    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.place()).endsWith("mine.camel.yaml line 4");
              assertThat(warning.problem())
                  .contains("HTTP requests", "no signature", "no limits", "port of the webhooks");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'jms:extend.accept.invoice'",
        "'direct:mine'",
        "'jms:mine'",
        "'direct:run'",
        "'direct:review'"
      })
  void whatComesUnsignedIsNoRun(String to) throws IOException {
    type("invoice", "jms:extend.accept.invoice", "- log: x");
    Files.writeString(
        routes.resolve("further.camel.yaml"),
        route("direct", "direct:mine", "- to: jms:mine")
            + route("queue", "jms:mine", "- to: jms:extend.accept.invoice"));
    write(
        "- rest: {path: /mine, post: [{path: /a, to: %s}]}\n".formatted(to)
            + route("mine", "platform-http:/b", "- to: " + to));

    assertThat(check().faults())
        .extracting(Fault::problem)
        .hasSize(2)
        .allMatch(
            problem -> problem.startsWith("takes requests that are not signed, and reach the"));
  }

  @Test
  void aRestServiceIsWarnedOfWhateverItSendsTo() throws IOException {
    write("- rest: {path: /mine, post: [{path: /a, to: 'file:x'}]}\n");

    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.place()).endsWith("mine.camel.yaml line 1");
              assertThat(warning.problem()).contains("HTTP requests at /mine/a");
            });
  }

  @Test
  void theRootIsNamed() throws IOException {
    entry("platform-http:/?matchOnUriPrefix=true", "- log: x");

    assertThat(check().warnings())
        .extracting(Fault::problem)
        .singleElement()
        .asString()
        .contains("HTTP requests at /,");
  }

  @Test
  void theRoutersOwnEntriesAreAsTheyShouldBe() {
    assertThat(check().faults()).isEmpty();
    assertThat(check().warnings()).isEmpty();
  }

  private void entry(String from, String step) throws IOException {
    write(route("mine", from, step));
  }

  private void write(String text) throws IOException {
    Files.writeString(routes.resolve("mine.camel.yaml"), text);
  }
}
