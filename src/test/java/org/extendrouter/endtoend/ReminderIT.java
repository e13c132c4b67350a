package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import jakarta.jms.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.RouteController;
import org.extendrouter.connection.BrokerConnection;
import org.extendrouter.database.LedgerDatabase;
import org.extendrouter.decision.Channel;
import org.extendrouter.decision.Verdict;
import org.extendrouter.desk.Asked;
import org.extendrouter.desk.DecisionDesk;
import org.extendrouter.ledger.Ledger;
import org.extendrouter.queues.QueueWatch;
import org.extendrouter.reminder.Reminders;
import org.extendrouter.reminder.TicketGauges;
import org.extendrouter.testrun.Ports;
import org.extendrouter.testrun.Postgres;
import org.extendrouter.testrun.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.util.FileSystemUtils;

/** What becomes of tickets that nobody decides about. */
class ReminderIT {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path data;

  /** Webhooks are signed by the machine's. */
  private final SettableClock clock = new SettableClock(Clock.systemUTC());

  private GreenMail mailServer;

  @BeforeEach
  void startMailServer() {
    mailServer = new GreenMail(ServerSetup.SMTP.dynamicPort());
    mailServer.start();
  }

  @AfterEach
  void stopMailServer() {
    mailServer.stop();
  }

  @Test
  void anOpenTicketIsMailedAgainOnceWithItsAgeAndEscalatedOnce() throws Exception {
    Extend.Event event = Extend.fresh("05-receipt-low-confidence");
    try (RunningRouter router = router()) {
      post(router, event);
      clock.pass(Duration.ofHours(47));
      look(router);
      assertThat(mails(event)).hasSize(1);

      clock.pass(Duration.ofHours(2));
      look(router);
      look(router);
      MimeMessage reminder = awaitMails(event, 2).get(1);
      assertThat(reminder.getSubject())
          .isEqualTo("Open for 2 days: Is this a receipt? 41 % sure (needs 85 %) - scan0007.tiff");
      assertThat(reminder.getAllRecipients())
          .containsExactly(new InternetAddress("reviews@example.com"));
      assertThat(reminder.getMessageID())
          .isEqualTo("<%s-reminder@extend-camel-router>".formatted(ticket(event)));
      assertThat(reminder.getHeader("References"))
          .containsExactly(mails(event).get(0).getMessageID());
      assertThat(reminder.getHeader("X-Extend-Reminder")).containsExactly("reminder");
    }
    try (RunningRouter router = router()) {
      look(router);
      clock.pass(Duration.ofDays(3));
      look(router);
      look(router);
      MimeMessage escalation = awaitMails(event, 3).get(2);
      assertThat(escalation.getSubject()).startsWith("Open for 5 days: Is this a receipt?");
      assertThat(escalation.getAllRecipients())
          .containsExactly(new InternetAddress("head@example.com"));
      assertThat(escalation.getMessageID())
          .isEqualTo("<%s-escalation@extend-camel-router>".formatted(ticket(event)));
      clock.pass(Duration.ofDays(100));
      look(router);
      awaitNoMoreMail(router);
      assertThat(mails(event)).hasSize(3);
    }
  }

  @Test
  void aProcessThatEndedBeforeTheLedgerKnewSendsNothingTwice() throws Exception {
    Extend.Event event = Extend.fresh("05-receipt-low-confidence");
    try (RunningRouter router = router()) {
      post(router, event);
      clock.pass(Duration.ofDays(3));
      look(router);
      awaitMails(event, 2);
      router
          .bean(LedgerDatabase.class)
          .change(jdbc -> jdbc.sql("UPDATE extend_ticket SET reminded_at = NULL").update());
    }
    try (RunningRouter router = router()) {
      look(router);
      awaitNoMoreMail(router);
      assertThat(mails(event)).hasSize(2);
    }
  }

  @Test
  void peopleAreRemindedAlsoIfTheLedgerWasLostWhileTheRouterWasDown() throws Exception {
    Extend.Event open = Extend.fresh("05-receipt-low-confidence");
    Extend.Event decided = Extend.fresh("02-invoice-below-own-threshold");
    try (RunningRouter router = router()) {
      post(router, open);
      post(router, decided);
      decide(router, decided);
    }
    loseLedger();
    clock.pass(Duration.ofDays(3));
    try (RunningRouter router = router()) {
      count(router);
      Operator operator = new Operator(router);
      assertThat(operator.metric(open("receipt"))).isEqualTo(1);
      assertThat(operator.metric(open("invoice"))).isZero();
      assertThat(operator.metric(oldest("receipt"))).isGreaterThan(200_000);
      look(router);
      assertIsRemindedAlone(router, open, decided);
    }
  }

  /**
   * They are written into the new ledger at once, so that it looks as if it had been there before.
   */
  @Test
  void soTheyAreIfMessagesWaitedForTheLedgerThatWasLost() throws Exception {
    Extend.Event open = Extend.fresh("05-receipt-low-confidence");
    Extend.Event decided = Extend.fresh("02-invoice-below-own-threshold");
    Extend.Event waiting = Extend.fresh("05-receipt-low-confidence");
    try (RunningRouter router = router()) {
      post(router, open);
      post(router, decided);
      RouteController routes = router.bean(CamelContext.class).getRouteController();
      routes.stopRoute("ledger");
      decide(router, decided);
      routes.stopRoute("triage");
      assertThat(router.extend().post(waiting.body()).statusCode()).isEqualTo(200);
    }
    loseLedger();
    clock.pass(Duration.ofDays(3));
    try (RunningRouter router = router()) {
      awaitInLedger(router, waiting);
      look(router);
      awaitMails(waiting, 2);
      assertIsRemindedAlone(router, open, decided);
    }
  }

  @Test
  void soTheyAreOfATicketWhoseDecisionIsDiscardedAfterwardsAndNotOfOneWhoseIsReplayed()
      throws Exception {
    Extend.Event discarded = Extend.fresh("05-receipt-low-confidence");
    Extend.Event replayed = Extend.fresh("02-invoice-below-own-threshold");
    List<String> letters = decideInVain(discarded, replayed);
    loseLedger();
    clock.pass(Duration.ofDays(3));
    try (RunningRouter router = router()) {
      Operator operator = new Operator(router);
      look(router);
      awaitNoMoreMail(router);
      assertThat(mails(discarded)).as("it is decided, as far as people know").hasSize(1);
      assertThat(mails(replayed)).hasSize(1);
      count(router);
      assertThat(operator.metric(open("receipt"))).isEqualTo(1);
      assertThat(operator.metric(open("invoice"))).isEqualTo(1);

      assertThat(operator.delete("/deadletters/" + letters.get(0)).statusCode()).isEqualTo(200);

      look(router);
      awaitMails(discarded, 2);

      Files.delete(data.resolve("filed"));
      assertThat(operator.post("/deadletters/" + letters.get(1)).statusCode()).isEqualTo(200);
      router.awaitFiles("filed", replayed.id(), 1);
      await()
          .until(
              () -> {
                count(router);
                return operator.metric(open("invoice")) == 0;
              });
      look(router);
      awaitNoMoreMail(router);
      assertThat(mails(replayed)).hasSize(1);
    }
  }

  /** Returns the ids of the dead letters that the decisions become. */
  private List<String> decideInVain(Extend.Event... events) throws Exception {
    try (RunningRouter router =
        RunningRouter.start(
            data,
            RunningRouter.withClock(clock),
            listening -> {},
            with("extend.redelivery.delay=100ms", "extend.redelivery.give-up-after=200ms"))) {
      Files.writeString(data.resolve("filed"), "in the way");
      Operator operator = new Operator(router);
      List<String> letters = new ArrayList<>();
      for (Extend.Event event : events) {
        post(router, event);
        reject(router, event);
        letters.add(operator.awaitDeadLetters(event.id(), 1).get(0).path("id").asText());
      }
      return letters;
    }
  }

  @Test
  void peopleAreRemindedOfWhatALedgerLacksThatWasPutBackFromAnOlderBackup() throws Exception {
    Extend.Event open = Extend.fresh("05-receipt-low-confidence");
    Extend.Event other = Extend.fresh("02-invoice-below-own-threshold");
    try (RunningRouter router = router()) {
      look(router);
      post(router, open);
      post(router, other);
      decide(router, other);
      router
          .bean(LedgerDatabase.class)
          .change(jdbc -> jdbc.sql("DELETE FROM extend_ticket").update());
    }
    clock.pass(Duration.ofDays(3));
    try (RunningRouter router = router()) {
      look(router);
      assertIsRemindedAlone(router, open, other);
    }
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void oneTicketThatTheLedgerRefusesKeepsNobodyFromBeingRemindedOfOthers(CapturedOutput output)
      throws Exception {
    Extend.Event open = Extend.fresh("05-receipt-low-confidence");
    try (RunningRouter router = router()) {
      post(router, open);
      putOpenTicket(router, Map.of("ExtendTicket", "refused", "ExtendType", "x".repeat(3000)));
      putOpenTicket(router, Map.of("ExtendTicket", "timeless", "ExtendReceivedAt", "yesterday"));
    }
    loseLedger();
    clock.pass(Duration.ofDays(3));
    int toldBefore = output.getAll().length();
    try (RunningRouter router = router()) {
      count(router);
      assertThat(new Operator(router).metric(open("receipt"))).isEqualTo(1);
      assertThat(tickets(router)).as("all but the one that is refused").isEqualTo(2);
      look(router);
      awaitMails(open, 2);
    }
    assertThat(output.getAll().substring(toldBefore).lines())
        .filteredOn(line -> line.contains("the ledger refuses open tickets"))
        .singleElement()
        .asString()
        .contains("WARN", "1 in all: refused;", "Value too long");
  }

  private static void putOpenTicket(RunningRouter router, Map<String, String> headers) {
    new JmsTemplate(router.bean(BrokerConnection.class).factory())
        .send(
            "extend.review.open",
            session -> {
              Message message = session.createMessage();
              for (Map.Entry<String, String> header : headers.entrySet()) {
                message.setStringProperty(header.getKey(), header.getValue());
              }
              return message;
            });
  }

  @Test
  void whoeverWasRemindedIsNotRemindedAgainByANewLedger() throws Exception {
    Extend.Event event = Extend.fresh("05-receipt-low-confidence");
    try (RunningRouter router = router()) {
      post(router, event);
      clock.pass(Duration.ofDays(3));
      look(router);
      awaitMails(event, 2);
    }
    loseLedger();
    try (RunningRouter router = router()) {
      look(router);
      awaitNoMoreMail(router);
      assertThat(mails(event)).hasSize(2);
    }
  }

  @Test
  void ofALedgerThatWasFilledWhatIsDeletedStaysDeleted() throws Exception {
    Extend.Event event = Extend.fresh("05-receipt-low-confidence");
    Extend.Event other = Extend.fresh("02-invoice-below-own-threshold");
    try (RunningRouter router = router()) {
      post(router, event);
      post(router, other);
    }
    loseLedger();
    try (RunningRouter router = router()) {
      look(router);
      assertThat(router.bean(Ledger.class).delete(run(event))).isZero();
      assertThat(tickets(router)).isEqualTo(1);
    }
    clock.pass(Duration.ofDays(3));
    try (RunningRouter router = router()) {
      look(router);
      assertIsRemindedAlone(router, other, event);
    }
  }

  @Test
  void whatWasDeletedFromTheLedgerStaysDeleted() throws Exception {
    Extend.Event event = Extend.fresh("05-receipt-low-confidence");
    Extend.Event other = Extend.fresh("02-invoice-below-own-threshold");
    try (RunningRouter router = router()) {
      look(router);
      post(router, event);
      post(router, other);
      router.bean(Ledger.class).delete(run(event));
    }
    try (RunningRouter router = router()) {
      look(router);
      clock.pass(Duration.ofDays(3));
      look(router);
      assertIsRemindedAlone(router, other, event);
    }
  }

  @Test
  void nobodyIsRemindedOfWhatIsDecided() throws Exception {
    try (RunningRouter router = router()) {
      Extend.Event decided = Extend.fresh("05-receipt-low-confidence");
      Extend.Event decidedLate = Extend.fresh("02-invoice-below-own-threshold");
      post(router, decided);
      post(router, decidedLate);
      decide(router, decided);
      clock.pass(Duration.ofDays(3));
      look(router);
      awaitMails(decidedLate, 2);

      RouteController routes = router.bean(CamelContext.class).getRouteController();
      routes.stopRoute("review-email");
      clock.pass(Duration.ofDays(3));
      look(router);
      assertThat(Queues.browse(router, "extend.review.email")).hasSize(1);
      decide(router, decidedLate);
      routes.startRoute("review-email");
      awaitNoMoreMail(router);
      assertThat(mails(decided)).hasSize(1);
      assertThat(mails(decidedLate)).hasSize(2);
    }
  }

  @Test
  @SuppressWarnings("try")
  void ofTwoRoutersOneReminds(@TempDir Path broker, @TempDir Path database, @TempDir Path other)
      throws Exception {
    int port = Ports.free();
    try (ExternalBroker external =
            ExternalBroker.in(broker, port, ExternalBroker.settings()).start();
        Postgres postgres = new Postgres(database, Ports.free())) {
      postgres.start();
      try (RunningRouter one = shared(data, port, postgres);
          RunningRouter two = shared(other, port, postgres)) {
        List<Extend.Event> events = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
          events.add(Extend.fresh("05-receipt-low-confidence"));
          post(i % 2 == 0 ? one : two, events.get(i));
        }
        clock.pass(Duration.ofDays(3));
        List<Thread> looks = List.of(new Thread(() -> look(one)), new Thread(() -> look(two)));
        looks.forEach(Thread::start);
        for (Thread thread : looks) {
          thread.join();
        }
        look(one);
        look(two);
        for (Extend.Event event : events) {
          awaitMails(event, 2);
        }
        awaitNoMoreMail(one);
        assertThat(mailServer.getReceivedMessages()).hasSize(2 * events.size());
      }
    }
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void aLedgerThatIsDownDelaysRemindersAndSaysSoOnce(@TempDir Path database, CapturedOutput output)
      throws Exception {
    try (Postgres postgres = new Postgres(database, Ports.free())) {
      postgres.start();
      try (RunningRouter router =
          RunningRouter.start(
              data,
              RunningRouter.withClock(clock),
              listening -> {},
              with(
                  "spring.datasource.url=" + postgres.url(),
                  "spring.datasource.username=" + Postgres.USER,
                  "spring.datasource.hikari.connection-timeout=500"))) {
        Extend.Event event = Extend.fresh("05-receipt-low-confidence");
        post(router, event);
        postgres.stop();
        clock.pass(Duration.ofDays(3));
        look(router);
        look(router);
        assertThat(mails(event)).hasSize(1);
        assertThat(output.getAll().lines())
            .filteredOn(line -> line.contains("reminders of open tickets wait"))
            .hasSize(1);

        postgres.start();
        // The pool waits a while before it tries to connect again.
        await()
            .until(
                () -> {
                  look(router);
                  return mails(event).size() == 2;
                });
      }
    }
  }

  @Test
  void openTicketsAreCountedByType() throws Exception {
    try (RunningRouter router = router()) {
      Operator operator = new Operator(router);
      await().until(() -> operator.metric(open("invoice")) == 0);
      assertThat(operator.metric(open("unrouted"))).isZero();
      assertThat(operator.metric(oldest("receipt"))).isZero();

      Extend.Event receipt = Extend.fresh("05-receipt-low-confidence");
      post(router, receipt);
      post(router, Extend.fresh("08-run-failed-out-of-credits"));
      clock.pass(Duration.ofHours(1));
      await()
          .untilAsserted(
              () -> {
                count(router);
                assertThat(operator.metric(open("receipt"))).isEqualTo(1);
                // It counts from the receipt, which the clock of the machine tells.
                assertThat(operator.metric(oldest("receipt"))).isBetween(3300.0, 3900.0);
                assertThat(operator.metric(open("unrouted"))).isEqualTo(1);
              });

      decide(router, receipt);
      await()
          .until(
              () -> {
                count(router);
                return operator.metric(open("receipt")) == 0;
              });
      assertThat(operator.metric(oldest("receipt"))).isZero();
    }
  }

  private void loseLedger() throws IOException {
    FileSystemUtils.deleteRecursively(data.resolve("ledger"));
  }

  private void assertIsRemindedAlone(
      RunningRouter router, Extend.Event reminded, Extend.Event other) throws Exception {
    awaitMails(reminded, 2);
    awaitNoMoreMail(router);
    assertThat(mails(other)).hasSize(1);
  }

  @Test
  void aReminderGoesOnInTheTraceOfItsEvent() throws Exception {
    InMemorySpanExporter spans = InMemorySpanExporter.create();
    try (RunningRouter router =
        RunningRouter.start(
            data,
            context -> {
              RunningRouter.withClock(clock).initialize(context);
              ((GenericApplicationContext) context)
                  .registerBean("spans", SpanExporter.class, () -> spans);
            },
            listening -> {},
            with("management.otlp.tracing.endpoint=http://localhost:1/v1/traces"))) {
      Extend.Event event = Extend.fresh("05-receipt-low-confidence");
      post(router, event);
      clock.pass(Duration.ofHours(49));
      look(router);
      awaitMails(event, 2);

      await()
          .untilAsserted(
              () ->
                  assertThat(spans.getFinishedSpanItems())
                      .filteredOn(span -> span.getName().equals("send smtp"))
                      .hasSize(2));
      assertThat(spans.getFinishedSpanItems())
          .extracting(SpanData::getTraceId)
          .containsOnly(spans.getFinishedSpanItems().get(0).getTraceId());
    }
  }

  private static String open(String type) {
    return "extend_review_open{type=\"" + type + "\"}";
  }

  private static String oldest(String type) {
    return "extend_review_oldest_age_seconds{type=\"" + type + "\"}";
  }

  private RunningRouter router() {
    return RunningRouter.start(data, RunningRouter.withClock(clock), listening -> {}, settings());
  }

  private RunningRouter shared(Path directory, int brokerPort, Postgres postgres) {
    return RunningRouter.start(
        directory,
        RunningRouter.withClock(clock),
        listening -> {},
        with(
            "spring.artemis.embedded.enabled=false",
            "spring.artemis.mode=native",
            "spring.artemis.broker-url=tcp://localhost:" + brokerPort,
            "spring.datasource.url=" + postgres.url(),
            "spring.datasource.username=" + Postgres.USER));
  }

  private String[] with(String... more) {
    return Stream.concat(Arrays.stream(settings()), Arrays.stream(more)).toArray(String[]::new);
  }

  private String[] settings() {
    return new String[] {
      "extend.review.channels=file,email",
      "extend.review.email.from=router@example.com",
      "extend.review.email.to=reviews@example.com",
      "extend.review.remind-after=2d",
      "extend.review.escalate-after=5d",
      "extend.review.escalate-to=head@example.com",
      "extend.review.email.smtp.port=" + mailServer.getSmtp().getPort(),
      "extend.broker.watch-interval=100ms",
      "extend.redelivery.give-up-after=1h"
    };
  }

  private static void look(RunningRouter router) {
    awaitBroker(router);
    router.bean(Reminders.class).send();
  }

  private static void count(RunningRouter router) {
    awaitBroker(router);
    router.bean(TicketGauges.class).count();
  }

  /** Until the broker has been seen at this time of the clock. */
  private static void awaitBroker(RunningRouter router) {
    await().until(() -> router.bean(QueueWatch.class).brokerGone().isEmpty());
  }

  private void post(RunningRouter router, Extend.Event event) throws Exception {
    assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
    awaitMails(event, 1);
    awaitInLedger(router, event);
  }

  private static void awaitInLedger(RunningRouter router, Extend.Event event) {
    Operator operator = new Operator(router);
    await().until(() -> operator.get("/runs?limit=1000").body().contains(event.id()));
  }

  private static int tickets(RunningRouter router) {
    return router
        .bean(LedgerDatabase.class)
        .ask(jdbc -> jdbc.sql("SELECT COUNT(*) FROM extend_ticket").query(Integer.class).single());
  }

  private static void decide(RunningRouter router, Extend.Event event) throws Exception {
    reject(router, event);
    router.awaitFiles("filed", event.id(), 1);
    // Until the ticket is closed, a reminder of it is still sent.
    await().until(() -> Queues.openTickets(router, run(event)).isEmpty());
  }

  private static void reject(RunningRouter router, Extend.Event event) throws Exception {
    router
        .bean(DecisionDesk.class)
        .take(ticket(event), new Asked(Verdict.REJECT, null, "Ada", null, Channel.PAGE));
  }

  private static String ticket(Extend.Event event) throws Exception {
    return Extend.fileName(run(event), event.id());
  }

  private static String run(Extend.Event event) throws Exception {
    return MAPPER.readTree(event.body()).at("/payload/id").asText();
  }

  private List<MimeMessage> awaitMails(Extend.Event event, int count) {
    return await().until(() -> mails(event), found -> found.size() >= count);
  }

  /** Nothing is on its way. */
  private static void awaitNoMoreMail(RunningRouter router) {
    Operator operator = new Operator(router);
    await()
        .until(() -> operator.metric("extend_queue_messages{queue=\"extend.review.email\"}") == 0);
  }

  private List<MimeMessage> mails(Extend.Event event) {
    return Arrays.stream(mailServer.getReceivedMessages())
        .filter(mail -> messageId(mail).contains(event.id()))
        .toList();
  }

  private static String messageId(MimeMessage mail) {
    try {
      return mail.getMessageID();
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }
}
