package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.jms.core.MessageCreator;
import org.springframework.util.FileSystemUtils;

/** What an operator sees of messages that were given up, and how they go on. */
@ExtendWith(OutputCaptureExtension.class)
class DeadLettersIT {

  private static final String DEAD_LETTERS = "extend.dead-letter";
  private static final String REASONS = "extend.dead-letter.reasons";
  private static final String NOBODYS = "extend.accept.nobodys";

  @TempDir static Path data;

  private static RunningRouter router;
  private static Operator operator;

  @BeforeAll
  static void start() {
    router = RunningRouter.start(data, "extend.broker.watch-interval=100ms");
    operator = new Operator(router);
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  @BeforeEach
  void startWithNone() throws Exception {
    JmsTemplate jms = router.bean(JmsTemplate.class);
    jms.setReceiveTimeout(JmsTemplate.RECEIVE_TIMEOUT_NO_WAIT);
    for (String queue : List.of(DEAD_LETTERS, REASONS, NOBODYS)) {
      while (jms.receive(queue) != null) {
        // The next one.
      }
    }
    unblock("accepted/invoice");
    unblock("review");
  }

  @Test
  void whatWasGivenUpIsListedAndShownWithItsReasonAndItsBytes(CapturedOutput output)
      throws Exception {
    block("accepted/invoice");
    Extend.Event event = post("01-invoice-accepted");
    JsonNode letter = operator.awaitDeadLetters(event.id(), 1).get(0);

    assertThat(operator.get("/deadletters").statusCode()).isEqualTo(200);
    assertThat(letter.path("runId").asText()).startsWith("clr_");
    assertThat(letter.path("failedAt").asText()).isEqualTo("extend.accept.invoice");
    assertThat(letter.path("failure").asText()).contains("accepted/invoice");
    assertThat(letter.path("attempts").asInt()).isGreaterThan(1);
    assertThat(letter.path("bytes").asInt()).isEqualTo(event.body().length);
    assertThat(Instant.parse(letter.path("givenUpAt").asText()))
        .isBetween(Instant.now().minusSeconds(60), Instant.now());
    assertThat(letter.path("receivedAt").asText()).isNotEmpty();

    String id = letter.path("id").asText();
    await().untilAsserted(() -> assertThat(output).contains("dead letter " + id));
    JsonNode shown = Operator.json(operator.get("/deadletters/" + id));
    assertThat(shown.path("eventId").asText()).isEqualTo(event.id());
    assertThat(shown.path("body").asText())
        .isEqualTo(new String(event.body(), StandardCharsets.UTF_8));
  }

  @Test
  void oneIsReplayedOnceTheCauseIsMended(CapturedOutput output) throws Exception {
    block("accepted/invoice");
    Extend.Event event = post("01-invoice-accepted");
    Extend.Event other = post("01-invoice-accepted");
    String id = operator.awaitDeadLetters(event.id(), 1).get(0).path("id").asText();
    operator.awaitDeadLetters(other.id(), 1);
    unblock("accepted/invoice");

    HttpResponse<String> answer = operator.post("/deadletters/" + id);

    assertThat(answer.statusCode()).isEqualTo(200);
    Path file = router.awaitFiles("accepted/invoice", event.id(), 1).get(0);
    assertThat(file).hasBinaryContent(event.body());
    assertThat(output)
        .containsPattern(
            "replayed event="
                + event.id()
                + " run=clr_\\w+ from extend.dead-letter to extend.accept.invoice");
    assertThat(operator.get("/deadletters/" + id).statusCode()).isEqualTo(404);
    assertThat(operator.post("/deadletters/" + id).statusCode()).isEqualTo(404);
    assertThat(operator.deadLetters(other.id())).hasSize(1);
  }

  @Test
  void allAreReplayedAtOnce(CapturedOutput output) throws Exception {
    block("accepted/invoice");
    List<Extend.Event> events = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      events.add(post("01-invoice-accepted"));
    }
    for (Extend.Event event : events) {
      operator.awaitDeadLetters(event.id(), 1);
    }
    unblock("accepted/invoice");

    JsonNode answer = Operator.json(operator.post("/deadletters"));

    assertThat(answer.path("replayed").asInt()).isEqualTo(5);
    assertThat(output).containsOnlyOnce("replay of 5 dead letters begins");
    assertThat(answer.path("left").asInt()).isZero();
    for (Extend.Event event : events) {
      router.awaitFiles("accepted/invoice", event.id(), 1);
    }
    assertThat(Operator.json(operator.get("/deadletters")).path("total").asInt()).isZero();
  }

  @Test
  void whatFailsAgainComesBackAndStartsWithItsFirstAttempt() throws Exception {
    block("accepted/invoice");
    Extend.Event event = post("01-invoice-accepted");
    JsonNode before = operator.awaitDeadLetters(event.id(), 1).get(0);

    assertThat(Operator.json(operator.post("/deadletters")).path("replayed").asInt()).isOne();

    JsonNode again =
        await().until(() -> operator.deadLetters(event.id()), found -> !found.isEmpty()).get(0);
    assertThat(again.path("id")).isNotEqualTo(before.path("id"));
    assertThat(again.path("attempts")).isEqualTo(before.path("attempts"));
    assertThat(again.path("failure").asText()).isNotEmpty();
  }

  @Test
  void anEventGivenUpByBothChannelsIsTwoDeadLettersEachReplayedByItself() throws Exception {
    Extend.Event event = Extend.fresh("05-receipt-low-confidence");
    deadLetter(message(event, "extend.review.file"));
    deadLetter(message(event, NOBODYS));
    assertThat(operator.deadLetters(event.id())).hasSize(2);
    JsonNode ofFile =
        operator.deadLetters(event.id()).stream()
            .filter(letter -> letter.path("failedAt").asText().equals("extend.review.file"))
            .findFirst()
            .orElseThrow();

    operator.post("/deadletters/" + ofFile.path("id").asText());

    assertThat(router.awaitFiles("review", event.id(), 2)).hasSize(2);
    assertThat(operator.deadLetters(event.id()))
        .singleElement()
        .satisfies(left -> assertThat(left.path("failedAt").asText()).isEqualTo(NOBODYS));
  }

  @Test
  void aReplayedMessageIsWhatItWasWithoutTheFailure() throws Exception {
    byte[] body = new byte[30_000];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) i;
    }
    Extend.Event event = new Extend.Event("evt_" + UUID.randomUUID(), body);
    deadLetter(message(event, NOBODYS));

    JsonNode letter = operator.deadLetters(event.id()).get(0);
    JsonNode shown = Operator.json(operator.get("/deadletters/" + letter.path("id").asText()));
    assertThat(shown.path("bodyBase64").binaryValue()).isEqualTo(body);
    operator.post("/deadletters/" + letter.path("id").asText());

    assertThat(Queues.browse(router, NOBODYS))
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.getBody(byte[].class)).isEqualTo(body);
              assertThat(message.getStringProperty("ExtendEventId")).isEqualTo(event.id());
              assertThat(message.getStringProperty("ExtendFileName")).isEqualTo("run--event");
              assertThat(message.getIntProperty("Tries")).isEqualTo(7);
              assertThat(message.getStringProperty("JMSXGroupID")).isEqualTo("clr_of_a_group");
              assertThat(message.propertyExists("ExtendFailure")).isFalse();
              assertThat(message.propertyExists("ExtendFailedAt")).isFalse();
              assertThat(message.propertyExists("ExtendAttempts")).isFalse();
              assertThat(message.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
            });
  }

  @Test
  void severalReplaysAtOnceSendEachMessageOnce() throws Exception {
    for (int i = 0; i < 50; i++) {
      deadLetter(message(new Extend.Event("evt_" + i, new byte[] {1}), NOBODYS));
    }

    List<CompletableFuture<Integer>> replays = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      replays.add(CompletableFuture.supplyAsync(DeadLettersIT::replayAll));
    }
    int replayed = replays.stream().mapToInt(CompletableFuture::join).sum();

    assertThat(replayed).isEqualTo(50);
    assertThat(Queues.browse(router, DEAD_LETTERS)).isEmpty();
    assertThat(Queues.browse(router, NOBODYS)).hasSize(50);
  }

  @Test
  void whatTheBrokerGaveUpItselfGoesBackToItsQueueToo() throws Exception {
    Extend.Event event = Extend.fresh("01-invoice-accepted");
    router.bean(JmsTemplate.class).send(NOBODYS, message(event, null));
    // Taken and never acknowledged, as by a process that dies each time.
    JmsTemplate jms = new JmsTemplate(router.bean(ConnectionFactory.class));
    jms.setSessionTransacted(true);
    await()
        .until(
            () -> {
              jms.execute(
                  session -> {
                    try (var consumer = session.createConsumer(session.createQueue(NOBODYS))) {
                      consumer.receive(50);
                      session.rollback();
                    }
                    return null;
                  },
                  true);
              return !operator.deadLetters(event.id()).isEmpty();
            });
    JsonNode letter = operator.deadLetters(event.id()).get(0);
    assertThat(letter.path("failedAt").asText()).isEqualTo(NOBODYS);
    assertThat(letter.path("attempts").asInt()).isEqualTo(4);
    assertThat(letter.path("failure").asText()).contains("the broker gave it up");

    assertThat(operator.post("/deadletters/" + letter.path("id").asText()).statusCode())
        .isEqualTo(200);

    assertThat(Queues.browse(router, NOBODYS)).hasSize(1);
  }

  @Test
  void whatCannotBeReplayedStaysAndSaysWhy(CapturedOutput output) throws Exception {
    Extend.Event fine = new Extend.Event("evt_fine", new byte[] {1});
    Extend.Event circular = new Extend.Event("evt_circular", new byte[] {1});
    deadLetter(message(circular, DEAD_LETTERS));
    deadLetter(session -> session.createTextMessage("from somewhere"));
    deadLetter(message(fine, NOBODYS));

    String id = operator.deadLetters(circular.id()).get(0).path("id").asText();
    HttpResponse<String> one = operator.post("/deadletters/" + id);
    assertThat(one.statusCode()).isEqualTo(409);
    assertThat(one.body()).contains("not one of the router's work queues");
    JsonNode all = Operator.json(operator.post("/deadletters"));

    assertThat(all.path("replayed").asInt()).isOne();
    assertThat(all.path("left").asInt()).isEqualTo(2);
    assertThat(Queues.browse(router, DEAD_LETTERS)).hasSize(2);
    assertThat(Queues.browse(router, NOBODYS)).hasSize(1);
    assertThat(output).contains("not replayed event=evt_circular");
  }

  @Test
  void thoseOfOneRunOrOneQueueAreReplayedAlone() throws Exception {
    deadLetter(message(new Extend.Event("evt_1", new byte[] {1}), NOBODYS), "clr_one");
    deadLetter(message(new Extend.Event("evt_2", new byte[] {1}), NOBODYS), "clr_two");
    deadLetter(message(new Extend.Event("evt_3", new byte[] {1}), "extend.elsewhere"), "clr_two");

    JsonNode ofRun = Operator.json(operator.post("/deadletters/run/clr_one"));
    assertThat(ofRun.path("replayed").asInt()).isOne();
    assertThat(operator.deadLetters("evt_1")).isEmpty();

    JsonNode ofQueue = Operator.json(operator.post("/deadletters/queue/" + NOBODYS));
    assertThat(ofQueue.path("replayed").asInt()).isOne();
    assertThat(operator.deadLetters("evt_2")).isEmpty();

    assertThat(operator.post("/deadletters/event/evt_3").statusCode()).isEqualTo(404);
    assertThat(operator.deadLetters("evt_3")).hasSize(1);
  }

  @Test
  void aReplayOfSomeThatIsNotUnderstoodReplaysNone() throws Exception {
    deadLetter(message(new Extend.Event("evt_1", new byte[] {1}), NOBODYS), "clr_one");

    HttpResponse<String> refused = operator.post("/deadletters?run=clr_two");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("deadletters/run/<id>");
    assertThat(operator.deadLetters("evt_1")).hasSize(1);
  }

  @Test
  void whatAStrangerWroteOfAFailureHidesNoOther() throws Exception {
    deadLetter(message(new Extend.Event("evt_1", new byte[] {1}), NOBODYS), "clr_one");
    deadLetter(
        session -> {
          Message odd =
              message(new Extend.Event("evt_odd", new byte[] {1}), NOBODYS).createMessage(session);
          odd.setStringProperty("ExtendAttempts", "many");
          odd.setStringProperty("ExtendGivenUpAt", "yesterday");
          return odd;
        });

    assertThat(operator.deadLetters("evt_1")).hasSize(1);
    assertThat(operator.deadLetters("evt_odd"))
        .singleElement()
        .satisfies(letter -> assertThat(letter.path("failedAt").asText()).isEqualTo(NOBODYS));
  }

  @Test
  void whatAnOperatorDiscardsIsKeptAsAFileAndLogged(CapturedOutput output) throws Exception {
    Extend.Event event = Extend.fresh("01-invoice-accepted");
    deadLetter(message(event, NOBODYS), "clr_one");
    String id = operator.deadLetters(event.id()).get(0).path("id").asText();

    HttpResponse<String> answer = operator.delete("/deadletters/" + id);

    assertThat(answer.statusCode()).isEqualTo(200);
    String file = Operator.json(answer).path("file").asText();
    assertThat(file).isEqualTo("discarded/" + id + ".json");
    JsonNode kept = new ObjectMapper().readTree(data.resolve(file).toFile());
    assertThat(kept.path("body").asText())
        .isEqualTo(new String(event.body(), StandardCharsets.UTF_8));
    assertThat(kept.path("failedAt").asText()).isEqualTo(NOBODYS);
    assertThat(kept.path("failure").asText()).isEqualTo("IOException: no");
    assertThat(kept.path("headers").path("ExtendFileName").asText()).isEqualTo("run--event");
    assertThat(output)
        .contains("discarded event=" + event.id() + " run=clr_one of " + NOBODYS)
        .contains(file);
    assertThat(operator.deadLetters(event.id())).isEmpty();
    assertThat(operator.delete("/deadletters/" + id).statusCode()).isEqualTo(404);
  }

  @Test
  void aDiscardThatAKillCutShortIsNoneAndItsFileGoesWithTheReplay() throws Exception {
    deadLetter(message(new Extend.Event("evt_1", new byte[] {1}), NOBODYS), "clr_cut_short");
    String id = operator.deadLetters("evt_1").get(0).path("id").asText();
    Path file = data.resolve("discarded").resolve(id + ".json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"runId\":\"clr_cut_short\"}");

    JsonNode before = Operator.json(operator.get("/runs/clr_cut_short"));
    assertThat(before.path("deadLetters").findValuesAsText("id")).containsExactly(id);
    assertThat(before.has("discarded")).isFalse();
    assertThat(operator.post("/deadletters/" + id).statusCode()).isEqualTo(200);

    assertThat(file).doesNotExist();
    JsonNode after = Operator.json(operator.get("/runs/clr_cut_short"));
    assertThat(after.path("deadLetters")).isEmpty();
    assertThat(after.has("discarded")).isFalse();
  }

  @Test
  void whatIsDiscardedStaysInTheStoryOfItsRun() throws Exception {
    for (String event : List.of("evt_1", "evt_2")) {
      deadLetter(message(new Extend.Event(event, new byte[] {1}), NOBODYS), "clr_two_letters");
    }
    String gone = operator.deadLetters("evt_1").get(0).path("id").asText();
    String replayed = operator.deadLetters("evt_2").get(0).path("id").asText();

    operator.delete("/deadletters/" + gone);
    operator.post("/deadletters/" + replayed);

    JsonNode story = Operator.json(operator.get("/runs/clr_two_letters"));
    assertThat(story.path("discarded"))
        .singleElement()
        .satisfies(file -> assertThat(file.asText()).isEqualTo("discarded/" + gone + ".json"));
  }

  @Test
  void whatCannotBeKeptAsAFileIsNotDiscarded() throws Exception {
    block("discarded");
    try {
      Extend.Event event = new Extend.Event("evt_1", new byte[] {1});
      deadLetter(message(event, NOBODYS));
      String path = "/deadletters/" + operator.deadLetters(event.id()).get(0).path("id").asText();

      HttpResponse<String> answer = operator.delete(path);

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).contains("it still waits").contains("discarded");
      assertThat(operator.deadLetters(event.id())).hasSize(1);
    } finally {
      unblock("discarded");
    }
  }

  @Test
  void aReplayOfAQueueThatIsNotThereIsAnsweredWithTheNamesThereAre() throws Exception {
    HttpResponse<String> refused = operator.post("/deadletters/queue/invoice");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(Operator.json(refused).path("error").asText())
        .startsWith("no queue is named invoice; there are ")
        .contains("extend.accept.invoice, ", "extend.review.email");

    HttpResponse<String> none = operator.post("/deadletters/queue/extend.accept.invoice");
    assertThat(none.statusCode()).isEqualTo(200);
    assertThat(Operator.json(none).path("replayed").asInt()).isZero();
  }

  @Test
  void reasonsAreForgottenAfterTheirLetters() throws Exception {
    deadLetter(message(new Extend.Event("evt_1", new byte[] {1}), null));
    String waiting = operator.deadLetters("evt_1").get(0).path("id").asText();
    Instant yesterday = Instant.now().minus(Duration.ofDays(1));
    reason("ID:" + waiting, yesterday);
    reason("ID:long-gone", yesterday);
    reason("ID:on-its-way", Instant.now());
    assertThat(operator.deadLetters("evt_1").get(0).path("failure").asText())
        .isEqualTo("SocketException: reset");

    operator.post("/deadletters/queue/none");

    assertThat(Queues.browse(router, REASONS))
        .extracting(Message::getJMSCorrelationID)
        .contains("ID:" + waiting, "ID:on-its-way")
        .doesNotContain("ID:long-gone");
    assertThat(operator.get("/prometheus").body()).doesNotContain(REASONS);
  }

  @Test
  void theListIsBoundedAndCountsAll() throws Exception {
    for (int i = 0; i < 3; i++) {
      deadLetter(message(new Extend.Event("evt_" + i, new byte[] {1}), NOBODYS));
    }
    JsonNode list = Operator.json(operator.get("/deadletters?limit=2"));
    assertThat(list.path("total").asInt()).isEqualTo(3);
    assertThat(list.path("oldest")).hasSize(2);
    assertThat(list.path("oldest").path(0).path("eventId").asText()).isEqualTo("evt_0");
    assertThat(list.path("oldest").path(0).path("decision").asText()).isEqualTo("LOW_CONFIDENCE");
    assertThat(list.path("oldest").path(0).path("threshold").asText()).isEqualTo("0.85");
  }

  @Test
  void anIdThatIsNoneIsUnknown() throws Exception {
    deadLetter(message(new Extend.Event("evt_1", new byte[] {1}), NOBODYS));
    for (String id : List.of(UUID.randomUUID().toString(), "x%27%20OR%20%271%27=%271", "evt_1")) {
      assertThat(operator.get("/deadletters/" + id).statusCode()).isEqualTo(404);
      assertThat(operator.post("/deadletters/" + id).statusCode()).isEqualTo(404);
    }
    assertThat(Queues.browse(router, DEAD_LETTERS)).hasSize(1);
  }

  @Test
  void depthAndAgeOfEveryQueueAreMetrics() throws Exception {
    deadLetter(message(new Extend.Event("evt_1", new byte[] {1}), NOBODYS));
    deadLetter(message(new Extend.Event("evt_2", new byte[] {1}), NOBODYS));
    awaitMetric("extend_queue_messages{queue=\"extend.dead-letter\"}", 2);
    await()
        .until(
            () ->
                operator.metric("extend_queue_oldest_age_seconds{queue=\"extend.dead-letter\"}")
                    > 0.2);
    awaitMetric("extend_queue_messages{queue=\"extend.inbox\"}", 0);
    awaitMetric("extend_queue_oldest_age_seconds{queue=\"extend.inbox\"}", 0);

    operator.post("/deadletters");

    awaitMetric("extend_queue_messages{queue=\"extend.dead-letter\"}", 0);
    awaitMetric("extend_queue_oldest_age_seconds{queue=\"extend.dead-letter\"}", 0);
    awaitMetric("extend_queue_messages{queue=\"" + NOBODYS + "\"}", 2);
  }

  @Test
  void whatWaitsToBeTriedAgainAndWhatIsBeingWorkedOnCountsAndAges() throws Exception {
    JmsTemplate later = new JmsTemplate(router.bean(ConnectionFactory.class));
    later.setDeliveryDelay(Duration.ofHours(1).toMillis());
    later.send("extend.later", message(new Extend.Event("evt_1", new byte[] {1}), null));
    awaitMetric("extend_queue_messages{queue=\"extend.later\"}", 1);
    await()
        .until(
            () -> operator.metric("extend_queue_oldest_age_seconds{queue=\"extend.later\"}") > 0.2);

    JmsTemplate jms = new JmsTemplate(router.bean(ConnectionFactory.class));
    jms.setSessionTransacted(true);
    jms.send("extend.busy", message(new Extend.Event("evt_2", new byte[] {1}), null));
    jms.execute(
        session -> {
          try (var consumer = session.createConsumer(session.createQueue("extend.busy"))) {
            assertThat(consumer.receive(60_000)).isNotNull();
            await()
                .until(
                    () ->
                        operator.metric("extend_queue_oldest_age_seconds{queue=\"extend.busy\"}")
                            > 0.2);
            session.commit();
          }
          return null;
        },
        true);
    awaitMetric("extend_queue_messages{queue=\"extend.busy\"}", 0);
  }

  @Test
  void deadLettersStandInTheHealthPageAndLeaveTheInstanceUp() throws Exception {
    deadLetter(message(new Extend.Event("evt_1", new byte[] {1}), NOBODYS));
    await()
        .untilAsserted(
            () -> {
              HttpResponse<String> health = operator.get("/health");
              assertThat(health.statusCode()).isEqualTo(200);
              JsonNode queues = Operator.json(health).path("components").path("queues");
              assertThat(queues.path("status").asText()).isEqualTo("UP");
              JsonNode deadLetters = queues.path("details").path(DEAD_LETTERS);
              assertThat(deadLetters.path("messages").asInt()).isOne();
              assertThat(deadLetters.path("oldestAgeSeconds").isNumber()).isTrue();
              assertThat(queues.path("details").has("extend.inbox")).isTrue();
            });
  }

  @Test
  void theManagementPortIsOnLoopbackAndShowsOnlyWhatIsMeant() throws Exception {
    JsonNode links = Operator.json(operator.get("")).path("_links");
    List<String> names = new ArrayList<>();
    links.fieldNames().forEachRemaining(names::add);
    assertThat(names.stream().map(name -> name.replaceFirst("-.*", "")).distinct())
        .containsExactlyInAnyOrder(
            "self", "health", "metrics", "prometheus", "deadletters", "runs", "reviewsummary");
    for (InetAddress address : outsideAddresses()) {
      assertThatThrownBy(() -> new Socket(address, router.managementPort()).close())
          .isInstanceOf(ConnectException.class);
    }
  }

  private static List<InetAddress> outsideAddresses() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress())
        .toList();
  }

  private static void awaitMetric(String nameAndTags, double value) {
    await().until(() -> operator.metric(nameAndTags) == value);
  }

  @Test
  void theWebhookPortShowsAndReplaysNothing() throws Exception {
    for (String path : List.of("deadletters", "health", "prometheus", "metrics")) {
      assertThat(
              router
                  .extend()
                  .send(
                      HttpRequest.newBuilder(
                          URI.create(
                              "http://127.0.0.1:" + router.extend().port() + "/actuator/" + path)))
                  .statusCode())
          .isEqualTo(404);
    }
  }

  private static int replayAll() {
    try {
      return Operator.json(operator.post("/deadletters")).path("replayed").asInt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Extend.Event post(String sample) throws Exception {
    Extend.Event event = Extend.fresh(sample);
    assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
    return event;
  }

  private static void deadLetter(MessageCreator message) {
    router.bean(JmsTemplate.class).send(DEAD_LETTERS, message);
  }

  private static void deadLetter(MessageCreator message, String run) {
    deadLetter(
        session -> {
          Message created = message.createMessage(session);
          created.setStringProperty("ExtendRunId", run);
          return created;
        });
  }

  private static void reason(String messageId, Instant at) {
    router
        .bean(JmsTemplate.class)
        .send(
            REASONS,
            session -> {
              Message reason = session.createMessage();
              reason.setJMSCorrelationID(messageId);
              reason.setStringProperty("ExtendFailedAt", NOBODYS);
              reason.setStringProperty("ExtendFailure", "SocketException: reset");
              reason.setIntProperty("ExtendAttempts", 4);
              reason.setStringProperty("ExtendGivenUpAt", at.toString());
              return reason;
            });
  }

  private static MessageCreator message(Extend.Event event, String failedAt) {
    return session -> {
      BytesMessage message = session.createBytesMessage();
      message.writeBytes(event.body());
      message.setStringProperty("ExtendEventId", event.id());
      message.setStringProperty("ExtendFileName", "run--event");
      message.setStringProperty("ExtendDecision", "LOW_CONFIDENCE");
      message.setStringProperty("ExtendThreshold", "0.85");
      message.setIntProperty("Tries", 7);
      message.setStringProperty("JMSXGroupID", "clr_of_a_group");
      if (failedAt != null) {
        message.setStringProperty("ExtendFailedAt", failedAt);
        message.setStringProperty("ExtendFailure", "IOException: no");
        message.setIntProperty("ExtendAttempts", 3);
      }
      return message;
    };
  }

  /** A file where a directory should be. */
  private static void block(String directory) throws IOException {
    Path path = data.resolve(directory);
    FileSystemUtils.deleteRecursively(path);
    Files.createDirectories(path.getParent());
    Files.writeString(path, "in the way");
  }

  private static void unblock(String directory) throws IOException {
    Path path = data.resolve(directory);
    if (Files.isRegularFile(path)) {
      Files.delete(path);
    }
  }
}
