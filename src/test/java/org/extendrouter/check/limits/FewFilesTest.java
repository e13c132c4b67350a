package org.extendrouter.check.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FewFilesTest {

  @TempDir Path directory;

  @Test
  void aProcessThatMayOpenFewIsWarnedOfAndHowToRaiseThem() throws Exception {
    assertThat(warnedOf(256))
        .contains("open files: the router may open 256", "ulimit -n 4096", "LimitNOFILE=");
    assertThat(warnedOf(1024)).isBlank();
  }

  private String warnedOf(int limit) throws Exception {
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -n \"$0\" && exec \"$@\"",
                String.valueOf(limit),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Limited.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    return Files.readString(output);
  }

  /** A process of its own, as no other has a limit of its own. */
  static final class Limited {
    public static void main(String[] arguments) {
      FewFiles.warnings().forEach(System.out::println);
    }
  }
}
