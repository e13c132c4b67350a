package org.extendrouter.endtoend;

import static org.apache.activemq.artemis.api.core.Message.BYTES_TYPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.jms.client.ActiveMQSession;
import org.extendrouter.connection.BrokerConnection;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.QueueNames;
import org.extendrouter.openticket.OpenTicketQueue;
import org.extendrouter.testrun.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jms.core.JmsTemplate;

/** A machine whose clock has no battery, or a bad one. */
@ExtendWith(OutputCaptureExtension.class)
class WrongClockIT {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration BAD_BATTERY = Duration.ofDays(500);

  @TempDir Path data;

  @Test
  void thatIsFarAheadAtOneStartTakesNoTicketAway(CapturedOutput output) throws Exception {
    Extend.Event event = Extend.freshRun("05-receipt-low-confidence");
    try (RunningRouter router = RunningRouter.start(data)) {
      open(router, event);
    }
    try (RunningRouter router = startedAfter(BAD_BATTERY)) {
      await().until(() -> output.getAll().contains("nothing is deleted for its age"));
      // It is looked at by who deletes rows, and by who deletes tickets.
      await().during(Duration.ofSeconds(3)).until(() -> isOpen(router, event));
    }
    try (RunningRouter router = RunningRouter.start(data)) {
      assertThat(story(router, event).path("events")).hasSize(1);
      decide(event);
      router.awaitFiles("accepted/receipt", event.id(), 1);
    }
  }

  @Test
  void thatIsAt1970MakesNoDecisionEarlierThanItsTicket() throws Exception {
    Extend.Event event = Extend.freshRun("05-receipt-low-confidence");
    try (RunningRouter router = RunningRouter.start(data)) {
      open(router, event);
    }
    try (RunningRouter router =
        startedAfter(Duration.between(Instant.now(), Instant.EPOCH.plusSeconds(60)))) {
      decide(event);
      router.awaitFiles("accepted/receipt", event.id(), 1);
      await().until(() -> story(router, event).path("reviews").size() == 1);
      JsonNode story = story(router, event);
      assertThat(time(story.at("/reviews/0/time")))
          .isAfterOrEqualTo(time(story.at("/events/0/receivedAt")).withNano(0));
    }
  }

  @Test
  void andWhatNobodyDecidesForLongIsToldWithItsRunWhenItGoes(CapturedOutput output)
      throws Exception {
    Extend.Event event = Extend.freshRun("05-receipt-low-confidence");
    try (RunningRouter router = RunningRouter.start(data)) {
      ticketOf1970(router);
      open(router, event);
    }
    Instant lastHour = Instant.now().plus(BAD_BATTERY).minusSeconds(3600);
    Files.writeString(data.resolve("clock"), "%s %s PT24H\n".formatted(lastHour, lastHour));
    try (RunningRouter router = startedAfter(BAD_BATTERY)) {
      await()
          .until(
              () ->
                  output
                      .getAll()
                      .contains(
                          "1 tickets were not decided within 400 days and cannot be decided any more, of the runs "
                              + run(event)));
      assertThat(isOpen(router, event)).isFalse();
      assertThat(router.bean(OpenTicketQueue.class).find("of-1970")).isPresent();
    }
  }

  @Test
  void andOneDecisionDatedInTheFutureKeepsNoneThatIsOld() throws Exception {
    Instant future = Instant.now().plus(Duration.ofDays(9000));
    Instant old = Instant.now().minus(Duration.ofDays(500));
    try (RunningRouter router = RunningRouter.start(data)) {
      decided(router, "of-the-future", future);
      decided(router, "old", old);
      decided(router, "of-now", Instant.now());
    }
    Instant now = Instant.now();
    Files.writeString(data.resolve("clock"), "%s %s PT24H\n".formatted(now, now));
    try (RunningRouter router = RunningRouter.start(data)) {
      await().until(() -> decided(router).equals(List.of("of-the-future", "of-now")));
    }
  }

  private static void decided(RunningRouter router, String ticket, Instant time) throws Exception {
    try (Connection connection = router.bean(BrokerConnection.class).another().createConnection();
        Session session = connection.createSession()) {
      ClientSession core = ((ActiveMQSession) session).getCoreSession();
      ClientMessage message = core.createMessage(BYTES_TYPE, true);
      message.setTimestamp(time.toEpochMilli());
      message.putStringProperty(HeaderNames.TICKET, ticket);
      core.createProducer(QueueNames.DECIDED).send(message);
    }
  }

  private static List<String> decided(RunningRouter router) {
    return new JmsTemplate(router.bean(BrokerConnection.class).browsing())
        .browse(
            QueueNames.DECIDED,
            (session, browser) -> {
              List<String> tickets = new ArrayList<>();
              Enumeration<?> messages = browser.getEnumeration();
              while (messages.hasMoreElements()) {
                tickets.add(
                    ((Message) messages.nextElement()).getStringProperty(HeaderNames.TICKET));
              }
              return tickets;
            });
  }

  private static void ticketOf1970(RunningRouter router) {
    JmsTemplate jms = new JmsTemplate(router.bean(BrokerConnection.class).factory());
    jms.setExplicitQosEnabled(false);
    jms.setMessageTimestampEnabled(false);
    jms.send(
        QueueNames.OPEN_TICKETS,
        session -> {
          var message = session.createBytesMessage();
          message.setStringProperty(HeaderNames.TICKET, "of-1970");
          return message;
        });
  }

  private RunningRouter startedAfter(Duration time) {
    SettableClock clock = new SettableClock(Clock.systemUTC());
    clock.pass(time);
    return RunningRouter.start(data, RunningRouter.withClock(clock), listening -> {});
  }

  private void open(RunningRouter router, Extend.Event event) throws Exception {
    assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
    router.awaitFiles("review", event.id(), 2);
    await().until(() -> isOpen(router, event));
    await().until(() -> story(router, event).path("events").size() == 1);
  }

  private void decide(Extend.Event event) throws Exception {
    Path decisions = data.resolve("review/decisions");
    await().until(() -> Files.isDirectory(decisions));
    Files.writeString(
        decisions.resolve("a.json"),
        "{\"ticket\":\"%s\",\"decision\":\"confirm\"}".formatted(ticket(event)));
  }

  private static boolean isOpen(RunningRouter router, Extend.Event event) throws Exception {
    return router.bean(OpenTicketQueue.class).find(ticket(event)).isPresent();
  }

  private static JsonNode story(RunningRouter router, Extend.Event event) throws Exception {
    return Operator.json(new Operator(router).get("/runs/" + run(event)));
  }

  private static OffsetDateTime time(JsonNode text) {
    return OffsetDateTime.parse(text.asText());
  }

  private static String ticket(Extend.Event event) throws Exception {
    return Extend.fileName(run(event), event.id());
  }

  private static String run(Extend.Event event) throws Exception {
    return MAPPER.readTree(event.body()).at("/payload/id").asText();
  }
}
