package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The distribution as it was packed, unpacked, with the class data that its first start would make.
 * The first class of a build that uses it makes that, before the time limits of its tests begin.
 */
final class Distribution implements BeforeAllCallback {

  static final Path TARGET = Path.of("target").toAbsolutePath();

  /** How long it may take to make class data; below the limit of a class of tests. */
  static final Duration PATIENCE = Duration.ofMinutes(15);

  /** What starts it. */
  static Path script() throws IOException {
    try (Stream<Path> all = Files.walk(TARGET, 2)) {
      return all.map(path -> path.resolve("bin/extend-camel-router"))
          .filter(Files::isExecutable)
          .findFirst()
          .orElseThrow(() -> new AssertionError("no distribution, which mvn package builds"));
    }
  }

  /** Of two processes of tests, one makes the class data. */
  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    ProcessBuilder prepare = new ProcessBuilder(script().toString(), "--prepare").inheritIO();
    prepare.environment().put("JAVA_HOME", System.getProperty("java.home"));
    prepare.environment().put("EXTEND_PREPARE_SECONDS", "" + PATIENCE.toSeconds());
    try (FileChannel channel =
            FileChannel.open(
                TARGET.resolve("class-data.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThat(prepare.start().onExit().join().exitValue()).isZero();
    }
  }
}
