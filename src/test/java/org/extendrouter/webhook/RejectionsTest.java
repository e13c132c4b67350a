package org.extendrouter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.extendrouter.testrun.SettableClock;
import org.extendrouter.webhook.RejectedWebhookException.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class RejectionsTest {

  private final SettableClock clock = new SettableClock(Instant.ofEpochSecond(1_800_000_000));
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final Rejections rejections = new Rejections(clock, meters);

  @Test
  void aLoneRejectionHasItsLineAtOnce(CapturedOutput output) {
    rejections.add(new RejectedWebhookException(Rejection.STALE, "too old"));

    assertThat(output).containsOnlyOnce("rejected a webhook, STALE: too old; nothing was stored");
  }

  @Test
  void theRestOfAMinuteSharesOneLineOnceTheMinuteIsOver(CapturedOutput output) {
    add(10_000);
    assertThat(lines(output)).isEqualTo(Rejections.LINES_PER_INTERVAL);

    rejections.endInterval();
    assertThat(lines(output)).isEqualTo(Rejections.LINES_PER_INTERVAL);

    clock.pass(Rejections.INTERVAL);
    rejections.endInterval();
    rejections.endInterval();

    assertThat(lines(output)).isEqualTo(Rejections.LINES_PER_INTERVAL + 1);
    assertThat(output)
        .contains("rejected 9980 more webhooks within 60 s, by reason {WRONG_SIGNATURE=9980}");
  }

  @Test
  void theNextMinuteHasItsOwnLines(CapturedOutput output) {
    add(100);
    clock.pass(Rejections.INTERVAL);
    add(1);

    assertThat(lines(output)).isEqualTo(Rejections.LINES_PER_INTERVAL + 2);
  }

  @Test
  void aClockThatIsSetBackSilencesNothing(CapturedOutput output) {
    add(100);
    clock.pass(Duration.ofHours(-2));
    rejections.endInterval();
    add(1);

    assertThat(output).contains("rejected 80 more webhooks within 60 s");
    assertThat(lines(output)).isEqualTo(Rejections.LINES_PER_INTERVAL + 2);
  }

  @Test
  void whatIsNotListedYetIsWrittenBeforeTheEnd(CapturedOutput output) {
    add(25);
    rejections.summarise();

    assertThat(output).contains("rejected 5 more webhooks");
  }

  @Test
  void eachIsCountedByItsReason() {
    add(100);
    rejections.add(new RejectedWebhookException(Rejection.NO_ROOM, "full"));

    assertThat(meters.get("extend.rejections").tag("reason", "WRONG_SIGNATURE").counter().count())
        .isEqualTo(100);
    assertThat(meters.get("extend.rejections").tag("reason", "NO_ROOM").counter().count())
        .isEqualTo(1);
  }

  private void add(int count) {
    for (int i = 0; i < count; i++) {
      rejections.add(new RejectedWebhookException(Rejection.WRONG_SIGNATURE, "forged"));
    }
  }

  private static long lines(CapturedOutput output) {
    return output.toString().lines().filter(line -> line.contains("rejected")).count();
  }
}
