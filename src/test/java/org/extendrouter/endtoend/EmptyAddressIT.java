package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.BytesMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jms.core.JmsTemplate;

/** Steps that find out their address for each event, and find none: no event is lost. */
class EmptyAddressIT {

  private static final String ROUTE =
      """
      - route:
          id: accept-%1$s
          from:
            uri: jms:extend.accept.%1$s
            steps:
              - setVariable: {name: url, simple: "${header.target}"}
              - %2$s
      """;

  private static final String ROUTES =
      ROUTE.formatted("list", "recipientList: {simple: '${header.target}'}")
          + ROUTE.formatted("header", "recipientList: {header: target}")
          + ROUTE.formatted("slip", "routingSlip: {header: target}")
          + ROUTE.formatted("dynamic", "dynamicRouter: {simple: '${header.target}'}")
          + ROUTE.formatted("to", "toD: '${variable.url}'")
          + ROUTE.formatted(
              "inner",
              "choice: {when: [{simple: '${header.other}', steps: [{to: 'log:x'}]}],"
                  + " otherwise: {steps: [{recipientList: {simple: '${header.target}'}}]}}")
          + ROUTE.formatted(
              "off",
              "dynamicRouter: {disabled: true, simple: '${header.nothing}'}\n        - recipientList: {header: target}")
          + """
          - route:
              id: partner
              from:
                uri: direct:partner
                steps:
                  - to: file:{{extend.data-dir}}/partner?fileName=${header.ExtendEventId}&fileExist=Append
                  - removeHeaders: {pattern: target}
                  - removeProperties: {pattern: "*"}
          """;

  @TempDir static Path data;
  @TempDir static Path routes;

  @AutoClose private static RunningRouter router;
  private static Operator operator;

  @BeforeAll
  static void start() throws Exception {
    Files.writeString(routes.resolve("staff.camel.yaml"), ROUTES);
    router =
        RunningRouter.start(
            data, "camel.main.routes-include-pattern=" + RunningRouter.routes(routes));
    operator = new Operator(router);
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "header", "slip", "dynamic", "to", "inner", "off"})
  void anEventThatIsSentToNobodyIsADeadLetter(String type) throws Exception {
    JsonNode letter = operator.awaitDeadLetters(send(type, null), 1).get(0);

    assertThat(letter.path("failedAt").asText()).isEqualTo("extend.accept." + type);
    assertThat(letter.path("attempts").asInt()).isGreaterThan(1);
    assertThat(letter.path("failure").asText())
        .contains("the address of this step is empty: ")
        .contains("in line ")
        .contains("set the header or variable that it names in a step before");
  }

  @Test
  void aListOfNothingIsNobodyToo() throws Exception {
    String event = send("list", " , ");
    assertThat(operator.awaitDeadLetters(event, 1).get(0).path("failure").asText())
        .contains("the address of this step is empty: recipientList");
  }

  /** What a route that is called leaves of the event does not bring the step to ask again. */
  @ParameterizedTest
  @ValueSource(strings = {"list", "header", "slip", "dynamic", "to", "inner", "off"})
  void anEventWithAnAddressIsDeliveredOnce(String type) throws Exception {
    String event = send(type, "direct:partner");

    assertThat(router.awaitFiles("partner", event, 1).get(0)).hasBinaryContent(new byte[] {1});
    await()
        .untilAsserted(() -> assertThat(Queues.browse(router, "extend.accept." + type)).isEmpty());
    assertThat(router.files("partner", event).get(0)).hasBinaryContent(new byte[] {1});
    assertThat(Operator.json(operator.get("/deadletters")).path("oldest"))
        .noneMatch(
            letter ->
                letter.path("eventId").asText().equals(event)
                    && letter.path("failedAt").asText().equals("extend.accept." + type));
  }

  private static String send(String type, String target) {
    String event = "evt_" + UUID.randomUUID();
    router
        .bean(JmsTemplate.class)
        .send(
            "extend.accept." + type,
            session -> {
              BytesMessage message = session.createBytesMessage();
              message.writeBytes(new byte[] {1});
              message.setStringProperty("ExtendEventId", event);
              message.setStringProperty("ExtendRunId", "clr_1");
              if (target != null) {
                message.setStringProperty("target", target);
              }
              return message;
            });
    return event;
  }
}
