package org.extendrouter.testrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A real ext4, which the kernel makes read-only when it is told of an error, whatever is open on
 * it. Needs the right to mount one.
 */
public final class FailingDisk implements AutoCloseable {

  private final Path root;
  private final String device;

  private FailingDisk(Path root, String device) {
    this.root = root;
    this.device = device;
  }

  public static FailingDisk mount(Path at, long bytes) throws IOException {
    Path image = at.resolveSibling(at.getFileName() + ".img");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(bytes);
    }
    Files.createDirectories(at);
    assumeTrue(
        run("mkfs.ext4", "-q", "-F", image.toString()).equals("0"),
        "a disk that fails needs mkfs.ext4");
    assumeTrue(
        run("mount", "-o", "loop,errors=remount-ro", image.toString(), at.toString()).equals("0"),
        "mounting a disk that fails needs root on Linux");
    FailingDisk disk = new FailingDisk(at, Files.getFileStore(at).name().replace("/dev/", ""));
    if (!Files.isWritable(disk.trigger())) {
      disk.close();
      assumeTrue(false, "a disk that fails needs /sys/fs/ext4");
    }
    return disk;
  }

  public Path root() {
    return root;
  }

  /** From now on it is read-only, with no way back but to mount it anew. */
  public void fail() throws IOException {
    Files.writeString(trigger(), "a test");
  }

  private Path trigger() {
    return Path.of("/sys/fs/ext4", device, "trigger_fs_error");
  }

  @Override
  public void close() {
    assertThat(run("umount", "-l", root.toString())).isEqualTo("0");
  }

  /** The exit code; a sentence if there is no such command. */
  private static String run(String... command) {
    try {
      return String.valueOf(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .onExit()
              .join()
              .exitValue());
    } catch (IOException noSuchCommand) {
      return noSuchCommand.getMessage();
    }
  }
}
