package org.extendrouter.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that removes old files, as operators copy it into their crontab. */
class PurgingTest {

  private static final Pattern COMMAND =
      Pattern.compile("### Purging.*?```sh\n(.*?)```", Pattern.DOTALL);

  @TempDir Path home;

  @Test
  void oldFilesThatAreDoneAreRemovedAndOpenTicketsStay() throws Exception {
    List<String> done =
        List.of(
            "accepted/invoice/a.json",
            "review/done/2026-01/b.txt",
            "review/aside/c.txt",
            "filed/d.json",
            "others/e.json",
            "discarded/f.json");
    List<String> kept =
        List.of(
            "review/open.txt",
            "review/confirm/moved.txt",
            "review/as/invoice/moved.txt",
            "review/decisions/dropped.json",
            "accepted/invoice/.part-g",
            "broker/journal/h",
            "ledger/i");
    for (String file : Stream.concat(done.stream(), kept.stream()).toList()) {
      written(file, 92);
    }
    written("filed/new.json", 89);

    assertThat(purge()).isEmpty();

    assertThat(done)
        .allSatisfy(file -> assertThat(home.resolve("data").resolve(file)).doesNotExist());
    assertThat(kept).allSatisfy(file -> assertThat(home.resolve("data").resolve(file)).exists());
    assertThat(home.resolve("data/filed/new.json")).exists();
  }

  @Test
  void nothingIsSaidOfDirectoriesThatAreNotThereYet() throws Exception {
    written("accepted/invoice/a.json", 92);
    assertThat(purge()).isEmpty();
  }

  private void written(String file, int days) throws IOException {
    Path path = home.resolve("data").resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, "");
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofDays(days))));
  }

  private String purge() throws Exception {
    Matcher command = COMMAND.matcher(Files.readString(Path.of("src/docs/operating.md")));
    assertThat(command.find()).isTrue();
    Process shell =
        new ProcessBuilder("sh", "-c", command.group(1))
            .directory(home.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(shell.getInputStream().readAllBytes());
    assertThat(shell.waitFor()).isZero();
    return output;
  }
}
