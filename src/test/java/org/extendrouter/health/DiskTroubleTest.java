package org.extendrouter.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.extendrouter.testrun.SmallDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskTroubleTest {

  @TempDir Path directory;

  @Test
  void aDirectoryThatCanBeWrittenHasNone() {
    assertThat(DiskTrouble.at(directory)).isEmpty();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aDiskThatIsReadOnlyIsToldByNameWithWhatToDo() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("data"), "1m")) {
      disk.writable(false);

      assertThat(DiskTrouble.at(disk.root()))
          .hasValue(
              "the disk of %s is read-only: look for the reason in the kernel's log (dmesg), repair the disk, mount it writable and restart the router"
                  .formatted(disk.root()));
    }
  }

  @Test
  void aDiskWithRoomAndNoInodesIsNotToldToBeFull() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("data"), "4m,nr_inodes=2")) {
      Files.createFile(disk.root().resolve("last"));

      assertThat(DiskTrouble.at(disk.root()).orElseThrow())
          .contains("no inodes are left on the disk of " + disk.root(), "df -i");
    }
  }

  @Test
  void aFullDiskIsToldToBeFull() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("data"), "1m")) {
      assertThat(DiskTrouble.of(new IOException("No space left on device"), disk.root()))
          .hasValue("no space is left on the disk of %s: make room there".formatted(disk.root()));
    }
  }

  @Test
  void tooManyOpenFilesAreNoTroubleOfTheDisk() {
    Exception failure =
        new IllegalStateException(new FileNotFoundException("ticket.txt (Too many open files)"));

    assertThat(DiskTrouble.of(failure, directory).orElseThrow())
        .contains("ulimit -n 4096", "LimitNOFILE=")
        .doesNotContain("disk");
  }

  @Test
  void aLimitOfTheSizeOfFilesIsToldWithHowToLiftIt() {
    Exception failure = new IllegalStateException(new IOException("File too large"));

    assertThat(DiskTrouble.of(failure, directory).orElseThrow())
        .contains("may write no large files", "10 MB", "ulimit -f unlimited", "LimitFSIZE=");
    assertThat(DiskTrouble.remedy(failure).orElseThrow()).contains("ulimit -f unlimited");
  }

  @Test
  void aQuotaThatIsUsedUpIsNoFullDisk() {
    Exception failure = new IOException("Disk quota exceeded");

    assertThat(DiskTrouble.of(failure, directory).orElseThrow())
        .contains("the disk quota of the router's user is used up on the disk of " + directory)
        .contains("quota -u");
    assertThat(DiskTrouble.remedy(failure).orElseThrow()).contains("raise the quota");
  }
}
