package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
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

/** A mail server in all its moods, while everything else goes on. */
@ExtendWith(OutputCaptureExtension.class)
class MailFaultsIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir static Path data;

  static MoodyMailServer server;
  static RunningRouter router;

  @BeforeAll
  static void start() throws Exception {
    server = new MoodyMailServer();
    router =
        RunningRouter.start(
            data,
            "extend.review.channels=file,email",
            "extend.review.email.from=router@example.com",
            "extend.review.email.to=reviews@example.com",
            "extend.review.email.recipients[0].type=receipt",
            "extend.review.email.recipients[0].to=one@example.com,two@example.com",
            "extend.review.email.smtp.port=" + server.port(),
            "extend.review.email.smtp.timeout=1s",
            "extend.review.email.smtp.deadline=2s",
            "extend.review.email.smtp.username=router",
            "extend.review.email.smtp.password=pass",
            "extend.redelivery.delay=100ms",
            "extend.redelivery.max-delay=800ms",
            "extend.redelivery.give-up-after=120s");
  }

  @AfterAll
  static void stop() throws Exception {
    router.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "RCPT TO, 450 4.2.0 greylisted",
    "MAIL FROM, 451 4.3.0 not now",
    "CONTENT, 452 4.3.1 no room",
    "AUTH, 535 5.7.8 wrong password",
    "GREETING, 421 4.3.2 closing",
    "GREETING, ''",
    "EHLO, ''",
    "CONTENT, ''",
    "CONTENT, ..."
  })
  void troubleThatPassesDelaysTheMailAndNothingElse(String when, String answer) throws Exception {
    server.answer(line -> line.startsWith(when) ? answer : null);
    Extend.Event event = Extend.fresh("02-invoice-below-own-threshold");
    post(event);
    await().atMost(SOON).until(() -> server.attempts().size() >= 2);
    othersGoOn();
    router.awaitFiles("review", event.id(), 2);
    assertThat(server.mails()).isEmpty();

    server.answer(line -> null);
    awaitMail(event, "reviews@example.com");
    assertThat(deadLetters(event)).isEmpty();
  }

  @Test
  void aServerThatTricklesHoldsUpNoMailForLongerThanTheDeadline(CapturedOutput output)
      throws Exception {
    server.answer(line -> line.equals("GREETING") ? MoodyMailServer.TRICKLE : null);
    List<Extend.Event> events = new ArrayList<>();
    // One more than there are consumers.
    for (int i = 0; i < 5; i++) {
      events.add(Extend.fresh("02-invoice-below-own-threshold"));
      post(events.get(i));
    }
    await().atMost(SOON).until(() -> server.attempts().size() >= 4);
    othersGoOn();
    String failure =
        "the mail server took longer than the 2s that one mail may take"
            + " (extend.review.email.smtp.deadline), so the connection was closed";
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(output.getOut().lines().filter(line -> line.contains(failure)))
                    .anySatisfy(
                        line ->
                            assertThat(line)
                                .contains("event=evt_", "run=clr_", "will be tried again")));

    server.answer(line -> null);
    for (Extend.Event event : events) {
      awaitMail(event, "reviews@example.com");
      assertThat(deadLetters(event)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RCPT TO", "CONTENT", "MAIL FROM"})
  void aRefusalForGoodWaitsInTheDeadLetterQueueAtOnceWithTheServersWords(String when)
      throws Exception {
    server.answer(line -> line.startsWith(when) ? "550 5.1.1 no such person here" : null);
    Extend.Event event = Extend.fresh("02-invoice-below-own-threshold");
    post(event);
    Message dead = awaitDeadLetter(event);
    assertThat(dead.getStringProperty("ExtendFailure")).contains("550 5.1.1 no such person here");
    assertThat(dead.getStringProperty("ExtendFailedAt")).isEqualTo("extend.review.email");
    assertThat(dead.getBody(byte[].class)).isEqualTo(event.body());
    assertThat(server.attempts()).hasSize(1);
    router.awaitFiles("review", event.id(), 2);
    othersGoOn();
  }

  @Test
  void oneRecipientRefusedForGoodKeepsTheMailFromNobodyElse() throws Exception {
    server.answer(toTwo("550 5.1.1 left the company"));
    Extend.Event event = Extend.fresh("05-receipt-low-confidence");
    post(event);
    Message dead = awaitDeadLetter(event);
    assertThat(dead.getStringProperty("ExtendFailure")).contains("550 5.1.1 left the company");
    assertThat(dead.getStringProperty("ExtendMailTo")).isEqualTo("two@example.com");
    awaitMail(event, "one@example.com");
    assertThat(server.attempts()).hasSize(1);
  }

  @Test
  void aServerWithoutRoomIsAskedAgainThoughOneRecipientIsRefusedForGood() throws Exception {
    server.answer(
        line -> line.startsWith("CONTENT") ? "452 4.3.1 no room" : toTwo("550 gone").apply(line));
    Extend.Event event = Extend.fresh("05-receipt-low-confidence");
    post(event);
    await().atMost(SOON).until(() -> server.attempts().size() >= 2);

    server.answer(line -> null);
    awaitMail(event, "one@example.com", "two@example.com");
    assertThat(deadLetters(event)).isEmpty();
  }

  @Test
  void oneRecipientToTryAgainMeansNoSecondMailToTheOthers() throws Exception {
    server.answer(toTwo("450 4.2.2 mailbox full"));
    Extend.Event event = Extend.fresh("05-receipt-low-confidence");
    post(event);
    awaitMail(event, "one@example.com");
    await().atMost(SOON).until(() -> server.attempts().size() >= 4);
    assertThat(server.mails()).hasSize(1);

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
    await().atMost(SOON).until(() -> server.attempts().size() >= 5);
    List<Long> attempts = List.copyOf(server.attempts());
    server.answer(line -> null);
    // Since the post, not since the attempt before, which a busy machine may have seen too late.
    assertThat(attempts.get(1) - posted).isGreaterThanOrEqualTo(100);
    assertThat(attempts.get(2) - posted).isGreaterThanOrEqualTo(100 + 200);
    assertThat(attempts.get(3) - posted).isGreaterThanOrEqualTo(100 + 200 + 400);
    assertThat(attempts.get(4) - posted).isGreaterThanOrEqualTo(100 + 200 + 400 + 800);
    awaitMail(event, "reviews@example.com");
  }

  private static UnaryOperator<String> toTwo(String answer) {
    return line -> line.startsWith("RCPT TO:<TWO@") ? answer : null;
  }

  private static void post(Extend.Event event) throws Exception {
    assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
  }

  private static void othersGoOn() throws Exception {
    Extend.Event trusted = Extend.fresh("01-invoice-accepted");
    post(trusted);
    router.awaitFiles("accepted/invoice", trusted.id(), 1);
  }

  private static void awaitMail(Extend.Event event, String... recipients) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(server.mails())
                    .filteredOn(mail -> mail.content().contains(event.id()))
                    .singleElement()
                    .satisfies(mail -> assertThat(mail.recipients()).containsExactly(recipients)));
  }

  private static Message awaitDeadLetter(Extend.Event event) {
    return await().atMost(SOON).until(() -> deadLetters(event), found -> found.size() == 1).get(0);
  }

  private static List<Message> deadLetters(Extend.Event event) {
    return Queues.browse(router, "extend.dead-letter").stream()
        .filter(message -> event.id().equals(property(message)))
        .toList();
  }

  private static String property(Message message) {
    try {
      return message.getStringProperty("ExtendEventId");
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }
}
