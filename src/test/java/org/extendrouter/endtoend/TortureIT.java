package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.extendrouter.endtoend.EventStream.Numbered;
import org.extendrouter.testrun.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the packaged router with SIGKILL while events stream in, starts it again on the same data,
 * and in the end looks for every event that was answered 200. {@code -Dtorture.kills} says how
 * often, {@code -Dtorture.seed} repeats the moments of an earlier run. They are random within what
 * they are to hit; how much was under way at each is printed.
 */
@ExtendWith(Distribution.class)
class TortureIT {

  private static final int KILLS = Integer.getInteger("torture.kills", 3);
  private static final long SEED = Long.getLong("torture.seed", System.nanoTime());
  private static final int CONNECTIONS = 6;

  /** What a kill is to hit. */
  private enum Moment {
    /** Events come in, and are triaged and delivered at the same time. */
    STREAMING,
    /** The router starts, and has a backlog to work on. */
    STARTING,
    /** No event comes in; the backlog is triaged and delivered. */
    DRAINING
  }

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path home;

  private final Random random = new Random(SEED);

  @Test
  void whatWasAnsweredIsDeliveredHoweverOftenTheRouterIsKilled() throws Exception {
    Instant begin = Instant.now();
    System.out.printf("torture: kills=%d seed=%d in %s%n", KILLS, SEED, home);
    int mailPort = Ports.free();
    try (MailCounter mailServer = new MailCounter(mailPort);
        PackagedRouter router = PackagedRouter.withReviewMail(home, mailPort);
        EventStream stream = new EventStream(router.extend(), CONNECTIONS);
        Reviewers reviewers = new Reviewers(stream, router.data())) {
      Outcome outcome = new Outcome(router.data(), mailServer);
      for (int number = 1; number <= 10; number++) {
        outcome.leaveHalfWritten(stream.event(number));
      }
      Duration start = Duration.ZERO;
      for (int kill = 0; kill < KILLS; kill++) {
        Moment moment = Moment.values()[kill % Moment.values().length];
        if (moment == Moment.STARTING) {
          router.launch();
          router.runFor(upTo(start));
        } else {
          start = start(router);
          stream.awaitMore(20);
          router.runFor(upTo(Duration.ofSeconds(3)));
        }
        if (moment == Moment.DRAINING) {
          stream.pause();
          router.runFor(upTo(Duration.ofMillis(500)));
        }
        router.kill();
        report(kill + 1, moment, start, outcome, stream);
        if (moment == Moment.DRAINING) {
          stream.resume();
        }
      }
      start(router);
      stream.finish();

      int decided = reviewers.awaitDecidedOnce();
      outcome.awaitExactly(
          stream.answered().stream().filter(event -> !event.isDecided()).toList(),
          stream.answered().stream().filter(Numbered::isDecided).toList());
      new LedgerRows(router).awaitExactly(stream.answered(), reviewers::hasConfirmed);
      assertThat(router.count("gave up")).as("messages given up").isZero();
      // What a kill leaves half written is none.
      assertThat(router.count("events may be lost")).as("damage told of").isZero();
      System.out.printf(
          "torture: kills=%d events=%d posts=%d lost=0 duplicates=0 duplicatesDropped=%d decided=%d"
              + " mails=%d mailsTwice=%d minutes=%.1f seed=%d%n",
          KILLS,
          stream.answered().size(),
          stream.posts(),
          router.count("dropped event="),
          decided,
          mailServer.mails().size(),
          mailServer.mails().values().stream().filter(count -> count > 1).count(),
          Duration.between(begin, Instant.now()).toSeconds() / 60.0,
          SEED);
    }
  }

  private static Duration start(PackagedRouter router) throws IOException {
    Instant launched = Instant.now();
    router.start();
    return Duration.between(launched, Instant.now());
  }

  private Duration upTo(Duration longest) {
    return Duration.ofMillis(random.nextLong(longest.toMillis() + 1));
  }

  private static void report(
      int kill, Moment moment, Duration start, Outcome outcome, EventStream stream)
      throws IOException {
    List<Numbered> answered = List.copyOf(stream.answered());
    System.out.printf(
        "torture: kill %d while %s, answered=%d, of which not yet in files=%d, half written=%d, last"
            + " start %d ms%n",
        kill,
        moment,
        answered.size(),
        answered.size() - outcome.countDelivered(answered),
        outcome.halfWritten().size(),
        start.toMillis());
  }
}
