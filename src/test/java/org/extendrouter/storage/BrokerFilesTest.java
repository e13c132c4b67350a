package org.extendrouter.storage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerFilesTest {

  private static final int FILE_SIZE = 4096;

  @TempDir Path directory;

  @Test
  void aFileOfTheJournalThatCannotBeOpenedIsNotTakenForDamaged() throws Exception {
    assertCannotBeOpened(Path.of("journal", "activemq-data-1.amq"));
  }

  @Test
  void aPageThatCannotBeOpenedIsNotTakenForDamaged() throws Exception {
    assertCannotBeOpened(Path.of("paging", "queue", "1.page"));
  }

  /** No file can be opened as one that is a directory. */
  private void assertCannotBeOpened(Path file) throws Exception {
    Files.createDirectories(directory.resolve(file));
    BrokerFiles files =
        new BrokerFiles(
            directory.resolve("bindings"),
            directory.resolve("journal"),
            directory.resolve("large"),
            directory.resolve("paging"),
            FILE_SIZE);
    assertThatThrownBy(() -> files.check(Optional::empty))
        .hasMessageStartingWith("The broker's files cannot be opened")
        .hasMessageContaining(file.toString())
        .hasMessageContaining("ulimit -n");
  }
}
