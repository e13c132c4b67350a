package org.extendrouter.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrittenFileTest {

  @TempDir Path directory;

  @Test
  void takesANameThatIsFree() throws Exception {
    assertTakesOnlyANameThatIsFree(directory);
  }

  /** A file system of Java's that has no links. */
  @Test
  void takesANameThatIsFreeWhereThereAreNoLinks() throws Exception {
    try (FileSystem noLinks =
        FileSystems.newFileSystem(directory.resolve("files.zip"), Map.of("create", "true"))) {
      assertTakesOnlyANameThatIsFree(noLinks.getPath("/"));
    }
  }

  private static void assertTakesOnlyANameThatIsFree(Path directory) throws Exception {
    Path target = directory.resolve("run.json");
    Path first = Files.writeString(directory.resolve("first"), "first");
    Path second = Files.writeString(directory.resolve("second"), "second");

    assertThat(new WrittenFile(first).takeName(target)).isTrue();
    assertThat(first).doesNotExist();
    assertThat(Files.readString(target)).isEqualTo("first");

    assertThat(new WrittenFile(second).takeName(target)).isFalse();
    assertThat(Files.readString(target)).isEqualTo("first");
    assertThat(Files.readString(second)).isEqualTo("second");
  }

  @Test
  void whatWasTakenAwayMeanwhileIsAFailure() {
    WrittenFile gone = new WrittenFile(directory.resolve("gone"));

    assertThatThrownBy(() -> gone.takeName(directory.resolve("run.json")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void theNameBesideAnotherKeepsItsEnding() throws Exception {
    Path path = Files.writeString(directory.resolve("written"), "content");
    WrittenFile written = new WrittenFile(path);

    assertThat(written.beside(directory.resolve("run.tar.json")))
        .isEqualTo(written.beside(directory.resolve("run.tar.json")))
        .asString()
        .matches(".*/run\\.tar\\.conflict-[0-9a-f]{16}\\.json");
    assertThat(written.beside(directory.resolve("run")))
        .asString()
        .matches(".*/run\\.conflict-[0-9a-f]{16}");
    assertThat(written.beside(directory.resolve(".run")))
        .asString()
        .matches(".*/\\.run\\.conflict-[0-9a-f]{16}");
  }
}
