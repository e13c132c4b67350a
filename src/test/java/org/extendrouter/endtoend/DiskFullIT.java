package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.extendrouter.testrun.SmallDisk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What Extend, the operator and the systems behind the router see of a full disk. */
@ExtendWith(OutputCaptureExtension.class)
class DiskFullIT {

  /** Below the 30 s after which Extend gives a request up. */
  private static final Duration AT_ONCE = Duration.ofSeconds(25);

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir static Path directory;

  static SmallDisk disk;
  static SmallDisk contracts;
  static RunningRouter router;

  private final List<Extend.Event> stored = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    disk = SmallDisk.mount(directory.resolve("data"), "100m");
    contracts = SmallDisk.mount(disk.root().resolve("accepted/contract"), "1m");
    router =
        RunningRouter.start(
            disk.root(), "extend.broker.min-disk-free=2MB", "extend.redelivery.give-up-after=120s");
  }

  @AfterAll
  static void stop() {
    if (router != null) {
      router.close();
      contracts.close();
    }
    if (disk != null) {
      disk.close();
    }
  }

  @AfterEach
  void everythingAnswered200Arrives() throws Exception {
    contracts.free();
    disk.free();
    await().until(() -> post(Extend.fresh("01-invoice-accepted")) == 200);
    await().until(() -> health().startsWith("{\"status\":\"UP\""));
    for (Extend.Event event : stored) {
      assertThat(Files.readAllBytes(router.awaitFiles("accepted/invoice", event.id(), 1).get(0)))
          .isEqualTo(event.body());
    }
  }

  @Test
  void aJournalWithTooLittleRoomIsAnswered503AtOnceAndHealthSaysWhatToDo() throws Exception {
    assertThat(post(Extend.fresh("01-invoice-accepted"))).isEqualTo(200);
    disk.fillExcept(1_500_000);
    for (int i = 0; i < 5; i++) {
      assertThat(post(Extend.fresh("01-invoice-accepted"))).isEqualTo(503);
    }
    // What it said of the disk at the last webhook is what it says now.
    disk.fillExcept(500_000);
    assertThat(health()).startsWith("{\"status\":\"DOWN\"");
    assertThat(
            Operator.json(new Operator(router).get("/health")).at("/components/broker").toString())
        .containsOnlyOnce(
            "less free space than the 2 MB of extend.broker.min-disk-free; free space on it");
  }

  /** The disk fills up in the middle of a write, which makes Artemis shut itself down. */
  @Test
  void aJournalThatFailsInTheMiddleOfAWriteLosesNothing(CapturedOutput output) throws Exception {
    disk.fillExcept(4_000_000);
    await()
        .until(
            () -> {
              post(large());
              post(Extend.fresh("01-invoice-accepted"));
              return output.getOut().contains("Critical IO Error");
            });
    disk.fillExcept(1_000_000);
    assertThat(post(Extend.fresh("01-invoice-accepted"))).isEqualTo(503);
    assertThat(health()).startsWith("{\"status\":\"DOWN\"");
  }

  @Test
  void aFullDiskOfAcceptedRunsDelaysThemAndNoOthersAndShowsNoHalfFile() throws Exception {
    contracts.fillExcept(0);
    Extend.Event stuck = Extend.fresh("04-contract-at-threshold");
    Extend.Event fine = Extend.fresh("01-invoice-accepted");
    assertThat(router.extend().post(stuck.body()).statusCode()).isEqualTo(200);
    assertThat(post(fine)).isEqualTo(200);
    router.awaitFiles("accepted/invoice", fine.id(), 1);
    assertThat(router.files("accepted/contract", stuck.id())).isEmpty();

    contracts.free();
    assertThat(Files.readAllBytes(router.awaitFiles("accepted/contract", stuck.id(), 1).get(0)))
        .isEqualTo(stuck.body());
  }

  @Test
  void aJournalThatIsGoneIsAnswered503AndHealthSaysSo() throws Exception {
    Path journal = disk.root().resolve("broker/journal");
    Path elsewhere = disk.root().resolve("elsewhere");
    Files.move(journal, elsewhere);
    assertThat(post(Extend.fresh("01-invoice-accepted"))).isEqualTo(503);
    assertThat(health()).startsWith("{\"status\":\"DOWN\"").contains("is gone");
    Files.move(elsewhere, journal);
  }

  private int post(Extend.Event event) throws Exception {
    HttpRequest.Builder request = router.extend().signed(event.body()).timeout(AT_ONCE);
    int status = router.extend().send(request).statusCode();
    if (status == 200) {
      stored.add(event);
    }
    return status;
  }

  /** An invoice close to the largest body taken. */
  private static Extend.Event large() throws Exception {
    Extend.Event event = Extend.fresh("01-invoice-accepted");
    String padded = new String(event.body(), StandardCharsets.UTF_8) + " ".repeat(4_500_000);
    return new Extend.Event(event.id(), padded.getBytes(StandardCharsets.UTF_8));
  }

  private static String health() throws Exception {
    URI uri = URI.create("http://localhost:" + router.managementPort() + "/actuator/health");
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(AT_ONCE).build();
    return CLIENT.send(request, BodyHandlers.ofString()).body();
  }
}
