package org.extendrouter.consumer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import org.extendrouter.delivery.FilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InWorkRecordTest {

  private static final String ID = "ID:71906ec2-e804-11f1-82ff-02fc00000001";

  @TempDir Path root;

  private Path directory;
  private int lives;

  @BeforeEach
  void begin() {
    directory = root.resolve("first");
  }

  @Test
  void countsHowOftenTheProcessDiedWithAMessageInWork() throws IOException {
    for (int deaths = 0; deaths < 5; deaths++) {
      try (InWorkRecord record = InWorkRecord.open(directory, FilePermissions.OWNER_ALONE)) {
        assertThat(record.deaths(ID)).isEqualTo(deaths);
        record.begin(ID);
        die();
      }
    }
  }

  @Test
  void workThatCameToAnEndIsForgotten() throws IOException {
    try (InWorkRecord record = InWorkRecord.open(directory, FilePermissions.OWNER_ALONE)) {
      record.begin(ID);
      die();
    }
    try (InWorkRecord record = InWorkRecord.open(directory, FilePermissions.OWNER_ALONE)) {
      record.end(record.begin(ID));
      assertThat(record.deaths(ID)).isZero();
      die();
    }
    try (InWorkRecord record = InWorkRecord.open(directory, FilePermissions.OWNER_ALONE)) {
      assertThat(record.deaths(ID)).isZero();
    }
  }

  @Test
  void aMessageThatWasNotInWorkAtADeathKeepsItsCount() throws IOException {
    try (InWorkRecord record = InWorkRecord.open(directory, FilePermissions.OWNER_ALONE)) {
      record.begin(ID);
      die();
    }
    try (InWorkRecord record = InWorkRecord.open(directory, FilePermissions.OWNER_ALONE)) {
      assertThat(record.deaths(ID)).isEqualTo(1);
      die();
    }
    try (InWorkRecord record = InWorkRecord.open(directory, FilePermissions.OWNER_ALONE)) {
      assertThat(record.deaths(ID)).isEqualTo(1);
    }
  }

  @Test
  void aStopThatWasAskedForIsNoDeath() throws IOException {
    try (InWorkRecord record = InWorkRecord.open(directory, FilePermissions.OWNER_ALONE)) {
      record.begin(ID);
    }
    try (InWorkRecord record = InWorkRecord.open(directory, FilePermissions.OWNER_ALONE)) {
      assertThat(record.deaths(ID)).isZero();
    }
  }

  @Test
  void moreMessagesThanItHoldsAreWorkedOnAllTheSame() throws IOException {
    try (InWorkRecord record = InWorkRecord.open(directory, FilePermissions.OWNER_ALONE)) {
      for (int i = 0; i < 5000; i++) {
        record.begin(UUID.randomUUID().toString());
      }
      int slot = record.begin(ID);
      record.end(slot);
      record.end(record.begin("x".repeat(1000)));
    }
  }

  @Test
  void noiseInTheFileStopsNothing() throws IOException {
    byte[] noise = new byte[64 * 1024];
    new Random(1).nextBytes(noise);
    for (byte[] content : new byte[][] {noise, "short".getBytes(US_ASCII), new byte[0]}) {
      Files.createDirectories(directory);
      Files.write(directory.resolve("in-work"), content);
      try (InWorkRecord record = InWorkRecord.open(directory, FilePermissions.OWNER_ALONE)) {
        assertThat(record.deaths(ID)).isZero();
        record.end(record.begin(ID));
      }
    }
  }

  @Test
  void twoInstancesInOneDirectoryHaveARecordEach() throws IOException {
    try (InWorkRecord one = InWorkRecord.open(directory, FilePermissions.OWNER_ALONE);
        InWorkRecord other = InWorkRecord.open(directory, FilePermissions.OWNER_ALONE)) {
      one.begin(ID);
      other.end(other.begin(ID));
      die();
    }
    try (InWorkRecord record = InWorkRecord.open(directory, FilePermissions.OWNER_ALONE)) {
      assertThat(record.deaths(ID)).isEqualTo(1);
    }
  }

  @Test
  void aDirectoryThatCannotBeMadeStopsNothing() throws IOException {
    Path file = Files.createFile(root.resolve("file"));
    try (InWorkRecord record =
        InWorkRecord.open(file.resolve("below"), FilePermissions.OWNER_ALONE)) {
      record.end(record.begin(ID));
      assertThat(record.deaths(ID)).isZero();
    }
  }

  /** The next life finds the file as it is now, and nobody has closed it. */
  private void die() throws IOException {
    Path next = Files.createDirectory(root.resolve("life-" + lives++));
    Files.copy(directory.resolve("in-work"), next.resolve("in-work"));
    directory = next;
  }
}
