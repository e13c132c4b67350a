package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
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
  private static final Extend.Event[] PAGED = new Extend.Event[EVENTS];

  private Path data;
  private Path journal;

  /** Small events, and a large one, wait for a directory that cannot be written; others page. */
  @BeforeAll
  static void store() throws Exception {
    Files.createDirectories(stored.resolve("accepted"));
    Files.writeString(stored.resolve("accepted/invoice"), "in the way");
    Files.writeString(stored.resolve("accepted/contract"), "in the way");
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
          .until(
              () ->
                  operator.metric("extend_queue_messages{queue=\"extend.accept.invoice\"}")
                      == EVENTS + 1);
      router
          .bean(EmbeddedActiveMQ.class)
          .getActiveMQServer()
          .getPagingManager()
          .getPageStore(SimpleString.of("extend.accept.contract"))
          .startPaging();
      for (int i = 0; i < EVENTS; i++) {
        PAGED[i] = Extend.fresh("04-contract-at-threshold");
        assertThat(router.extend().post(PAGED[i].body()).statusCode()).isEqualTo(200);
      }
      await()
          .until(
              () ->
                  operator.metric("extend_queue_messages{queue=\"extend.accept.contract\"}")
                      == EVENTS);
    }
    Files.delete(stored.resolve("accepted/invoice"));
    Files.delete(stored.resolve("accepted/contract"));
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
      for (Extend.Event event : PAGED) {
        assertThat(router.awaitFiles("accepted/contract", event.id(), 1).get(0))
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
        assertThat(damaged.resolve("journal").resolve(file.getFileName())).exists();
        // Events are taken and delivered all the same.
        Extend.Event event = Extend.fresh("01-invoice-accepted");
        assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
        router.awaitFiles("accepted/invoice", event.id(), 1);
        if (start == 1) {
          // What could be read is in new files, or the next start would find it again.
          await().until(() -> isWhole(journal));
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
    flip(file, EVENT[1].id());
    assertDamagedAlone("invoice", EVENT[1], file, List.of(EVENT[0], EVENT[2], EVENT[EVENTS]));
  }

  @Test
  void twoBytesFlippedInALargeEventAreSeen() throws Exception {
    Path file = list(data.resolve("broker/largemessages")).get(0);
    flip(file, EVENT[EVENTS].id());
    assertDamagedAlone("invoice", EVENT[EVENTS], file, List.of(EVENT[0], EVENT[1], EVENT[2]));
  }

  @Test
  void twoBytesFlippedInAPageAreSeen() throws Exception {
    Path file = page();
    flip(file, PAGED[1].id());
    assertDamagedAlone("contract", PAGED[1], file, List.of(PAGED[0], PAGED[2]));
  }

  @Test
  void aPageOfWhichTheBrokerCannotReadTheRestIsNamed() throws Exception {
    Path file = page();
    byte[] content = Files.readAllBytes(file);
    content[0] ^= 1;
    Files.write(file, content);
    try (RunningRouter router = start(data)) {
      assertDown(new Operator(router), file + " has messages that cannot be read, from byte 0");
    }
  }

  @Test
  void whatWasBeingWrittenToAPageAtAKillIsNoDamageAtAnyStart() throws Exception {
    Files.createDirectories(data.resolve("accepted"));
    Files.writeString(data.resolve("accepted/contract"), "in the way");
    Path file = page();
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 20), StandardOpenOption.APPEND);
    try (RunningRouter router = start(data)) {
      assertThat(new Operator(router).get("/health").statusCode()).isEqualTo(200);
    }
    Files.delete(data.resolve("accepted/contract"));

    whatIsInOrderIsDeliveredWithHealthUp();
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

  /** What has changed is not delivered, but kept with the reason; all else is delivered. */
  private void assertDamagedAlone(
      String type, Extend.Event damaged, Path file, List<Extend.Event> others) throws Exception {
    try (RunningRouter router = start(data)) {
      Operator operator = new Operator(router);
      for (Extend.Event event : others) {
        router.awaitFiles("accepted/" + type, event.id(), 1);
      }
      JsonNode letter = operator.awaitDeadLetters(damaged.id(), 1).get(0);
      assertThat(letter.path("failure").asText()).contains("changed on the disk");
      assertThat(letter.path("failedAt").asText()).isEqualTo("extend.accept." + type);
      assertThat(router.files("accepted/" + type, damaged.id())).isEmpty();
      assertDown(operator, file + " holds event " + damaged.id() + ", which has changed");
      Path broker = data.resolve("broker");
      assertThat(broker.resolve("damaged").resolve(broker.relativize(file))).exists();
    }
  }

  private static void flip(Path file, String eventId) throws IOException {
    byte[] content = Files.readAllBytes(file);
    int position = lastIndexOf(content, eventId) + 100;
    content[position] ^= 1;
    content[position + 1] ^= 1;
    Files.write(file, content);
  }

  private static void assertDown(Operator operator, String... reasons) throws Exception {
    assertThat(operator.get("/health").statusCode()).isEqualTo(503);
    assertThat(Operator.json(operator.get("/health")).at("/components/broker").toString())
        .contains(reasons);
    assertThat(operator.get("/health/readiness").statusCode())
        .as("what comes now is stored all the same")
        .isEqualTo(200);
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

  private Path page() throws IOException {
    try (Stream<Path> files = Files.walk(data.resolve("broker/paging"))) {
      return files.filter(file -> file.toString().endsWith(".page")).findFirst().orElseThrow();
    }
  }

  private static boolean isWhole(Path journal) {
    return FilesBelow.of(journal).entrySet().stream()
        .filter(file -> file.getKey().getParent().equals(journal))
        .filter(file -> file.getKey().toString().endsWith(".amq"))
        .allMatch(file -> file.getValue() == 10 * 1024 * 1024);
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
