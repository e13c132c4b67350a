package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.BytesMessage;
import jakarta.jms.Message;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.management.ActiveMQServerControl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.spi.RouteController;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.jms.core.MessageCreator;

/** Routes as staff may write them, that fail: whatever they say about errors, no event is lost. */
@ExtendWith(OutputCaptureExtension.class)
class StaffRoutesIT {

  private static final String DEAD_LETTERS = "extend.dead-letter";
  private static final int ATTEMPTS = 4;

  private static final String ROUTES =
      """
      - route:
          id: accept-lease
          errorHandler:
            noErrorHandler: {}
          from:
            uri: jms:extend.accept.lease
            steps:
              - to: jms:partner.leases
              - to: file:{{extend.data-dir}}/leases
      - route:
          id: partner-leases
          autoStartup: false
          from:
            uri: jms:partner.leases
            steps:
              - log: taken
      - route:
          id: accept-deed
          from:
            uri: jms:extend.accept.deed
            steps:
              - removeHeaders:
                  pattern: "*"
              - to: jms:partner.deeds
      - route:
          id: partner-deeds
          from:
            uri: jms:partner.deeds
            steps:
              - convertBodyTo:
                  type: String
              - to: file:{{extend.data-dir}}/deeds
      - route:
          id: partner-letters
          from:
            uri: jms:partner.letters
            steps:
              - to: file:{{extend.data-dir}}/letters?fileName=${header.ExtendEventId}
      - route:
          id: accept-bill
          from:
            uri: jms:extend.accept.bill
            steps:
              - to:
                  uri: jms:partner.bills
                  parameters:
                    deliveryDelay: 2000
      - route:
          id: partner-bills
          from:
            uri: jms:partner.bills
            steps:
              - to: file:{{extend.data-dir}}/bills?fileName=${header.ExtendEventId}
      - route:
          id: accept-will
          from:
            uri: jms:extend.accept.will
            steps:
              - setHeader:
                  name: To
                  constant: one@example.com, two@example.com
              - to: smtp:{{extend.review.email.smtp.host}}:{{extend.review.email.smtp.port}}
      - route:
          id: accept-plan
          from:
            uri: jms:extend.accept.plan
            steps:
              - to: direct:plan
      - route:
          id: accept-map
          from:
            uri: jms:extend.accept.map
            steps:
              - to: direct:dead-letter
      - route:
          id: accept-note
          from:
            uri: jms:extend.accept.note
            steps:
              - setHeader: {name: ownEnd, constant: dead-letter}
              - toD: jms:extend.${header.ownEnd}
      - route:
          id: accept-tap
          from:
            uri: jms:extend.accept.tap
            steps:
              - wireTap: {uri: direct:broken}
              - to: file:{{extend.data-dir}}/beside?fileName=${header.ExtendEventId}
      - routeConfiguration:
          id: after
          onCompletion:
            - onCompletion:
                onCompleteOnly: true
                steps: [{to: direct:broken}]
      - route:
          id: accept-after
          routeConfigurationId: after
          from:
            uri: jms:extend.accept.after
            steps:
              - to: file:{{extend.data-dir}}/beside?fileName=${header.ExtendEventId}
      - route:
          id: accept-slow
          from:
            uri: jms:extend.accept.slow
            steps:
              - multicast:
                  parallelProcessing: true
                  timeout: 200
                  steps:
                    - to: direct:late
              - to: file:{{extend.data-dir}}/beside?fileName=${header.ExtendEventId}
      - route:
          id: accept-parts
          from:
            uri: jms:extend.accept.parts
            steps:
              - split:
                  constant: a,b,c
                  steps: [{to: direct:broken}]
      - route:
          id: accept-caught
          from:
            uri: jms:extend.accept.caught
            steps:
              - doTry:
                  steps:
                    - split:
                        constant: a
                        steps: [{to: direct:broken}]
                  doCatch:
                    - exception: [java.lang.Exception]
                      steps: [{log: caught}]
              - to: file:{{extend.data-dir}}/beside?fileName=${header.ExtendEventId}
      - route:
          id: late
          from:
            uri: direct:late
            steps:
              - process: {ref: untilDelivered}
              - to: direct:broken
      - route:
          id: broken
          from:
            uri: direct:broken
            steps:
              - throwException:
                  exceptionType: java.lang.IllegalStateException
                  message: "broken for ${header.ExtendEventId}"
      - route:
          id: plan
          from:
            uri: direct:plan
            steps:
              - log: seen ${header.ExtendEventId}
              - rollback:
                  markRollbackOnly: true
      - route:
          id: partner-counts
          from:
            uri: jms:partner.counts?receiveTimeout=3600000
            steps:
              - to: file:{{extend.data-dir}}/counts?fileName=${header.ExtendEventId}-attempt-${header.JMSXDeliveryCount}
      - route:
          id: cleaner
          autoStartup: false
          from:
            uri: timer:cleaner?delay=0&repeatCount=1
            steps:
              - throwException:
                  exceptionType: java.lang.IllegalStateException
                  message: no broom
      """;

  @TempDir static Path data;
  @TempDir static Path routes;

  @AutoClose private static MoodyMailServer mailServer;
  @AutoClose private static RunningRouter router;
  private static Operator operator;
  private static String linesOfTheStart;

  @BeforeAll
  static void start(CapturedOutput output) throws Exception {
    mailServer = new MoodyMailServer();
    Files.writeString(routes.resolve("staff.camel.yaml"), ROUTES);
    Files.writeString(
        routes.resolve("notices.camel.yaml"),
        Files.readString(Path.of("routes/notices.camel.yaml"))
            .replace("method: notice", "method: other"));
    router =
        RunningRouter.start(
            data,
            context ->
                ((GenericApplicationContext) context)
                    .registerBean(
                        "untilDelivered", Processor.class, () -> StaffRoutesIT::waitUntilDelivered),
            webhooks -> {},
            "camel.main.routes-include-pattern=" + RunningRouter.routes(routes),
            "extend.broker.watch-interval=100ms",
            "extend.review.email.smtp.port=" + mailServer.port(),
            "camel.component.seda.queue-size=7");
    operator = new Operator(router);
    linesOfTheStart = output.toString();
    // The broker drops what it gives up if the queue for it is not there.
    assertThat(broker().getQueueNames()).contains(DEAD_LETTERS);
  }

  private static void waitUntilDelivered(Exchange part) {
    await().until(() -> router.awaitQueue("extend.accept.slow").getMessageCount() == 0);
  }

  @Test
  void whatACopyOfTheRoutersOwnLeavesOutIsWarnedOfAtTheStart() {
    assertThat(linesOfTheStart)
        .containsPattern(
            "WARN .*"
                + routes.resolve("notices.camel.yaml")
                + ": leaves out of the jar's notices.camel.yaml:"
                + " bean extendRouteCounters.notice: put it back");
  }

  @Test
  void settingsOfCamelReachItsComponents() {
    CamelContext camel = router.bean(CamelContext.class);

    assertThat(camel.getComponent("seda", SedaComponent.class).getQueueSize()).isEqualTo(7);
  }

  @Test
  void aRouteWithoutErrorHandlingEndsInADeadLetterAndCommitsNothingBefore(CapturedOutput output)
      throws Exception {
    Path inTheWay = Files.writeString(data.resolve("leases"), "in the way");
    String event = send("extend.accept.lease");

    JsonNode letter = operator.awaitDeadLetters(event, 1).get(0);

    assertThat(letter.path("failedAt").asText()).isEqualTo("extend.accept.lease");
    assertThat(letter.path("attempts").asInt()).isEqualTo(ATTEMPTS);
    assertThat(letter.path("failure").asText()).contains("leases");
    assertThat(messages("partner.leases")).isZero();
    assertThat(output.getOut().lines().filter(line -> line.contains(" event=" + event)))
        .hasSize(ATTEMPTS)
        .first()
        .asString()
        .contains(" WARN ")
        .contains("failed event=" + event + " run=clr_1 at extend.accept.lease, attempt 1 of 4");
    assertThat(output)
        .containsPattern(
            "ERROR .*gave up event="
                + event
                + " run=clr_1 at extend.accept.lease after 4 attempts, it waits as dead letter "
                + letter.path("id").asText()
                + ": \\S")
        .doesNotContain("\tat ");

    Files.delete(inTheWay);
    operator.post("/deadletters/" + letter.path("id").asText());
    await().until(() -> messages("partner.leases") == 1);
    await()
        .until(
            () ->
                operator.metric("extend_queue_unconsumed_messages{queue=\"partner.leases\"}") == 1);
    assertThat(
            Operator.json(operator.get("/health/operator")).at("/components/attention").toString())
        .contains("no route takes them, since partner-leases is stopped");
  }

  @Test
  void aQueueOfAnyNameIsTriedAgainSeenAndReplayed() throws Exception {
    Path inTheWay = Files.writeString(data.resolve("deeds"), "in the way");
    long before = System.nanoTime();
    send("extend.accept.deed");

    JsonNode letter = await().until(() -> deadLetterOf("partner.deeds"), found -> found != null);

    // 100 ms and twice 200 ms between the attempts.
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(500));
    assertThat(letter.path("attempts").asInt()).isEqualTo(ATTEMPTS);
    assertThat(letter.path("failure").asText()).contains("deeds");
    await().until(() -> operator.metric("extend_queue_messages{queue=\"partner.deeds\"}") == 0);
    assertThat(
            Operator.json(operator.get("/health"))
                .path("components")
                .path("queues")
                .path("details")
                .has("partner.deeds"))
        .isTrue();

    Files.delete(inTheWay);
    assertThat(operator.post("/deadletters/" + letter.path("id").asText()).statusCode())
        .isEqualTo(200);
    await().until(() -> Files.isDirectory(data.resolve("deeds")));
  }

  @Test
  void whatIsSentWithADelayArrivesLater() {
    long before = System.nanoTime();
    String event = send("extend.accept.bill");
    router.awaitFiles("bills", event, 1);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofSeconds(2));
  }

  @Test
  void aTextInAQueueOfAnyNameIsReplayedToo() throws Exception {
    String text = "text-" + UUID.randomUUID();
    Path inTheWay = Files.writeString(data.resolve("letters"), "in the way");
    router
        .bean(JmsTemplate.class)
        .send(
            "partner.letters",
            session -> {
              Message message = session.createTextMessage(text);
              message.setStringProperty("ExtendEventId", text);
              return message;
            });
    String id = operator.awaitDeadLetters(text, 1).get(0).path("id").asText();
    Files.delete(inTheWay);

    assertThat(operator.post("/deadletters/" + id).statusCode()).isEqualTo(200);

    assertThat(router.awaitFiles("letters", text, 1).get(0)).hasContent(text);
  }

  @Test
  void aMailRouteOfStaffsKeepsItsEventToItself() throws Exception {
    mailServer.answer(line -> line.startsWith("RCPT TO:<TWO@") ? "450 4.2.2 mailbox full" : null);
    String event = send("extend.accept.will");
    JsonNode letter = operator.awaitDeadLetters(event, 1).get(0);
    assertThat(letter.path("failedAt").asText()).isEqualTo("extend.accept.will");
    assertThat(letter.path("failure").asText()).contains("450 4.2.2 mailbox full");
  }

  @Test
  void aRouteThatRollsBackWithoutAFailureIsGivenUpToo() throws Exception {
    String event = send("extend.accept.plan");
    JsonNode letter = operator.awaitDeadLetters(event, 1).get(0);
    assertThat(letter.path("failedAt").asText()).isEqualTo("extend.accept.plan");
    assertThat(letter.path("failure").asText()).isEqualTo("the route rolled it back");
  }

  @Test
  void aRouteMayGiveUpWithoutAFailure() throws Exception {
    String event = send("extend.accept.map");
    JsonNode letter = operator.awaitDeadLetters(event, 1).get(0);
    assertThat(letter.path("failedAt").asText()).isEqualTo("extend.accept.map");
    assertThat(letter.path("attempts").asInt()).isOne();
    assertThat(letter.path("failure").asText()).isEqualTo("the route gave it up");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tap", "after", "slow"})
  void whatFailsBesideAMessageIsToldOnce(String type, CapturedOutput output) {
    String event = send("extend.accept." + type);
    router.awaitFiles("beside", event, 1);
    await()
        .untilAsserted(
            () ->
                assertThat(output.getOut().lines().filter(line -> line.contains("broken for")))
                    .singleElement()
                    .asString()
                    .contains(
                        " ERROR ",
                        "failed route=accept-%s event=%s run=clr_1: IllegalStateException: broken for"
                            .formatted(type, event)));
  }

  @Test
  void whatFailsAMessageIsToldOfTheMessageAlone(CapturedOutput output) {
    String event = send("extend.accept.parts");
    operator.awaitDeadLetters(event, 1);
    assertThat(output.getOut().lines().filter(line -> line.contains("broken for " + event)))
        .hasSize(ATTEMPTS);
    assertThat(output).doesNotContain("failed route=");
  }

  @Test
  void whatARouteCatchesIsNotToldOf(CapturedOutput output) {
    router.awaitFiles("beside", send("extend.accept.caught"), 1);
    assertThat(output).contains("caught").doesNotContain("failed route=");
  }

  @Test
  void ofWhatARouteSentToTheDeadLettersItselfThatIsTold() throws Exception {
    String event = send("extend.accept.note");
    JsonNode letter = operator.awaitDeadLetters(event, 1).get(0);
    assertThat(letter.path("failure").asText()).isEqualTo("a route sent it here itself");
  }

  @Test
  void whatComesInWhileARouteIsBeingSuspendedUsesUpNoAttempt() throws Exception {
    RouteController routes = router.bean(CamelContext.class).getRouteController();
    for (int i = 0; i < 3; i++) {
      routes.suspendRoute("partner-counts");
      String event = send("partner.counts");
      routes.resumeRoute("partner-counts");
      assertThat(router.awaitFiles("counts", event, 1))
          .singleElement()
          .asString()
          .endsWith("-attempt-1");
    }
  }

  /** Before, behind and in the moment in which its consumers cease to wait. */
  @Test
  void consumersThatWaitLongAreSuspendedAtOnceAndNotInTheirWork() throws Exception {
    Consumer consumer = router.bean(CamelContext.class).getRoute("partner-counts").getConsumer();
    List<String> events = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      for (int message = 0; message < i % 4; message++) {
        events.add(send("partner.counts"));
      }
      ServiceHelper.suspendService(consumer);
      events.add(send("partner.counts"));
      ServiceHelper.resumeService(consumer);
    }
    awaitCountedOnce(events);
  }

  @Test
  void consumersThatWaitLongAreStoppedAtOnceAndWhatComesThenUsesUpNoAttempt() throws Exception {
    RouteController routes = router.bean(CamelContext.class).getRouteController();
    for (int i = 0; i < 3; i++) {
      routes.stopRoute("partner-counts");
      routes.startRoute("partner-counts");
      List<String> events = Stream.generate(() -> send("partner.counts")).limit(20).toList();
      awaitCountedOnce(events);
    }
  }

  @Test
  void aRouteWithoutAQueueFailsInOneLine(CapturedOutput output) throws Exception {
    router.bean(CamelContext.class).getRouteController().startRoute("cleaner");
    await()
        .untilAsserted(
            () ->
                assertThat(output)
                    .containsPattern(
                        "ERROR .*failed route=cleaner: IllegalStateException: no broom"));
    router.bean(CamelContext.class).getRouteController().stopRoute("cleaner");
    assertThat(output.getOut().lines().filter(line -> line.contains("no broom"))).hasSize(1);
    assertThat(output).doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"extend.inbox", "extend.accept.lease", "partner.letters"})
  void anObjectIsNeverReadButADeadLetterAtOnce(String queue) throws Exception {
    String event = "evt_" + UUID.randomUUID();
    send(queue, session -> marked(session.createObjectMessage(new Trap()), event));

    JsonNode letter =
        await()
            .until(
                () -> operator.awaitDeadLetters(event, 1).get(0),
                // The letter and its reason are committed together, and show up in turn.
                found -> found.path("failure").asText().contains("not bytes"));

    assertThat(letter.path("failedAt").asText()).isEqualTo(queue);
    assertThat(letter.path("attempts").asInt()).isOne();
    String path = "/deadletters/" + letter.path("id").asText();
    assertThat(Operator.json(operator.get(path)).path("bodyBase64").binaryValue().length)
        .isGreaterThan(Trap.SIZE);
    HttpResponse<String> replay = operator.post(path);
    assertThat(replay.statusCode()).isEqualTo(409);
    assertThat(replay.body()).contains("its body is not bytes");
    assertThat(Trap.SPRUNG).hasValue(0);
  }

  @Test
  void aMessageWhoseEventIdIsNoTextIsADeadLetterThatIsListed() throws Exception {
    send(
        "extend.inbox",
        session -> {
          BytesMessage message = session.createBytesMessage();
          message.writeBytes(new byte[] {1});
          message.setObjectProperty("ExtendEventId", new byte[] {1});
          return message;
        });

    await().until(() -> deadLetterOf("extend.review.file") != null);
  }

  @Test
  void whatExpiresIsADeadLetter() throws Exception {
    String event = "evt_" + UUID.randomUUID();
    JmsTemplate jms = new JmsTemplate(router.bean(JmsTemplate.class).getConnectionFactory());
    jms.setExplicitQosEnabled(true);
    jms.setTimeToLive(1);
    jms.send("partner.patience", bytes(event));
    // The broker looks at a message's time when someone wants to take it.
    jms.setReceiveTimeout(200);
    assertThat(jms.receive("partner.patience")).isNull();

    JsonNode letter = operator.awaitDeadLetters(event, 1).get(0);

    assertThat(letter.path("failedAt").asText()).isEqualTo("partner.patience");
    assertThat(letter.path("failure").asText()).contains("expired");
    operator.post("/deadletters/" + letter.path("id").asText());
    assertThat(messages("partner.patience")).isOne();
  }

  @Test
  void askingTheBrokerLeavesNoQueueBehind() throws Exception {
    await().until(() -> operator.metric("extend_queue_messages{queue=\"extend.inbox\"}") == 0);
    assertThat(broker().getQueueNames().length).isLessThan(40);
    assertThat(broker().getAddressNames().length).isLessThan(40);
  }

  /** Tells when it is read back from bytes. */
  private static final class Trap implements Serializable {

    private static final long serialVersionUID = 1;
    static final AtomicInteger SPRUNG = new AtomicInteger();

    static final int SIZE = 300_000;

    private final byte[] large = new byte[SIZE];

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      SPRUNG.incrementAndGet();
      in.defaultReadObject();
    }
  }

  private static void awaitCountedOnce(List<String> events) {
    await()
        .untilAsserted(
            () ->
                assertThat(events)
                    .allSatisfy(
                        event ->
                            assertThat(router.files("counts", event))
                                .singleElement()
                                .asString()
                                .endsWith("-attempt-1")));
  }

  private static ActiveMQServerControl broker() {
    return router.bean(EmbeddedActiveMQ.class).getActiveMQServer().getActiveMQServerControl();
  }

  private static String send(String queue) {
    String event = "evt_" + UUID.randomUUID();
    send(queue, bytes(event));
    return event;
  }

  private static MessageCreator bytes(String event) {
    return session -> {
      BytesMessage message = session.createBytesMessage();
      message.writeBytes(new byte[] {1});
      return marked(message, event);
    };
  }

  private static <T extends Message> T marked(T message, String event)
      throws jakarta.jms.JMSException {
    message.setStringProperty("ExtendEventId", event);
    message.setStringProperty("ExtendRunId", "clr_1");
    return message;
  }

  private static void send(String queue, MessageCreator message) {
    router.bean(JmsTemplate.class).send(queue, message);
  }

  private static int messages(String queue) {
    return Queues.browse(router, queue).size();
  }

  private static JsonNode deadLetterOf(String queue) throws Exception {
    for (JsonNode letter : Operator.json(operator.get("/deadletters")).path("oldest")) {
      if (letter.path("failedAt").asText().equals(queue)) {
        return letter;
      }
    }
    return null;
  }
}
