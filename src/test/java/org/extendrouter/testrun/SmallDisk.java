package org.extendrouter.testrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real disk of a few megabytes, which fills up. Needs the right to mount one. */
public final class SmallDisk implements AutoCloseable {

  private final Path root;
  private final Path filler;

  private SmallDisk(Path root) {
    this.root = root;
    this.filler = root.resolve("filler");
  }

  public static SmallDisk mount(Path at, String size) throws IOException {
    Files.createDirectories(at);
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", at.toString()),
        "mounting a small disk needs root on Linux");
    return new SmallDisk(at);
  }

  public Path root() {
    return root;
  }

  /** Leaves about this many bytes. */
  public void fillExcept(long bytes) throws IOException {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (Files.getFileStore(root).getUsableSpace() > bytes) {
        out.write(block);
      }
    } catch (IOException e) {
      // Others write, too, and one of them was faster.
      if (Files.getFileStore(root).getUsableSpace() > bytes + block.length) {
        throw e;
      }
    }
  }

  /** Lets it be written, or read alone. */
  public void writable(boolean writable) {
    assertThat(run("mount", "-o", "remount," + (writable ? "rw" : "ro"), root.toString())).isTrue();
  }

  public void free() throws IOException {
    Files.deleteIfExists(filler);
  }

  @Override
  public void close() {
    assertThat(run("umount", "-l", root.toString())).isTrue();
  }

  private static boolean run(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .onExit()
              .join()
              .exitValue()
          == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }
}
