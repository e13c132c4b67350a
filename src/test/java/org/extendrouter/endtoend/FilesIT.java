package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What people find in the data directory. */
@ExtendWith(OutputCaptureExtension.class)
class FilesIT {

  private static final String RUN = "clr_UWZ8PuUSBnJFLKM2Mp9bW";

  @TempDir static Path directory;

  static Path data;
  @AutoClose static RunningRouter router;

  @BeforeAll
  static void start() {
    data = directory.resolve("data");
    router = RunningRouter.start(data);
  }

  @ParameterizedTest
  @CsvSource({
    "foo_bar_1-a63856bb2641d7f0, foo.bar/1",
    "evt_ABCDEFGHIJKLMNOPQRSTU, evt_abcdefghijklmnopqrstu"
  })
  void eventsWithIdsThatAreAlikeHaveAFileEach(String one, String other) throws Exception {
    List<Path> before = accepted();
    for (String id : List.of(one, other)) {
      post(Extend.withId("01-invoice-accepted", id));
    }
    await().until(() -> accepted().size() == before.size() + 2);
    assertThat(accepted().stream().map(file -> file.toString().toLowerCase()))
        .doesNotHaveDuplicates();
  }

  @Test
  void aFileWithOtherContentIsNotTakenForTheEvent(CapturedOutput output) throws Exception {
    Extend.Event event = Extend.fresh("01-invoice-accepted");
    String name = Extend.fileName(RUN, event.id());
    Path existing =
        Files.createDirectories(data.resolve("accepted/invoice")).resolve(name + ".json");
    Files.writeString(existing, "somebody else's");
    post(event);

    Path kept =
        router.awaitFiles("accepted/invoice", event.id(), 2).stream()
            .filter(file -> !file.equals(existing))
            .findFirst()
            .orElseThrow();
    assertThat(existing).hasContent("somebody else's");
    assertThat(kept).hasBinaryContent(event.body());
    assertThat(kept.getFileName().toString()).startsWith(name + ".conflict-").endsWith(".json");
    String line =
        existing
            + " has other content and is left as it is; what came now is in "
            + kept.getFileName();
    await().untilAsserted(() -> assertThat(output).contains(line));
  }

  @Test
  void nobodyButTheRoutersUserMayLookIntoTheDataDirectory() throws Exception {
    Extend.Event event = Extend.fresh("05-receipt-low-confidence");
    post(event);
    for (Path file : router.awaitFiles("review", event.id(), 2)) {
      assertThat(permissions(file)).isEqualTo("rw-------");
    }
    for (String name : List.of("", "broker", "broker/journal", "review")) {
      assertThat(permissions(data.resolve(name))).as(name).isEqualTo("rwx------");
    }
    for (String name : List.of("in-work", "broker/router.lock")) {
      assertThat(permissions(data.resolve(name))).as(name).isEqualTo("rw-------");
    }
  }

  private static void post(Extend.Event event) throws Exception {
    assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
  }

  private static List<Path> accepted() throws Exception {
    Path invoices = data.resolve("accepted/invoice");
    if (!Files.isDirectory(invoices)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(invoices)) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).toList();
    }
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
