package org.extendrouter.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePermissionsTest {

  @TempDir Path directory;

  @Test
  void nothingIsWrittenThroughALinkThatOthersHaveMade() throws Exception {
    Path theirs = Files.writeString(directory.resolve("theirs"), "theirs");
    Path link = Files.createSymbolicLink(directory.resolve(".part-run.json"), theirs);

    assertThatThrownBy(() -> FilePermissions.OWNER_ALONE.write(link, new byte[0], false))
        .isInstanceOf(IOException.class);

    assertThat(theirs).hasContent("theirs");
  }
}
