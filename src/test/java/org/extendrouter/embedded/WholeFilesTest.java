package org.extendrouter.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.activemq.artemis.core.io.SequentialFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A large message comes in pieces; Artemis opens its file with the first, and goes on after it. */
class WholeFilesTest {

  @TempDir Path directory;

  @Test
  void oneThatCouldNotBeOpenedForTheFirstPieceTakesNoOther() throws Exception {
    Path large = directory.resolve("large");
    SequentialFile file = new WholeFiles(large.toFile(), null).createSequentialFile("1.msg");
    assertThatThrownBy(file::open).isInstanceOf(IOException.class);

    Files.createDirectory(large);
    file.open();

    assertThatThrownBy(() -> write(file)).hasMessageContaining("before failed");
    file.close();
    assertThat(large.resolve("1.msg")).isEmptyFile();
  }

  @Test
  void oneThatIsNotOpenTakesNoPieceOnceItIs() throws Exception {
    SequentialFile file = new WholeFiles(directory.toFile(), null).createSequentialFile("1.msg");
    assertThatThrownBy(() -> write(file)).isNotNull();

    file.open();

    assertThatThrownBy(() -> write(file)).hasMessageContaining("before failed");
    file.close();
  }

  @Test
  void oneOfWhichAPieceIsMissingIsNotReadBackForThatItWasSent() throws Exception {
    SequentialFile file = new WholeFiles(directory.toFile(), null).createSequentialFile("1.msg");
    file.open();
    write(file);
    assertThat(file.cloneFile().size()).isEqualTo(PIECE.length);
    file.close();
    assertThatThrownBy(() -> file.position(0)).isNotNull();

    assertThatThrownBy(file::cloneFile).hasMessageContaining("before failed");
  }

  private static final byte[] PIECE = new byte[100];

  private static void write(SequentialFile file) throws Exception {
    file.blockingWriteDirect(ByteBuffer.wrap(PIECE), false, false);
  }
}
