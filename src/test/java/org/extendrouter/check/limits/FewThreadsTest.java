package org.extendrouter.check.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files are those of Linux, as a test cannot limit itself. */
class FewThreadsTest {

  @TempDir Path root;

  @BeforeEach
  void writeWhatMostSystemsSay() throws IOException {
    write("proc/self/status", "Name:\tjava\nUid:\t1000\t1000\t1000\t1000\n");
    user("96364");
    write("proc/self/cgroup", "0::/system.slice/router.service\n");
    write("sys/fs/cgroup/system.slice/router.service/pids.max", "max\n");
  }

  @Test
  void aProcessThatMayStartManyIsNotWarnedOf() throws IOException {
    assertThat(FewThreads.warnings(root)).isEmpty();
    user("unlimited");
    assertThat(FewThreads.warnings(root)).isEmpty();
    assertThat(FewThreads.warnings(root.resolve("not-linux"))).isEmpty();
  }

  @Test
  void aUserWhoMayHaveFewIsWarnedOfAndHowToRaiseThem() throws IOException {
    user("150");
    assertThat(FewThreads.warnings(root))
        .singleElement()
        .asString()
        .contains(
            "threads: the system lets the router start 150 at most", "ulimit -u", "TasksMax=");
  }

  @Test
  void theLimitOfAUserDoesNotHoldForRoot() throws IOException {
    user("150");
    write("proc/self/status", "Name:\tjava\nUid:\t0\t0\t0\t0\n");
    assertThat(FewThreads.warnings(root)).isEmpty();
  }

  @Test
  void aServiceThatMayHaveFewIsWarnedOf() throws IOException {
    write("sys/fs/cgroup/system.slice/pids.max", "100\n");
    write("sys/fs/cgroup/system.slice/router.service/pids.max", "200\n");
    assertThat(FewThreads.warnings(root)).singleElement().asString().contains("start 100 at most");
  }

  @Test
  void aContainerThatMayHaveFewIsWarnedOf() throws IOException {
    write("proc/self/cgroup", "0::/\n");
    write("sys/fs/cgroup/pids.max", "100\n");
    assertThat(FewThreads.warnings(root)).singleElement().asString().contains("start 100 at most");
  }

  @Test
  void aContainerOfAnOlderSystemIsWarnedOf() throws IOException {
    write("proc/self/cgroup", "9:name=systemd:/\n8:pids:/docker/5f2a\n4:memory:/\n");
    write("sys/fs/cgroup/pids/pids.max", "100\n");
    assertThat(FewThreads.warnings(root)).singleElement().asString().contains("start 100 at most");
  }

  private void user(String most) throws IOException {
    write(
        "proc/self/limits",
        "Limit                     Soft Limit           Hard Limit           Units     \n"
            + "Max processes             %-20s 96364                processes \n".formatted(most)
            + "Max open files            1024                 4096                 files     \n");
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.writeString(root.resolve(file), text);
  }
}
