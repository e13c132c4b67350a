package org.extendrouter.damage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.message.impl.CoreMessage;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.testrun.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What operators learn of large events that cannot be read. */
@ExtendWith(OutputCaptureExtension.class)
class UnreadableMessagesTest {

  private static final String QUEUE = "extend.accept.invoice";
  private static final IOException BAD_SECTOR = new IOException("Input/output error");

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-05T02:00:00Z"));
  private final UnreadableMessages unreadable = new UnreadableMessages(clock);

  @Test
  void oneThatIsReadAfterAFewSecondsIsToldAtItsBeginningAndItsEnd(CapturedOutput log) {
    Message message = message(7);
    retryFor(Duration.ofSeconds(55), message);
    assertThat(unreadable.problem()).isEmpty();
    assertThat(log.getAll().lines())
        .singleElement()
        .asString()
        .contains("WARN", "cannot read event=evt_7 run=run_7 in " + QUEUE)
        .contains("7.msg, java.io.IOException: Input/output error");

    unreadable.read(message);
    unreadable.read(message);
    assertThat(log.getAll().lines())
        .hasSize(2)
        .last()
        .asString()
        .contains("INFO", "can read event=evt_7 run=run_7 in " + QUEUE + " again, after 55 s");
  }

  @Test
  void oneThatLastsIsInHealthWithWhatToDoAndToldOnceAMinute(CapturedOutput log) {
    Message message = message(7);
    retryFor(Duration.ofMinutes(5), message);

    assertThat(unreadable.problem())
        .hasValueSatisfying(
            problem ->
                assertThat(problem)
                    .contains("event=evt_7 run=run_7 in " + QUEUE + " since 2026-01-05T02:00:00Z:")
                    .contains("7.msg, java.io.IOException: Input/output error")
                    .contains("let the router's user read the file", "repair the disk")
                    .contains("if the file is lost, move it away"));
    assertThat(unreadable.storesAllTheSame()).isTrue();
    assertThat(log.getAll().lines().filter(line -> line.contains("ERROR"))).hasSize(5);
    assertThat(log.getAll().lines()).hasSize(6);

    unreadable.read(message);
    assertThat(unreadable.problem()).isEmpty();
  }

  @Test
  void ofSeveralTheOldestIsNamedAndTheOthersAreCounted(CapturedOutput log) {
    retryFor(Duration.ofSeconds(30), message(8));
    retryFor(Duration.ofSeconds(90), message(8), message(7), message(9));

    assertThat(unreadable.problem().orElseThrow())
        .contains("event=evt_8 run=run_8", "and 2 more")
        .doesNotContain("evt_7");
    assertThat(log.getAll().lines().filter(line -> line.contains("ERROR"))).hasSize(2);
    assertThat(log.getAll().lines()).hasSize(5);
  }

  @Test
  void oneThatIsGoneFromItsQueueIsNoProblemAnyMore() {
    retryFor(Duration.ofMinutes(2), message(7));
    assertThat(unreadable.problem()).isPresent();

    unreadable.gone(MessageReference.Factory.createReference(message(7), null));
    assertThat(unreadable.problem()).isEmpty();
  }

  @Test
  void aClockThatIsSetBackDoesNotHideIt() {
    unreadable.failed(message(7), QUEUE, Path.of("7.msg"), BAD_SECTOR);
    clock.pass(Duration.ofDays(-1));
    assertThat(unreadable.problem()).isPresent();
  }

  @Test
  void theCauseIsThatOfTheLastAttempt() {
    unreadable.failed(message(7), QUEUE, Path.of("7.msg"), new IOException("Too many open files"));
    retryFor(Duration.ofMinutes(1), message(7));
    assertThat(unreadable.problem().orElseThrow()).contains("Input/output error");
  }

  /** As the broker does, every five seconds, the first time at once. */
  private void retryFor(Duration time, Message... messages) {
    for (int seconds = 0; seconds <= time.toSeconds(); seconds += 5) {
      if (seconds > 0) {
        clock.pass(Duration.ofSeconds(5));
      }
      for (Message message : messages) {
        unreadable.failed(message, QUEUE, Path.of(message.getMessageID() + ".msg"), BAD_SECTOR);
      }
    }
  }

  private static Message message(long id) {
    return new CoreMessage(id, 100)
        .putStringProperty(HeaderNames.EVENT_ID, "evt_" + id)
        .putStringProperty(HeaderNames.RUN_ID, "run_" + id);
  }
}
