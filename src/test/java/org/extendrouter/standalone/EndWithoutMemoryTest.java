package org.extendrouter.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndWithoutMemoryTest {

  private static final int ENDS_BY_ITSELF = 3;

  @TempDir Path directory;

  @Test
  void aRouterThatMayStartNoMoreThreadsEndsAndSaysWhichLimitsToRaise() throws Exception {
    assertThat(statusAfter(NoThreads.class)).isEqualTo(1);
    assertThat(output())
        .contains("the thread poller has ended (unable to create native thread: possibly")
        .contains("ulimit -u", "TasksMax=", "pids limit");
  }

  @Test
  void aRouterWithoutMemoryEnds() throws Exception {
    assertThat(statusAfter(NoMemory.class)).isEqualTo(1);
    assertThat(output()).contains("(Java heap space)", "-Xmx").doesNotContain("ulimit");
  }

  @Test
  void aThreadThatFailsOtherwiseEndsAlone() throws Exception {
    assertThat(statusAfter(Endless.class)).isEqualTo(ENDS_BY_ITSELF);
    assertThat(output())
        .contains(
            "Exception in thread \"poller\" java.lang.StackOverflowError", "EndWithoutMemory");
  }

  private int statusAfter(Class<?> main) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  private String output() throws Exception {
    return Files.readString(directory.resolve("output"));
  }

  /** What the system says cannot be had in a test that runs as root. */
  static final class NoThreads {
    public static void main(String[] arguments) throws InterruptedException {
      endPollerBy(
          new OutOfMemoryError(
              "unable to create native thread: possibly out of memory or process/resource limits reached"));
    }
  }

  static final class NoMemory {
    public static void main(String[] arguments) throws InterruptedException {
      endPollerBy(new OutOfMemoryError("Java heap space"));
    }
  }

  static final class Endless {
    public static void main(String[] arguments) throws InterruptedException {
      endPollerBy(new StackOverflowError());
    }
  }

  private static void endPollerBy(Error failure) throws InterruptedException {
    EndWithoutMemory.make();
    Thread poller =
        new Thread(
            () -> {
              throw failure;
            },
            "poller");
    poller.start();
    poller.join();
    System.exit(ENDS_BY_ITSELF);
  }
}
