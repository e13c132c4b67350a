package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.jms.BytesMessage;
import jakarta.jms.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jms.core.JmsTemplate;

/** What a route of staff's gives up is the event, whatever the route has made of it by then. */
@ExtendWith(OutputCaptureExtension.class)
class GivenUpIT {

  private static final String ROUTES =
      """
      - route:
          id: accept-refused
          from:
            uri: jms:extend.accept.refused
            steps:
              - to:
                  uri: http://127.0.0.1:PORT/books
                  parameters: {httpMethod: POST, throwExceptionOnFailure: false}
              - choice:
                  when:
                    - simple: ${header.CamelHttpResponseCode} >= 400
                      steps:
                        - to: direct:dead-letter
      - route:
          id: accept-chat
          from:
            uri: jms:extend.accept.chat
            steps:
              - onException:
                  exception: [java.lang.Exception]
                  handled: {constant: "true"}
                  steps:
                    - setBody: {simple: "failed: ${header.ExtendEventId}"}
                    - to: http://127.0.0.1:PORT/chat?httpMethod=POST
                    - to: direct:dead-letter
              - to: http://127.0.0.1:PORT/books?httpMethod=POST
      - route:
          id: accept-before
          from:
            uri: jms:extend.accept.before
            steps:
              - onException:
                  exception: [java.lang.Exception]
                  handled: {constant: "true"}
                  steps:
                    - setBody: {simple: "failed: ${header.ExtendEventId}"}
                    - to: direct:dead-letter
                    - setBody: {simple: "${body}, ${header.ExtendFailure}"}
                    - to: http://127.0.0.1:PORT/chat?httpMethod=POST
              - to: http://127.0.0.1:PORT/books?httpMethod=POST
      - route:
          id: accept-told
          from:
            uri: jms:extend.accept.told
            steps:
              - onException:
                  exception: [java.lang.Exception]
                  handled: {constant: "true"}
                  steps:
                    - setBody: {simple: "failed: ${header.ExtendEventId}"}
                    - to: http://127.0.0.1:PORT/chat?httpMethod=POST
              - to: http://127.0.0.1:PORT/books?httpMethod=POST
      - route:
          id: accept-json
          from:
            uri: jms:extend.accept.json
            steps:
              - unmarshal: {json: {}}
              - filter:
                  simple: ${body[vendor]} == 'ACME'
                  steps:
                    - to: direct:dead-letter
                    - stop: {}
              - marshal: {json: {}}
              - to: http://127.0.0.1:PORT/books?httpMethod=POST
      - route:
          id: accept-parts
          from:
            uri: jms:extend.accept.parts
            steps:
              - split:
                  constant: a,b,c
                  steps:
                    - to: direct:part
      - route:
          id: accept-copies
          from:
            uri: jms:extend.accept.copies
            steps:
              - multicast:
                  steps:
                    - to: direct:part
                    - to: direct:part
      - route:
          id: accept-parallel
          from:
            uri: jms:extend.accept.parallel
            steps:
              - split:
                  constant: a,b,c,d,e,f,g,h
                  parallelProcessing: "true"
                  steps:
                    - to: direct:part
      - route:
          id: accept-taps
          from:
            uri: jms:extend.accept.taps
            steps:
              - wireTap: {uri: direct:part}
              - wireTap: {uri: direct:part}
              - wireTap: {uri: direct:part}
              - to: direct:part
      - route:
          id: accept-late
          from:
            uri: jms:extend.accept.late
            steps:
              - wireTap: {uri: direct:late}
      - route:
          id: late
          from:
            uri: direct:late
            steps:
              - delay: {constant: 1000}
              - split:
                  constant: a,b,c
                  steps:
                    - to: direct:part
      - route:
          id: accept-early
          from:
            uri: jms:extend.accept.early
            steps:
              - wireTap: {uri: direct:early}
              - delay: {constant: 1500}
      - route:
          id: early
          from:
            uri: direct:early
            steps:
              - split:
                  constant: a,b,c
                  steps:
                    - to: direct:part
      - route:
          id: accept-tap
          from:
            uri: jms:extend.accept.tap
            steps:
              - wireTap: {uri: direct:part}
              - delay: {constant: 1000}
      - route:
          id: part
          from:
            uri: direct:part
            steps:
              - removeHeaders: {pattern: "*"}
              - setBody: {constant: part}
              - to: direct:dead-letter
      - route:
          id: partner-text
          from:
            uri: jms:partner.text
            steps:
              - setBody: {constant: changed}
              - to: direct:dead-letter
      - route:
          id: no-queue
          autoStartup: false
          from:
            uri: timer:once?delay=0&repeatCount=1
            steps:
              - setHeader: {name: ExtendEventId, constant: evt_of_no_queue}
              - setBody: {constant: of the timer}
              - to: direct:dead-letter
      """;

  @TempDir static Path data;
  @TempDir static Path routes;

  @AutoClose private static RunningRouter router;
  private static HttpServer server;
  private static Operator operator;

  /** By path, and by the event's id in it. */
  private static final Map<String, byte[]> POSTED = new ConcurrentHashMap<>();

  private static volatile int answer;

  @BeforeAll
  static void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/books", exchange -> answer(exchange, answer));
    server.createContext("/chat", exchange -> answer(exchange, 200));
    server.start();
    Files.writeString(
        routes.resolve("staff.camel.yaml"),
        ROUTES.replace("PORT", "" + server.getAddress().getPort()));
    router =
        RunningRouter.start(
            data, "camel.main.routes-include-pattern=" + RunningRouter.routes(routes));
    operator = new Operator(router);
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "refused | 100    | the route gave it up, the last HTTP answer was 422",
        "refused | 300000 | the route gave it up, the last HTTP answer was 422",
        "chat    | 100    | HttpOperationFailedException",
        "chat    | 300000 | HttpOperationFailedException",
        "before  | 100    | HttpOperationFailedException",
        "json    | 100    | the route gave it up",
        "json    | 300000 | the route gave it up",
      })
  void theDeadLetterIsTheEventAndItsReplayDeliversThat(String branch, int size, String reason)
      throws Exception {
    answer = 422;
    String event = "evt_" + UUID.randomUUID();
    byte[] body = body(event, size, "ACME");
    send("extend.accept." + branch, event, body);

    JsonNode letter = operator.awaitDeadLetters(event, 1).get(0);

    assertThat(letter.path("failedAt").asText()).isEqualTo("extend.accept." + branch);
    assertThat(letter.path("attempts").asInt()).isOne();
    assertThat(letter.path("failure").asText()).startsWith(reason);
    assertThat(letter.path("bytes").asInt()).isEqualTo(body.length);
    JsonNode whole = show(letter);
    assertThat(whole.path("body").asText()).isEqualTo(new String(body, StandardCharsets.UTF_8));
    assertThat(whole.path("headers").fieldNames())
        .toIterable()
        .containsExactly("ExtendChecksum", "ExtendEventId", "ExtendRunId", "Tries");
    assertThat(whole.at("/headers/Tries").asInt()).isEqualTo(7);

    if (branch.equals("json")) {
      return;
    }
    answer = 200;
    POSTED.clear();
    assertThat(operator.post("/deadletters/" + letter.path("id").asText()).statusCode())
        .isEqualTo(200);
    await().until(() -> POSTED.containsKey("/books"));
    assertThat(POSTED.get("/books")).isEqualTo(body);
  }

  @Test
  void whatFollowsInTheRouteGoesOnWithWhatItHad() throws Exception {
    answer = 422;
    POSTED.clear();
    String event = "evt_" + UUID.randomUUID();
    send("extend.accept.before", event, body(event, 100, "ACME"));
    await().until(() -> POSTED.containsKey("/chat"));
    assertThat(POSTED.get("/chat"))
        .asString(StandardCharsets.UTF_8)
        .startsWith("failed: " + event + ", HttpOperationFailedException");
  }

  @Test
  void theLineOfADeliveryTellsOfAFailureThatAHandlerTookForDone(CapturedOutput output)
      throws Exception {
    answer = 422;
    String event = "evt_" + UUID.randomUUID();
    send("extend.accept.told", event, body(event, 100, "ACME"));
    await()
        .untilAsserted(
            () ->
                assertThat(
                        output
                            .getOut()
                            .lines()
                            .filter(line -> line.contains("delivered event=" + event)))
                    .singleElement()
                    .asString()
                    .contains(
                        " INFO ",
                        "delivered event=" + event + " run=clr_1 type= by route=accept-told",
                        ", although a step failed, which its error handler took for done: HttpOperationFailedException"));

    answer = 200;
    String fine = "evt_" + UUID.randomUUID();
    send("extend.accept.told", fine, body(fine, 100, "ACME"));
    await()
        .untilAsserted(
            () ->
                assertThat(
                        output
                            .getOut()
                            .lines()
                            .filter(line -> line.contains("delivered event=" + fine)))
                    .singleElement()
                    .asString()
                    .contains(" INFO ", "delivered event=")
                    .doesNotContain("although"));
  }

  @ParameterizedTest
  @CsvSource({
    "parts,100",
    "parts,300000",
    "copies,100",
    "copies,300000",
    "parallel,100",
    "parallel,50000",
    "parallel,300000",
    "taps,50000",
    "taps,300000"
  })
  void ofSeveralPartsThereIsOneDeadLetterWhichIsTheWhole(
      String branch, int size, CapturedOutput output) throws Exception {
    String event = "evt_" + UUID.randomUUID();
    byte[] body = body(event, size, "ACME");
    send("extend.accept." + branch, event, body);

    JsonNode letter = operator.awaitDeadLetters(event, 1).get(0);

    assertThat(show(letter).path("body").asText())
        .isEqualTo(new String(body, StandardCharsets.UTF_8));
    String next = "evt_" + UUID.randomUUID();
    send("extend.accept." + branch, next, body(next, 100, "ACME"));
    operator.awaitDeadLetters(next, 1);
    assertThat(operator.awaitDeadLetters(event, 1)).hasSize(1);
    assertThat(output).doesNotContain("delivered event=" + event);
  }

  @ParameterizedTest
  @CsvSource({"100", "300000"})
  void soIsThatOfAWireTap(int size) throws Exception {
    String event = "evt_" + UUID.randomUUID();
    byte[] body = body(event, size, "ACME");
    send("extend.accept.tap", event, body);
    JsonNode letter = operator.awaitDeadLetters(event, 1).get(0);
    assertThat(show(letter).path("body").asText())
        .isEqualTo(new String(body, StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"early", "late"})
  void aRouteHasDeliveredWhateverItsWireTapGivesUpAndWhenever(String branch, CapturedOutput output)
      throws Exception {
    String event = "evt_" + UUID.randomUUID();
    send("extend.accept." + branch, event, body(event, 100, "ACME"));
    operator.awaitDeadLetters(event, 1);
    await()
        .untilAsserted(
            () ->
                assertThat(output)
                    .contains("delivered event=" + event)
                    .contains("gave up event=" + event));
    // The ledger refuses the row of what no triage has seen.
    await()
        .untilAsserted(
            () ->
                assertThat(operator.deadLetters(event))
                    .extracting(letter -> letter.path("failedAt").asText())
                    .containsExactlyInAnyOrder("extend.accept." + branch, "extend.ledger"));
  }

  @Test
  void aTextOfAQueueOfTheirOwnStaysThatText() throws Exception {
    String event = "evt_" + UUID.randomUUID();
    router
        .bean(JmsTemplate.class)
        .send(
            "partner.text",
            session -> {
              Message message = session.createTextMessage("as it came");
              message.setStringProperty("ExtendEventId", event);
              return message;
            });
    JsonNode letter = operator.awaitDeadLetters(event, 1).get(0);
    assertThat(letter.path("failedAt").asText()).isEqualTo("partner.text");
    assertThat(show(letter).path("body").asText()).isEqualTo("as it came");
  }

  @Test
  void whatComesFromNoQueueIsGivenUpAsItIs() throws Exception {
    router.bean(org.apache.camel.CamelContext.class).getRouteController().startRoute("no-queue");
    JsonNode letter = operator.awaitDeadLetters("evt_of_no_queue", 1).get(0);
    assertThat(show(letter).path("body").asText()).isEqualTo("of the timer");
  }

  private static JsonNode show(JsonNode letter) throws Exception {
    return Operator.json(operator.get("/deadletters/" + letter.path("id").asText()));
  }

  private static byte[] body(String event, int size, String vendor) {
    return "{\"vendor\": \"%s\", \"id\": \"%s\", \"text\": \"%s\"}"
        .formatted(vendor, event, "x".repeat(size))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void send(String queue, String event, byte[] body) {
    router
        .bean(JmsTemplate.class)
        .send(
            queue,
            session -> {
              BytesMessage message = session.createBytesMessage();
              message.writeBytes(body);
              message.setStringProperty("ExtendEventId", event);
              message.setStringProperty("ExtendRunId", "clr_1");
              message.setIntProperty("Tries", 7);
              return message;
            });
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    POSTED.put(exchange.getRequestURI().getPath(), exchange.getRequestBody().readAllBytes());
    byte[] said = "{\"vendor\":\"ACME\"}".getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("X-Server", "books");
    exchange.sendResponseHeaders(status, said.length);
    exchange.getResponseBody().write(said);
    exchange.close();
  }
}
