package org.extendrouter.folders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProblemsTest {

  private static final Path TICKET = Path.of("review/confirm/ticket.txt");

  private final Problems problems = new Problems();

  @Test
  void tooManyOpenFilesAskForALargerLimitAndNotForOtherPermissions() {
    fails(new FileSystemException(TICKET.toString(), null, "Too many open files"));

    assertThat(problems.all().get(TICKET))
        .contains("Too many open files", "ulimit -n", "LimitNOFILE=")
        .doesNotContain("let the router read");
  }

  @Test
  void aReadOnlyDiskAsksForItsRepair() {
    fails(new FileSystemException(TICKET.toString(), null, "Read-only file system"));

    assertThat(problems.all().get(TICKET))
        .contains("the disk is read-only", "dmesg")
        .doesNotContain("let the router read");
  }

  @Test
  void anyOtherFailureOfAFileAsksToLetTheRouterHaveIt() {
    fails(new IOException("Input/output error"));

    assertThat(problems.all().get(TICKET)).endsWith("let the router read and move it");
  }

  private void fails(IOException failure) {
    problems.attempt(
        TICKET,
        () -> {
          throw failure;
        });
  }
}
