package org.extendrouter.folders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFilesTest {

  @TempDir Path directory;

  private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);
  private final WholeFiles whole = new WholeFiles(nanoTime::get);

  @Test
  void aFileIsAtRestOnceItHasNotChangedForAMoment() throws IOException {
    Path file = Files.writeString(directory.resolve("a.txt"), "a");
    assertThat(whole.isAtRest(file)).isFalse();
    pass(Duration.ofSeconds(1));
    assertThat(whole.isAtRest(file)).isTrue();
    Files.writeString(file, "b", StandardOpenOption.APPEND);
    assertThat(whole.isAtRest(file)).isFalse();
  }

  @Test
  void jsonWithoutItsEndIsWholeOnceNobodyWritesAnyMore() throws IOException {
    Path file = Files.writeString(directory.resolve("a.json"), "{\"run\":");
    assertThat(whole.isWholeJson(file)).isFalse();
    pass(Duration.ofSeconds(21));
    assertThat(whole.isWholeJson(file)).isTrue();
  }

  @Test
  void whatIsInNoEncodingIsWhole() throws IOException {
    Path file = directory.resolve("utf32.json");
    Files.write(file, new byte[] {0, 0, 0, 0x22, -1, -1, -1, -1});
    assertThat(whole.isWholeJson(file)).isTrue();
  }

  private void pass(Duration time) {
    nanoTime.addAndGet(time.toNanos());
  }
}
