package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.extendrouter.endtoend.EventStream.Numbered;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the packaged router with SIGKILL while events stream in, starts it again on the same data,
 * and in the end looks for every event that was answered 200. {@code -Dtorture.kills} says how
 * often, {@code -Dtorture.seed} repeats the moments of an earlier run. They are random within what
 * they are to hit; how much was under way at each is printed.
 */
class TortureIT {

  private static final int KILLS = Integer.getInteger("torture.kills", 4);
  private static final long SEED = Long.getLong("torture.seed", System.nanoTime());
  private static final int CONNECTIONS = 6;
  private static final String TEMPORARY = ".part-";

  /** What a kill is to hit. */
  private enum Moment {
    /** Events come in, and are triaged and delivered at the same time. */
    STREAMING,
    /** The router starts, and has a backlog to work on. */
    STARTING,
    /** No event comes in; the backlog is triaged and delivered. */
    DRAINING
  }

  @TempDir(cleanup = CleanupMode.NEVER)
  Path home;

  private final Random random = new Random(SEED);

  @Test
  void whatWasAnsweredIsDeliveredHoweverOftenTheRouterIsKilled() throws Exception {
    Instant begin = Instant.now();
    System.out.printf("torture: kills=%d seed=%d in %s%n", KILLS, SEED, home);
    try (MailCounter mailServer = new MailCounter();
        PackagedRouter router =
            new PackagedRouter(
                home,
                "extend.review.channels=file,email",
                "extend.review.email.from=router@example.com",
                "extend.review.email.to=reviews@example.com",
                "extend.review.email.smtp.port=" + mailServer.port());
        EventStream stream = new EventStream(router.extend(), CONNECTIONS)) {
      Duration start = Duration.ZERO;
      for (int kill = 0; kill < KILLS; kill++) {
        Moment moment = Moment.values()[kill % Moment.values().length];
        if (moment == Moment.STARTING) {
          router.launch();
          router.runFor(upTo(start));
        } else {
          start = start(router);
          router.runFor(upTo(Duration.ofSeconds(2)));
        }
        if (moment == Moment.DRAINING) {
          stream.pause();
          router.runFor(upTo(Duration.ofMillis(500)));
        }
        router.kill();
        report(kill + 1, moment, start, router, stream);
        if (moment == Moment.DRAINING) {
          stream.resume();
        }
      }
      start(router);
      stream.finish();

      Collection<Numbered> answered = stream.answered();
      Set<String> expected =
          answered.stream().flatMap(event -> event.files().stream()).collect(Collectors.toSet());
      Set<String> mailed =
          answered.stream()
              .filter(Numbered::isForReview)
              .map(Numbered::name)
              .collect(Collectors.toSet());
      await()
          .atMost(Duration.ofSeconds(60).plusMillis(20L * answered.size()))
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(
              () -> {
                assertThat(without(expected, files(router))).as("files lost").isEmpty();
                assertThat(without(mailed, mailServer.mails().keySet())).as("mails lost").isEmpty();
              });
      assertThat(without(files(router), expected)).as("files of no event, or twice").isEmpty();
      assertThat(without(mailServer.mails().keySet(), mailed)).as("mails of no event").isEmpty();
      assertThat(temporaryFiles(router)).as("half written files left").isEmpty();
      for (Numbered event : answered) {
        assertIsWhole(event, router.data());
      }
      assertThat(router.count("gave up")).as("messages given up").isZero();
      System.out.printf(
          "torture: kills=%d events=%d posts=%d lost=0 duplicates=0 duplicatesDropped=%d mails=%d"
              + " mailsTwice=%d minutes=%.1f seed=%d%n",
          KILLS,
          answered.size(),
          stream.posts(),
          router.count("AMQ222059"),
          mailed.size(),
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
      int kill, Moment moment, Duration start, PackagedRouter router, EventStream stream)
      throws IOException {
    Set<String> files = files(router);
    long open =
        stream.answered().stream().filter(event -> !files.containsAll(event.files())).count();
    System.out.printf(
        "torture: kill %d while %s, answered=%d, of which not yet in files=%d, half written=%d, last"
            + " start %d ms%n",
        kill,
        moment,
        stream.answered().size(),
        open,
        temporaryFiles(router).size(),
        start.toMillis());
  }

  private static void assertIsWhole(Numbered event, Path data) throws IOException {
    assertThat(data.resolve(event.files().get(0))).hasBinaryContent(event.body());
    if (event.isForReview()) {
      assertThat(Files.readString(data.resolve(event.files().get(1)), StandardCharsets.UTF_8))
          .contains(event.id(), event.name() + ".json");
    }
  }

  private static Set<String> without(Collection<String> all, Collection<String> some) {
    Set<String> rest = new HashSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  private static Set<String> files(PackagedRouter router) throws IOException {
    return outcome(router)
        .filter(file -> !isTemporary(file))
        .map(file -> router.data().relativize(file).toString())
        .collect(Collectors.toSet());
  }

  private static Set<Path> temporaryFiles(PackagedRouter router) throws IOException {
    return outcome(router).filter(TortureIT::isTemporary).collect(Collectors.toSet());
  }

  private static boolean isTemporary(Path file) {
    return file.getFileName().toString().startsWith(TEMPORARY);
  }

  /** All files below {@code data/} but the broker's. */
  private static Stream<Path> outcome(PackagedRouter router) throws IOException {
    Set<Path> files = new HashSet<>();
    try (Stream<Path> directories = Files.list(router.data())) {
      for (Path directory : directories.toList()) {
        if (!directory.endsWith("broker")) {
          files.addAll(walk(directory));
        }
      }
    }
    return files.stream();
  }

  private static Set<Path> walk(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
