package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** What an operator learns when the embedded broker's files are not as they were written. */
class DamagedFilesIT {

  private static final int EVENTS = 3;

  @TempDir static Path stored;
  @TempDir Path directory;

  private static final Extend.Event[] EVENT = new Extend.Event[EVENTS + 1];

  private Path data;
  private Path journal;

  /** Small events, and a large one, wait for a directory that cannot be written. */
  @BeforeAll
  static void store() throws Exception {
    Files.createDirectories(stored.resolve("accepted"));
    Files.writeString(stored.resolve("accepted/invoice"), "in the way");
    try (RunningRouter router = start(stored)) {
      for (int i = 0; i <= EVENTS; i++) {
        Extend.Event event = Extend.fresh("01-invoice-accepted");
        String padding = i == EVENTS ? " ".repeat(500_000) : "";
        EVENT[i] =
            new Extend.Event(
                event.id(),
                (new String(event.body(), StandardCharsets.UTF_8) + padding)
                    .getBytes(StandardCharsets.UTF_8));
        assertThat(router.extend().post(EVENT[i].body()).statusCode()).isEqualTo(200);
      }
      Operator operator = new Operator(router);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  operator.metric("extend_queue_messages{queue=\"extend.accept.invoice\"}")
                      == EVENTS + 1);
    }
    Files.delete(stored.resolve("accepted/invoice"));
  }

  @BeforeEach
  void copy() throws IOException {
    data = directory.resolve("data");
    FileSystemUtils.copyRecursively(stored, data);
    journal = data.resolve("broker/journal");
  }

  @Test
  void whatIsInOrderIsDeliveredWithHealthUp() throws Exception {
    try (RunningRouter router = start(data)) {
      for (Extend.Event event : EVENT) {
        assertThat(router.awaitFiles("accepted/invoice", event.id(), 1).get(0))
            .hasBinaryContent(event.body());
      }
      assertThat(new Operator(router).get("/health").statusCode()).isEqualTo(200);
      assertThat(data.resolve("broker/damaged")).doesNotExist();
    }
  }

  @Test
  void withoutBindingsTheRouterDoesNotStartAndLeavesTheJournalAsItIs() throws Exception {
    Path bindings = data.resolve("broker/bindings");
    FileSystemUtils.deleteRecursively(bindings);
    byte[] before = Files.readAllBytes(written());
    assertThatThrownBy(() -> start(data))
        .hasStackTraceContaining(bindings + ", which tells the queues of " + journal + ", is gone")
        .hasStackTraceContaining("put the directory " + data.resolve("broker") + " back");
    assertThat(written()).hasBinaryContent(before);

    FileSystemUtils.copyRecursively(stored.resolve("broker/bindings"), bindings);
    whatIsInOrderIsDeliveredWithHealthUp();
  }

  @Test
  void withoutTheJournalTheRouterDoesNotStart() throws Exception {
    FileSystemUtils.deleteRecursively(journal);
    assertThatThrownBy(() -> start(data))
        .hasStackTraceContaining(journal + ", which holds the messages, is gone");
  }

  @Test
  void aFileCutShortIsNamedUntilSomeoneHasDealtWithIt() throws Exception {
    Path file = written();
    byte[] content = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(content, lastIndexOf(content, EVENT[1].id())));
    Path damaged = data.resolve("broker/damaged");
    for (int start = 0; start < 2; start++) {
      try (RunningRouter router = start(data)) {
        Operator operator = new Operator(router);
        assertDown(operator, file + " is cut short", "delete it when that is done");
        assertThat(damaged.resolve(file.getFileName())).exists();
        // Events are taken and delivered all the same.
        Extend.Event event = Extend.fresh("01-invoice-accepted");
        assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
        router.awaitFiles("accepted/invoice", event.id(), 1);
        if (start == 1) {
          // What could be read is in new files, or the next start would find it again.
          await().atMost(Duration.ofSeconds(20)).until(() -> isWhole(journal));
          FileSystemUtils.deleteRecursively(damaged);
          assertThat(operator.get("/health").statusCode()).isEqualTo(200);
        }
      }
    }
    try (RunningRouter router = start(data)) {
      assertThat(new Operator(router).get("/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void twoBytesFlippedInAnEventAreSeen() throws Exception {
    Path file = written();
    byte[] content = Files.readAllBytes(file);
    int position = lastIndexOf(content, EVENT[1].id()) + 100;
    content[position] ^= 1;
    content[position + 1] ^= 1;
    Files.write(file, content);
    try (RunningRouter router = start(data)) {
      assertDown(new Operator(router), file + " holds event " + EVENT[1].id() + ", which has");
    }
  }

  @Test
  void aLargeEventsFileThatIsGoneIsNamed() throws Exception {
    Path large = data.resolve("broker/largemessages");
    for (Path file : list(large)) {
      Files.delete(file);
    }
    try (RunningRouter router = start(data)) {
      assertDown(new Operator(router), large.toString(), ".msg is gone");
      // The others do not wait for it.
      for (int i = 0; i < EVENTS; i++) {
        router.awaitFiles("accepted/invoice", EVENT[i].id(), 1);
      }
    }
  }

  private static RunningRouter start(Path data) {
    return RunningRouter.start(
        data,
        "extend.broker.watch-interval=100ms",
        "extend.redelivery.delay=1s",
        "extend.redelivery.max-delay=1s",
        "extend.redelivery.give-up-after=1h");
  }

  private static void assertDown(Operator operator, String... reasons) throws Exception {
    assertThat(operator.get("/health").statusCode()).isEqualTo(503);
    assertThat(Operator.json(operator.get("/health")).at("/components/broker").toString())
        .contains(reasons);
  }

  /** The file of the journal that the events are in. */
  private Path written() throws IOException {
    for (Path file : list(journal)) {
      if (lastIndexOf(Files.readAllBytes(file), EVENT[1].id()) > 0) {
        return file;
      }
    }
    throw new AssertionError("no file holds the event");
  }

  private static boolean isWhole(Path journal) throws IOException {
    for (Path file : list(journal)) {
      if (file.toString().endsWith(".amq") && Files.size(file) != 10 * 1024 * 1024) {
        return false;
      }
    }
    return true;
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  private static int lastIndexOf(byte[] content, String text) {
    return new String(content, StandardCharsets.ISO_8859_1).lastIndexOf(text);
  }
}
