package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.extendrouter.openticket.OpenTicketQueue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.FileSystemUtils;

/**
 * What an operator learns when the ledger and the tickets are there, and the broker's files not.
 */
@ExtendWith(OutputCaptureExtension.class)
class LostBrokerIT {

  private static final int TICKETS = 7;

  @TempDir static Path stored;
  @TempDir Path directory;

  private static Extend.Event first;

  private Path data;
  private Path broker;

  @BeforeAll
  static void store() throws Exception {
    try (RunningRouter router = start(stored)) {
      for (int i = 0; i < TICKETS; i++) {
        Extend.Event event = Extend.freshRun("05-receipt-low-confidence");
        assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
        router.awaitFiles("review", event.id(), 2);
        if (i == 0) {
          first = event;
        }
      }
      awaitInLedger(router, TICKETS);
    }
  }

  @BeforeEach
  void copy() throws IOException {
    data = directory.resolve("data");
    broker = data.resolve("broker");
    FileSystemUtils.copyRecursively(stored, data);
  }

  enum Mistake {
    DIRECTORY_DELETED,
    NOT_MOUNTED,
    ITS_ONE_FILE_DELETED;

    void make(Path broker) throws IOException {
      if (this == ITS_ONE_FILE_DELETED) {
        Files.delete(broker.resolve("journal/activemq-data-1.amq"));
      } else {
        FileSystemUtils.deleteRecursively(broker);
      }
      if (this == NOT_MOUNTED) {
        Files.createDirectory(broker);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void openTicketsThatTheBrokerHasNoMoreAreTold(Mistake mistake, CapturedOutput log)
      throws Exception {
    mistake.make(broker);
    try (RunningRouter router = start(data)) {
      Operator operator = new Operator(router);
      assertThat(operator.get("/health").statusCode()).isEqualTo(503);
      assertThat(Operator.json(operator.get("/health")).at("/components/broker").toString())
          .contains(
              broker.resolve("journal") + " holds nothing, while the ledger has 7 open tickets",
              first.run(),
              "and 2 more",
              "events may be lost",
              broker.resolve("damaged") + ", delete it when that is done");
      assertThat(log).contains("holds nothing, while the ledger has 7 open tickets");
      assertThat(operator.get("/health/readiness").statusCode())
          .as("what comes now is stored all the same")
          .isEqualTo(200);

      Path ticket = ticket();
      Files.move(ticket, data.resolve("review/confirm").resolve(ticket.getFileName()));
      await()
          .untilAsserted(() -> assertThat(reason(ticket)).contains("lost with the broker's files"));
    }
    try (RunningRouter router = start(data)) {
      Operator operator = new Operator(router);
      assertThat(operator.get("/health").statusCode())
          .as("nobody has dealt with it")
          .isEqualTo(503);
      FileSystemUtils.deleteRecursively(broker.resolve("damaged"));
      assertThat(operator.get("/health").statusCode()).isEqualTo(200);
    }
    assertUp("somebody has dealt with it");
  }

  @Test
  void aDiskThatIsMountedAfterAllHasTheTicketsAsBefore() throws Exception {
    Path unmounted = Files.move(broker, data.resolve("disk"));
    start(data).close();
    FileSystemUtils.deleteRecursively(broker);
    Files.move(unmounted, broker);
    try (RunningRouter router = start(data)) {
      assertThat(new Operator(router).get("/health").statusCode()).isEqualTo(200);
      Path ticket = ticket();
      Files.move(ticket, data.resolve("review/confirm").resolve(ticket.getFileName()));
      await().until(() -> isDone(ticket));
    }
  }

  @Test
  void anEventThatIsSentAgainOpensItsTicketAgain() throws Exception {
    FileSystemUtils.deleteRecursively(broker);
    try (RunningRouter router = start(data)) {
      assertThat(router.extend().post(first.body()).statusCode()).isEqualTo(200);
      OpenTicketQueue open = router.bean(OpenTicketQueue.class);
      await().until(() -> !open.ofRun(first.run()).isEmpty());
      Path ticket = data.resolve("review").resolve(open.ofRun(first.run()).get(0).name() + ".txt");
      Files.move(ticket, data.resolve("review/confirm").resolve(ticket.getFileName()));
      await().until(() -> isDone(ticket));
    }
  }

  @Test
  void whoBeginsAnewWithoutTheLedgerIsToldNothing() throws Exception {
    FileSystemUtils.deleteRecursively(broker);
    FileSystemUtils.deleteRecursively(data.resolve("ledger"));
    assertUp("nothing is known to be lost");
  }

  @Test
  void aBrokerWhoseTicketsAreAllDecidedIsNotMissed() throws Exception {
    try (RunningRouter router = start(data)) {
      await().until(() -> Files.isDirectory(data.resolve("review/confirm")));
      try (Stream<Path> files = Files.list(data.resolve("review"))) {
        for (Path ticket : files.filter(file -> file.toString().endsWith(".txt")).toList()) {
          Files.move(ticket, data.resolve("review/reject").resolve(ticket.getFileName()));
        }
      }
      Operator operator = new Operator(router);
      await()
          .untilAsserted(
              () ->
                  assertThat(operator.get("/review-summary").body())
                      .contains("\"rejected\":" + TICKETS));
    }
    FileSystemUtils.deleteRecursively(broker);
    assertUp("no ticket was lost");
  }

  @Test
  void aLedgerThatIsSharedSaysNothingOfANewRoutersBroker(@TempDir Path other) throws Exception {
    String shared = "spring.datasource.url=jdbc:h2:file:" + directory.resolve("shared");
    try (RunningRouter first = RunningRouter.start(data, shared)) {
      Extend.Event event = Extend.freshRun("05-receipt-low-confidence");
      assertThat(first.extend().post(event.body()).statusCode()).isEqualTo(200);
      await()
          .until(
              () -> new Operator(first).get("/runs/" + event.run()).body().contains("decidedAt"));
      try (RunningRouter second = RunningRouter.start(other, shared)) {
        assertThat(new Operator(second).get("/runs/" + event.run()).body()).contains("decidedAt");
        assertThat(new Operator(second).get("/health").statusCode()).isEqualTo(200);
      }
    }
  }

  private static RunningRouter start(Path data) {
    return RunningRouter.start(data, "extend.broker.watch-interval=100ms");
  }

  private void assertUp(String reason) throws Exception {
    try (RunningRouter router = start(data)) {
      assertThat(new Operator(router).get("/health").statusCode()).as(reason).isEqualTo(200);
      assertThat(broker.resolve("damaged")).doesNotExist();
    }
  }

  private static void awaitInLedger(RunningRouter router, int count) {
    Operator operator = new Operator(router);
    await()
        .until(
            () -> {
              String list = operator.get("/runs?limit=100").body();
              return list.split("\"decidedAt\"", -1).length - 1 >= count;
            });
  }

  private Path ticket() throws IOException {
    await().until(() -> Files.isDirectory(data.resolve("review/confirm")));
    try (Stream<Path> files = Files.list(data.resolve("review"))) {
      return files.filter(file -> file.toString().endsWith(".txt")).findFirst().orElseThrow();
    }
  }

  private boolean isDone(Path ticket) {
    return FilesBelow.of(data.resolve("review")).keySet().stream()
        .anyMatch(
            file ->
                file.getFileName().equals(ticket.getFileName())
                    && file.getParent().getParent().endsWith("done"));
  }

  /** Why a ticket was put aside; empty before that. */
  private String reason(Path ticket) throws IOException {
    String name = ticket.getFileName().toString().replace(".txt", "");
    Optional<Path> reason =
        FilesBelow.of(data.resolve("review")).keySet().stream()
            .filter(file -> file.getFileName().toString().startsWith(name))
            .filter(file -> file.toString().endsWith(".reason.txt"))
            .findFirst();
    return reason.isPresent() ? Files.readString(reason.get()) : "";
  }
}
