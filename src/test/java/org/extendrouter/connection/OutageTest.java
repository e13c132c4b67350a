package org.extendrouter.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.activemq.artemis.api.core.ActiveMQNotConnectedException;
import org.apache.activemq.artemis.api.core.ActiveMQSecurityException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class OutageTest {

  private static final String REASON = "the disk is full";

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final InstantSource source = now::get;
  private final Clock clock = source.withZone(ZoneOffset.UTC);
  private final Outage outage = new Outage(clock);

  @Test
  void aClockThatIsSetBackDoesNotMakeItLast(CapturedOutput output) {
    outage.notStored(new IllegalStateException(REASON));
    assertThat(outage.problem()).contains(REASON);
    pass(Duration.ofHours(-1));
    assertThat(outage.problem()).isEmpty();
    outage.notStored(new IllegalStateException(REASON));
    outage.count();
    assertThat(lines(output)).last().asString().contains("goes on for 0 s");
  }

  @Test
  void oneLineTellsOfTheBeginningAndOneOfEachMinute(CapturedOutput output) {
    for (int second = 0; second < 150; second++) {
      outage.notStored(new IllegalStateException(REASON));
      outage.notStored(new IllegalStateException(REASON));
      outage.count();
      pass(Duration.ofSeconds(1));
    }
    assertThat(lines(output))
        .hasSize(3)
        .satisfiesExactly(
            begin -> assertThat(begin).contains("ERROR", "outage begins", REASON),
            first ->
                assertThat(first)
                    .contains("WARN", "goes on for 60 s; webhooks answered 503: 122 in", REASON),
            second -> assertThat(second).contains("120 in the last minute, 242 in all"));
  }

  @Test
  void consumersThatFailAgainAndAgainAreOfTheSameOutage(CapturedOutput output) {
    outage.brokerFails("gone");
    for (int i = 0; i < 20; i++) {
      outage.onException(new jakarta.jms.JMSException("gone"));
    }
    assertThat(lines(output)).hasSize(1);
  }

  @Test
  void theCauseIsTheBrokersOwnAndNotThatNobodyCanConnect(CapturedOutput output) {
    outage.brokerFails("its disk is full");
    outage.notStored(new ActiveMQNotConnectedException("Cannot connect to server(s)"));
    outage.onException(new jakarta.jms.JMSException("Consumer is closed"));
    pass(Outage.COUNTED_EVERY);
    outage.count();
    assertThat(output)
        .contains("in all; its disk is full")
        .doesNotContain("Cannot connect")
        .doesNotContain("Consumer is closed");
  }

  @Test
  void itIsOverOnceNothingFailsAnyMore(CapturedOutput output) {
    outage.brokerFails("gone");
    outage.notStored(new IllegalStateException("gone"));
    pass(Duration.ofSeconds(20));
    outage.onException(new jakarta.jms.JMSException("not yet"));
    outage.brokerAnswers(now.get());
    assertThat(output).doesNotContain("outage over");
    assertThat(outage.problem()).isEmpty();

    pass(Outage.CALM);
    outage.brokerAnswers(now.get());
    outage.brokerAnswers(now.get());
    assertThat(output).containsOnlyOnce("outage over after 30 s; webhooks answered 503: 1;");
    outage.brokerFails("gone again");
    assertThat(lines(output)).hasSize(3);
  }

  @Test
  void aWebhookThatWasNotStoredIsBelievedUntilOneIsOrAMinuteHasPassed() {
    outage.notStored(new IllegalStateException(REASON));
    outage.brokerAnswers(now.get());
    assertThat(outage.problem()).contains(REASON);
    outage.stored();
    assertThat(outage.problem()).isEmpty();

    outage.notStored(new IllegalStateException(REASON));
    pass(Outage.BELIEVED);
    assertThat(outage.problem()).isEmpty();
  }

  /** Readiness keeps webhooks away that could tell. */
  @Test
  void aBrokerThatDidNotAnswerIsBelievedToAgainOnceItHas() {
    Instant before = now.get();
    pass(Duration.ofSeconds(1));
    outage.notStored(
        new IllegalStateException("outer", new ActiveMQNotConnectedException("no connection")));
    outage.brokerAnswers(before);
    assertThat(outage.problem().orElseThrow()).startsWith("no connection");

    pass(Duration.ofSeconds(1));
    outage.brokerAnswers(now.get());
    assertThat(outage.problem()).isEmpty();
  }

  @Test
  void whatIsWrongIsTheInnermostCauseWithWhatToDo() {
    outage.notStored(
        new IllegalStateException(
            "outer", new ActiveMQSecurityException("Unable to validate\nuser")));
    assertThat(outage.problem().orElseThrow())
        .startsWith("Unable to validate user; check spring.artemis.user")
        .doesNotContain("outer");
  }

  private void pass(Duration time) {
    now.updateAndGet(then -> then.plus(time));
  }

  private static List<String> lines(CapturedOutput output) {
    return output.getOut().lines().filter(line -> line.contains("outage")).toList();
  }
}
