package org.extendrouter.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.BytesMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
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

/** A mail server in all its moods, while everything else goes on. */
@ExtendWith(OutputCaptureExtension.class)
class MailFaultsIT {

  private static final String DEAD_LETTERS = "extend_dead_letters_total{route=\"review-email\"}";

  @TempDir static Path data;

  @TempDir static Path dataOfImpatient;

  static MoodyMailServer server;
  static RunningRouter router;
  static Operator operator;

  /** For servers that say nothing: on a busy machine it sends a mail twice now and then. */
  static RunningRouter impatient;

  static MoodyMailServer serverOfImpatient;

  @BeforeAll
  static void start() throws Exception {
    server = new MoodyMailServer();
    router = router(data, server);
    operator = new Operator(router);
  }

  @BeforeAll
  static void startImpatient() throws Exception {
    serverOfImpatient = new MoodyMailServer();
    impatient =
        router(
            dataOfImpatient,
            serverOfImpatient,
            "extend.review.email.smtp.timeout=1s",
            "extend.review.email.smtp.deadline=2s");
  }

  private static RunningRouter router(Path data, MoodyMailServer server, String... settings) {
    Stream<String> usual =
        Stream.of(
            "extend.broker.watch-interval=100ms",
            "extend.review.channels=file,email",
            "extend.review.email.from=router@example.com",
            "extend.review.email.to=reviews@example.com",
            "extend.review.email.recipients[0].type=receipt",
            "extend.review.email.recipients[0].to=one@example.com,two@example.com",
            "extend.review.email.smtp.port=" + server.port(),
            "extend.review.email.smtp.username=router",
            "extend.review.email.smtp.password=pass",
            "extend.redelivery.delay=100ms",
            "extend.redelivery.max-delay=800ms",
            "extend.redelivery.give-up-after=120s");
    return RunningRouter.start(
        data, Stream.concat(usual, Stream.of(settings)).toArray(String[]::new));
  }

  @AfterAll
  static void stop() throws Exception {
    router.close();
    server.close();
    impatient.close();
    serverOfImpatient.close();
  }

  @ParameterizedTest
  @CsvSource({
    "RCPT TO, 450 4.2.0 greylisted",
    "MAIL FROM, 451 4.3.0 not now",
    "CONTENT, 452 4.3.1 no room",
    "AUTH, 535 5.7.8 wrong password",
    "GREETING, 421 4.3.2 closing"
  })
  void troubleThatPassesDelaysTheMailAndNothingElse(String when, String answer) throws Exception {
    server.answer(line -> line.startsWith(when) ? answer : null);
    Extend.Event event = Extend.fresh("02-invoice-below-own-threshold");
    post(event);
    await().until(() -> server.attempts().size() >= 2);
    othersGoOn();
    router.awaitFiles("review", event.id(), 2);
    assertThat(server.mails()).isEmpty();

    server.answer(line -> null);
    awaitMail(event, "reviews@example.com");
    assertThat(deadLetters(event)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"GREETING, ''", "EHLO, ''", "CONTENT, ''", "CONTENT, ..."})
  void soDoesAServerThatSaysNothingOrLittle(String when, String answer) throws Exception {
    serverOfImpatient.answer(line -> line.startsWith(when) ? answer : null);
    Extend.Event event = Extend.fresh("02-invoice-below-own-threshold");
    post(impatient, event);
    await().until(() -> serverOfImpatient.attempts().size() >= 2);
    othersGoOn(impatient);
    impatient.awaitFiles("review", event.id(), 2);
    assertThat(serverOfImpatient.mails()).isEmpty();

    serverOfImpatient.answer(line -> null);
    awaitMailOfImpatient(event);
    assertThat(new Operator(impatient).deadLetters(event.id())).isEmpty();
  }

  @Test
  void aServerThatTricklesHoldsUpNoMailForLongerThanTheDeadline(CapturedOutput output)
      throws Exception {
    serverOfImpatient.answer(line -> line.equals("GREETING") ? MoodyMailServer.TRICKLE : null);
    List<Extend.Event> events = new ArrayList<>();
    // One more than there are consumers.
    for (int i = 0; i < 5; i++) {
      events.add(Extend.fresh("02-invoice-below-own-threshold"));
      post(impatient, events.get(i));
    }
    await().until(() -> serverOfImpatient.attempts().size() >= 4);
    othersGoOn(impatient);
    String failure =
        "the mail server took longer than the 2s that one mail may take"
            + " (extend.review.email.smtp.deadline), so the connection was closed";
    await()
        .untilAsserted(
            () ->
                assertThat(output.getOut().lines().filter(line -> line.contains(failure)))
                    .anySatisfy(
                        line ->
                            assertThat(line)
                                .contains("event=evt_", "run=clr_", "will be tried again")));

    serverOfImpatient.answer(line -> null);
    for (Extend.Event event : events) {
      awaitMailOfImpatient(event);
      assertThat(new Operator(impatient).deadLetters(event.id())).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RCPT TO", "CONTENT", "MAIL FROM"})
  void aRefusalForGoodWaitsInTheDeadLetterQueueAtOnceWithTheServersWords(String when)
      throws Exception {
    server.answer(line -> line.startsWith(when) ? "550 5.1.1 no such person here" : null);
    double refused = mails("refused");
    double givenUp = operator.metric(DEAD_LETTERS);
    Extend.Event event = Extend.fresh("02-invoice-below-own-threshold");
    post(event);
    JsonNode dead = awaitDeadLetter(event);
    assertThat(dead.path("failure").asText()).contains("550 5.1.1 no such person here");
    assertThat(dead.path("failedAt").asText()).isEqualTo("extend.review.email");
    assertThat(dead.path("attempts").asInt()).isOne();
    await()
        .untilAsserted(
            () -> {
              assertThat(mails("refused")).isEqualTo(refused + 1);
              assertThat(operator.metric(DEAD_LETTERS)).isEqualTo(givenUp + 1);
            });
    assertThat(dead.path("body").asText()).isEqualTo(new String(event.body(), UTF_8));
    assertThat(server.attempts()).hasSize(1);
    router.awaitFiles("review", event.id(), 2);
    othersGoOn();

    server.answer(line -> null);
    operator.post("/deadletters/" + dead.path("id").asText());
    awaitMail(event, "reviews@example.com");
  }

  @Test
  void oneRecipientRefusedForGoodKeepsTheMailFromNobodyElse(CapturedOutput output)
      throws Exception {
    server.answer(toTwo("550 5.1.1 left the company"));
    Extend.Event event = Extend.fresh("05-receipt-low-confidence");
    post(event);
    JsonNode dead = awaitDeadLetter(event);
    assertThat(dead.path("failure").asText())
        .contains("550 5.1.1 left the company")
        .as("and says who")
        .endsWith("550 5.1.1 left the company (two@example.com)");
    assertThat(output.getOut()).contains("550 5.1.1 left the company (two@example.com)");
    assertThat(dead.path("headers").path("ExtendMailedTo").asText()).isEqualTo("one@example.com");
    awaitMail(event, "one@example.com");
    assertThat(server.attempts()).hasSize(1);

    server.answer(line -> null);
    operator.post("/deadletters/" + dead.path("id").asText());
    awaitMail(event, "two@example.com");
  }

  /** As after a change of extend.review.email: who is to have a mail is not kept with it. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "none, one@example.com two@example.com",
        "ONE@example.com, two@example.com",
        "'two@example.com,left@example.com', one@example.com"
      })
  void aReplayedMailGoesToTheRecipientsOfNowWhoHaveNotGotIt(String mailedTo, String recipients)
      throws Exception {
    server.answer(line -> null);
    Extend.Event event = Extend.fresh("05-receipt-low-confidence");
    deadMail(event, mailedTo);

    operator.post("/deadletters/queue/extend.review.email");

    awaitMail(event, recipients.split(" "));
  }

  @Test
  void aReplayedMailThatAllHaveIsDone() throws Exception {
    server.answer(line -> null);
    Extend.Event event = Extend.fresh("05-receipt-low-confidence");
    Extend.Event next = Extend.fresh("05-receipt-low-confidence");
    deadMail(event, "one@example.com,two@example.com,left@example.com");

    operator.post("/deadletters/queue/extend.review.email");

    post(next);
    awaitMail(next, "one@example.com", "two@example.com");
    await()
        .until(() -> operator.metric("extend_queue_messages{queue=\"extend.review.email\"}") == 0);
    assertThat(deadLetters(event)).isEmpty();
    assertThat(server.mails()).hasSize(1);
  }

  private static void deadMail(Extend.Event event, String mailedTo) {
    router
        .bean(JmsTemplate.class)
        .send(
            "extend.dead-letter",
            session -> {
              BytesMessage message = session.createBytesMessage();
              message.writeBytes(event.body());
              message.setStringProperty("ExtendEventId", event.id());
              message.setStringProperty("ExtendDecision", "LOW_CONFIDENCE");
              message.setStringProperty("ExtendThreshold", "0.85");
              message.setStringProperty("ExtendFailedAt", "extend.review.email");
              message.setStringProperty("ExtendFailure", "550 5.1.1 left the company");
              message.setStringProperty("ExtendMailTo", "left@example.com");
              message.setStringProperty("ExtendMailedTo", mailedTo);
              return message;
            });
  }

  @Test
  void aServerWithoutRoomIsAskedAgainThoughOneRecipientIsRefusedForGood() throws Exception {
    server.answer(
        line -> line.startsWith("CONTENT") ? "452 4.3.1 no room" : toTwo("550 gone").apply(line));
    Extend.Event event = Extend.fresh("05-receipt-low-confidence");
    post(event);
    await().until(() -> server.attempts().size() >= 2);

    server.answer(line -> null);
    awaitMail(event, "one@example.com", "two@example.com");
    assertThat(deadLetters(event)).isEmpty();
  }

  @Test
  void oneRecipientToTryAgainMeansNoSecondMailToTheOthers() throws Exception {
    server.answer(toTwo("450 4.2.2 mailbox full"));
    double partlySent = mails("partly_sent");
    Extend.Event event = Extend.fresh("05-receipt-low-confidence");
    post(event);
    awaitMail(event, "one@example.com");
    await().until(() -> server.attempts().size() >= 4);
    assertThat(server.mails()).hasSize(1);
    assertThat(mails("partly_sent")).isEqualTo(partlySent + 1);

    server.answer(line -> null);
    awaitMail(event, "two@example.com");
    assertThat(deadLetters(event)).isEmpty();
  }

  @Test
  void thePausesGrow() throws Exception {
    server.answer(line -> line.startsWith("RCPT TO") ? "450 4.2.0 greylisted" : null);
    Extend.Event event = Extend.fresh("02-invoice-below-own-threshold");
    long posted = MoodyMailServer.now();
    post(event);
    await().until(() -> server.attempts().size() >= 5);
    List<Long> attempts = List.copyOf(server.attempts());
    server.answer(line -> null);
    // Since the post, not since the attempt before, which a busy machine may have seen too late.
    assertThat(attempts.get(1) - posted).isGreaterThanOrEqualTo(100);
    assertThat(attempts.get(2) - posted).isGreaterThanOrEqualTo(100 + 200);
    assertThat(attempts.get(3) - posted).isGreaterThanOrEqualTo(100 + 200 + 400);
    assertThat(attempts.get(4) - posted).isGreaterThanOrEqualTo(100 + 200 + 400 + 800);
    awaitMail(event, "reviews@example.com");
  }

  private static double mails(String outcome) throws Exception {
    return operator.metric("extend_mails_total{outcome=\"" + outcome + "\"}");
  }

  private static UnaryOperator<String> toTwo(String answer) {
    return line -> line.startsWith("RCPT TO:<TWO@") ? answer : null;
  }

  private static void post(Extend.Event event) throws Exception {
    post(router, event);
  }

  private static void post(RunningRouter router, Extend.Event event) throws Exception {
    assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
  }

  private static void othersGoOn() throws Exception {
    othersGoOn(router);
  }

  private static void othersGoOn(RunningRouter router) throws Exception {
    Extend.Event trusted = Extend.fresh("01-invoice-accepted");
    post(router, trusted);
    router.awaitFiles("accepted/invoice", trusted.id(), 1);
  }

  /** Perhaps more than once. */
  private static void awaitMailOfImpatient(Extend.Event event) {
    await()
        .untilAsserted(
            () ->
                assertThat(serverOfImpatient.mails())
                    .filteredOn(mail -> mail.content().contains(event.id()))
                    .isNotEmpty()
                    .allSatisfy(
                        mail ->
                            assertThat(mail.recipients()).containsExactly("reviews@example.com")));
  }

  private static void awaitMail(Extend.Event event, String... recipients) {
    await()
        .untilAsserted(
            () ->
                assertThat(server.mails())
                    .filteredOn(mail -> mail.content().contains(event.id()))
                    .singleElement()
                    .satisfies(mail -> assertThat(mail.recipients()).containsExactly(recipients)));
  }

  private static JsonNode awaitDeadLetter(Extend.Event event) throws Exception {
    String id = operator.awaitDeadLetters(event.id(), 1).get(0).path("id").asText();
    return Operator.json(operator.get("/deadletters/" + id));
  }

  private static List<JsonNode> deadLetters(Extend.Event event) throws Exception {
    return operator.deadLetters(event.id());
  }
}
