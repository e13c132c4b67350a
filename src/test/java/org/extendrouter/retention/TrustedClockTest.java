package org.extendrouter.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.extendrouter.delivery.FilePermissions;
import org.extendrouter.testrun.SettableClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What is old by a clock that may be wrong. */
@ExtendWith(OutputCaptureExtension.class)
class TrustedClockTest {

  private static final Instant TEN = Instant.parse("2026-11-30T10:00:00Z");
  private static final Duration KEEP = Duration.ofDays(400);
  private static final Duration BAD_BATTERY = Duration.ofDays(500);

  @TempDir Path data;

  private final SettableClock clock = new SettableClock(TEN);
  private final AtomicLong nanos = new AtomicLong(-5);
  private TrustedClock trusted;

  @BeforeEach
  void start() {
    trusted = new TrustedClock(data, FilePermissions.OWNER_ALONE, clock, nanos::get);
  }

  @Test
  void nothingIsOldInTheFirstDayOfANewDataDirectory(CapturedOutput output) {
    assertNothingIsOld();
    run(Duration.ofHours(23));
    assertNothingIsOld();

    run(Duration.ofHours(1));

    assertThat(old()).isEqualTo(TEN.plus(Duration.ofDays(1)).minus(KEEP));
    assertThat(output).doesNotContain("the clock was at");
  }

  @Test
  void aDataDirectoryThatIsNewAtEachStartIsToldWithWhatToDo(CapturedOutput output) {
    assertNothingIsOld();

    assertThat(output)
        .contains(
            "until the router has run for a day; if each start says so, put extend.data-dir on a disk that outlives the router");
  }

  @Test
  void aClockThatIsFarAheadAtOneStartMakesNothingOld(CapturedOutput output) {
    believe();
    Instant believed = clock.instant();

    clock.pass(BAD_BATTERY);
    start();
    assertNothingIsOld();
    run(Duration.ofHours(5));
    assertNothingIsOld();
    assertThat(output.getAll().split("the clock was at")).hasSize(2);
    assertThat(output)
        .contains(
            "the clock was at %s when it was last looked at, and is at %s:"
                .formatted(believed, believed.plus(BAD_BATTERY)));

    clock.pass(BAD_BATTERY.negated());
    assertThat(old()).isEqualTo(clock.instant().minus(KEEP));
    start();
    assertThat(old()).isEqualTo(clock.instant().minus(KEEP));
  }

  @Test
  void norDoesOneThatJumpsWhileTheRouterRuns() {
    believe();

    clock.pass(BAD_BATTERY);

    assertNothingIsOld();
  }

  @Test
  void aRestartDoesNotMakeAWrongClockRight(CapturedOutput output) {
    believe();
    clock.pass(BAD_BATTERY);
    for (int restart = 0; restart < 3; restart++) {
      start();
      assertNothingIsOld();
    }
    assertThat(output.getAll().split("the clock was at")).hasSize(2);
  }

  @Test
  void aRouterThatWasOffForAWeekDeletesADayLater() {
    believe();
    clock.pass(Duration.ofDays(7));
    start();
    assertNothingIsOld();

    run(Duration.ofDays(1));

    assertThat(old()).isEqualTo(clock.instant().minus(KEEP));
  }

  @Test
  void theDayMayBeThatOfSeveralRuns() {
    believe();
    clock.pass(Duration.ofDays(7));
    for (int day = 0; day < 3; day++) {
      start();
      assertNothingIsOld();
      run(Duration.ofHours(7));
      assertNothingIsOld();
      clock.pass(Duration.ofHours(17));
    }
    start();
    run(Duration.ZERO);
    run(Duration.ofHours(3));

    assertThat(old()).isEqualTo(clock.instant().minus(KEEP));
  }

  @Test
  void aRouterThatIsOffAtNightIsNotBothered(CapturedOutput output) {
    believe();
    clock.pass(Duration.ofHours(14));
    start();

    assertThat(old()).isEqualTo(clock.instant().minus(KEEP));
    assertThat(output).doesNotContain("the clock was at");
  }

  @Test
  void aClockThatBeginsAt1970IsBelievedOnceItIsSet(CapturedOutput output) {
    believe();
    Instant right = clock.instant();
    clock.pass(Duration.between(right, Instant.EPOCH));
    start();
    assertThat(old()).isBeforeOrEqualTo(TrustedClock.EARLIEST);
    assertThat(output).contains("what is dated before 2024 is kept");

    clock.pass(Duration.between(Instant.EPOCH, right.plusSeconds(90)));

    assertThat(old()).isEqualTo(clock.instant().minus(KEEP));
  }

  @Test
  void aClockThatIsAlmostTwoDaysAheadTakesNothingOfTheLastDayAway() {
    Duration day = Duration.ofDays(1);
    believe();
    Instant right = clock.instant();

    clock.pass(Duration.ofHours(47));
    start();

    assertThat(trusted.before(day)).isEqualTo(right.minus(day));
    run(Duration.ofHours(23));
    assertThat(trusted.before(day)).isBeforeOrEqualTo(right.minus(Duration.ofHours(1)));
    run(Duration.ofHours(1));
    assertThat(trusted.before(day)).isEqualTo(clock.instant().minus(day));
  }

  @Test
  void whatAClockFarBehindHasDatedIsNotOldOnceItIsRight() {
    Instant dated = farBehind();

    clock.pass(BAD_BATTERY);

    assertIsKeptAnew(dated);
  }

  @Test
  void norWhereItWasCorrectedWhileTheRouterWasOff() {
    Instant dated = farBehind();

    clock.pass(BAD_BATTERY);
    start();

    assertIsKeptAnew(dated);
  }

  @Test
  void norWhereItBeginsAt1970AtTheNextStart() {
    Instant dated = farBehind();
    clock.pass(BAD_BATTERY);
    assertThat(old()).isEqualTo(dated.minus(KEEP));
    Duration since1970 = Duration.between(Instant.EPOCH, clock.instant());

    clock.pass(since1970.negated());
    start();
    assertNothingIsOld();
    clock.pass(since1970);

    assertThat(old()).isEqualTo(dated.minus(KEEP));
  }

  @Test
  void norWhereItWasCorrectedInTwoSteps() {
    Duration week = Duration.ofDays(7);
    Duration halfAWeek = Duration.ofHours(84);
    believe();
    clock.pass(week.negated());
    Instant dated = clock.instant();
    assertNothingIsOld();

    clock.pass(halfAWeek);
    assertNothingIsOld();
    clock.pass(halfAWeek);

    assertThat(trusted.before(week)).isEqualTo(dated.minus(week));
  }

  @Test
  void aRouterThatIsOffEachNightDeletesWhatIsOldAllTheSame() throws Exception {
    Duration day = Duration.ofDays(1);
    believe();
    for (int night = 0; night < 100; night++) {
      clock.pass(Duration.ofHours(14));
      start();
      assertThat(trusted.before(day)).isAfter(clock.instant().minus(day.multipliedBy(3)));
      assertThat(old()).isEqualTo(clock.instant().minus(KEEP));
      run(Duration.ofHours(10));
    }
    assertThat(data.resolve("clock")).content().hasSizeLessThan(1000);
  }

  @Test
  void aDamagedFileIsAsNone() throws Exception {
    believe();
    for (String damaged :
        new String[] {
          "", "a b c", "2026-11-30T10:00:00Z", "- 2026-11-30T10:00:00Z PT24H 2026", "\0\0\0"
        }) {
      Files.writeString(data.resolve("clock"), damaged);
      start();
      assertNothingIsOld();
    }
    assertThat(data).isDirectoryContaining(file -> file.endsWith("clock"));
    assertThat(data.toFile().list()).containsExactly("clock");
  }

  private Instant farBehind() {
    believe();
    clock.pass(BAD_BATTERY.negated());
    start();
    assertNothingIsOld();
    run(Duration.ofMinutes(30));
    assertNothingIsOld();
    return clock.instant();
  }

  private void assertIsKeptAnew(Instant dated) {
    assertThat(old()).isEqualTo(dated.minus(KEEP));
    run(KEEP.minusDays(1));
    assertThat(old()).isBefore(dated);
    start();
    run(Duration.ofDays(1));
    assertThat(old()).isEqualTo(clock.instant().minus(KEEP));
  }

  private void believe() {
    assertNothingIsOld();
    run(Duration.ofDays(1));
    assertThat(old()).isAfter(TrustedClock.EARLIEST);
  }

  /** The router looks at its clock about each hour; a test need not. */
  private void run(Duration time) {
    trusted.before(KEEP);
    clock.pass(time);
    nanos.addAndGet(time.toNanos());
  }

  private Instant old() {
    return trusted.before(KEEP);
  }

  private void assertNothingIsOld() {
    assertThat(old()).isEqualTo(TrustedClock.EARLIEST);
  }
}
