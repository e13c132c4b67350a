package org.extendrouter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;
import org.apache.activemq.artemis.core.journal.EncodingSupport;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;
import org.apache.activemq.artemis.core.message.impl.CoreMessage;
import org.apache.activemq.artemis.core.persistence.impl.journal.JournalRecordIds;
import org.extendrouter.names.HeaderNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On journals that Artemis has written. */
class JournalScanTest {

  private static final int FILE_SIZE = 64 * 1024;

  /** What a record has before its content. */
  private static final int FRAME = JournalImpl.SIZE_ADD_RECORD + 1 - Integer.BYTES;

  private static final byte[] QUEUE = new byte[Long.BYTES];

  @TempDir Path directory;

  @Test
  void aJournalInOrderHasNoDamage() throws Exception {
    write(200);
    JournalScan scan = scan();
    assertThat(paths().size()).isGreaterThan(3);
    assertThat(scan.damages()).isEmpty();
    assertThat(scan.records().any()).isTrue();
    assertThat(scan.records().hasQueues()).isFalse();
  }

  @Test
  void aJournalThatIsNotThereHasNeitherDamageNorRecords() throws Exception {
    JournalScan scan = JournalScan.of(directory.resolve("none"), "amq", FILE_SIZE);
    assertThat(scan.damages()).isEmpty();
    assertThat(scan.records().any()).isFalse();
  }

  @Test
  void aFileCutShortIsNamed() throws Exception {
    write(200);
    Path file = paths().get(1);
    truncate(file, 30_000);
    assertThat(scan().damages())
        .first()
        .hasToString(file + " is cut short: it has 30000 of 65536 bytes");
    truncate(file, 3);
    assertThat(scan().damages())
        .first()
        .hasToString(file + " is cut short: it has 3 of 65536 bytes");
  }

  /** The type, the number of the file, or the length. */
  @Test
  void aByteFlippedBeforeTheContentOfARecordIsSeenInAnyFile() throws Exception {
    write(100);
    for (Path file : written()) {
      int content = find(file, "record ");
      for (int position : new int[] {content - FRAME, content - FRAME + 1, content - 5}) {
        byte before = flip(file, position);
        assertThat(scan().damages()).as("byte %d of %s", position, file).isNotEmpty();
        put(file, position, before);
      }
    }
    assertThat(scan().damages()).isEmpty();
  }

  @Test
  void theLastRecordOfAFileIsMissedIfAnotherFileFollows() throws Exception {
    write(100);
    Path first = written().get(0);
    flip(first, lastIndexOf(Files.readAllBytes(first), "record ") - FRAME);
    assertThat(scan().damages()).singleElement().extracting(Damage::file).isEqualTo(first);
  }

  /** Nothing that can be read comes after it, in which a gap could be seen. */
  @Test
  void aByteFlippedInTheFrameOfTheVeryLastRecordIsSeen() throws Exception {
    write(100);
    Path last = lastWritten();
    int begin = lastIndexOf(Files.readAllBytes(last), "record ") - FRAME;
    int end = lastNonZero(last) + 1;
    for (int position : new int[] {0, 1, 2, 3, 4, 14, 15, 16, 17}) {
      assertSeen(last, begin + position);
    }
    for (int position = end - Integer.BYTES; position < end; position++) {
      assertSeen(last, position);
    }
    assertThat(scan().damages()).isEmpty();
  }

  @Test
  void aByteFlippedInTheCommitThatIsWrittenLastIsSeen() throws Exception {
    JournalImpl journal = journal();
    journal.appendAddRecordTransactional(1, 1, JournalRecordIds.ADD_LARGE_MESSAGE, content("x"));
    journal.appendCommitRecord(1, true);
    journal.stop();
    Path file = paths().get(0);
    int commit = lastNonZero(file) + 1 - (JournalImpl.SIZE_COMMIT_RECORD + 1);
    assertThat(Files.readAllBytes(file)[commit]).isEqualTo(JournalImpl.COMMIT_RECORD);
    assertThat(scan().damages()).isEmpty();
    assertSeen(file, commit);
    assertSeen(file, commit + 4);
    assertSeen(file, lastNonZero(file));
  }

  /** Files are used again without being emptied. */
  @Test
  void recordsOfAnEarlierUseOfTheLastFileAreNoDamage() throws Exception {
    write(100);
    Path last = lastWritten();
    byte[] content = Files.readAllBytes(last);
    content[JournalImpl.SIZE_HEADER - 1]++;
    content[JournalImpl.SIZE_HEADER + Integer.BYTES]++;
    Files.write(last, content);
    assertThat(scan().damages()).isEmpty();
  }

  /** What was being written when the process was killed. */
  @Test
  void theBeginningOfARecordAtTheEndIsNoDamage() throws Exception {
    write(100);
    Path last = lastWritten();
    byte[] content = Files.readAllBytes(last);
    int end = lastIndexOf(content, "record ");
    Arrays.fill(content, end + 20, content.length, (byte) 0);
    Files.write(last, content);
    assertThat(scan().damages()).isEmpty();
  }

  /** What a power failure leaves if the disk has written a later sector, and not an earlier one. */
  @Test
  void aSectorThatWasNeverWrittenIsNoDamageInTheLastFileAlone() throws Exception {
    write(100);
    Path first = written().get(0);
    for (Path file : List.of(lastWritten(), first)) {
      byte[] content = Files.readAllBytes(file);
      byte[] torn = content.clone();
      Arrays.fill(torn, 1024, 1536, (byte) 0);
      Files.write(file, torn);
      assertThat(scan().damages().isEmpty()).isEqualTo(!file.equals(first));
      Files.write(file, content);
    }
  }

  @Test
  void largeMessagesThatWaitAreThoseThatAreInAQueueAndCommitted() throws Exception {
    JournalImpl journal = journal();
    for (long id = 1; id <= 5; id++) {
      journal.appendAddRecordTransactional(
          id, id, JournalRecordIds.ADD_LARGE_MESSAGE, content("large"));
      journal.appendUpdateRecordTransactional(id, id, JournalRecordIds.ADD_REF, encoded(QUEUE));
      if (id != 2) {
        journal.appendCommitRecord(id, true);
      }
    }
    journal.appendDeleteRecord(3, true);
    journal.appendUpdateRecord(4, JournalRecordIds.ACKNOWLEDGE_REF, encoded(QUEUE), true);
    journal.appendUpdateRecordTransactional(9, 5, JournalRecordIds.ACKNOWLEDGE_REF, encoded(QUEUE));
    journal.appendRollbackRecord(9, true);
    journal.stop();
    assertThat(scan().records().waitingLargeMessages()).containsExactly(1L, 5L);
  }

  @Test
  void aMessageWithTheNumberOfOneThatIsDoneWithIsSeen() throws Exception {
    JournalImpl journal = journal();
    CoreMessage message = new CoreMessage(5, 100);
    message.setAddress("extend.inbox");
    journal.appendAddRecord(
        1, JournalRecordIds.ADD_MESSAGE_PROTOCOL, message.getPersister(), message, true);
    journal.appendDeleteRecord(1, true);
    journal.stop();
    assertThat(scan().damages()).hasSize(1);
  }

  @Test
  void aMessageThatChangedIsNoDamageOnceTheBrokerIsDoneWithIt() throws Exception {
    JournalImpl journal = journal();
    CoreMessage message = new CoreMessage(5, 100);
    message.setAddress("extend.inbox");
    message.putLongProperty(HeaderNames.CHECKSUM, 7);
    journal.appendAddRecord(
        5, JournalRecordIds.ADD_MESSAGE_PROTOCOL, message.getPersister(), message, true);
    journal.stop();
    assertThat(scan().damages()).hasSize(1);
    journal = journal();
    journal.appendDeleteRecord(5, true);
    journal.stop();
    assertThat(scan().damages()).isEmpty();
  }

  private void assertSeen(Path file, int position) throws IOException {
    byte before = flip(file, position);
    assertThat(scan().damages()).as("byte %d", position).singleElement();
    put(file, position, before);
  }

  private static int lastNonZero(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    int last = content.length - 1;
    while (content[last] == 0) {
      last--;
    }
    return last;
  }

  private JournalScan scan() throws IOException {
    return JournalScan.of(directory, "amq", FILE_SIZE);
  }

  private JournalImpl journal() throws Exception {
    JournalImpl journal =
        new JournalImpl(
            FILE_SIZE,
            2,
            10,
            0,
            0,
            new NIOSequentialFileFactory(directory.toFile(), 1),
            "data",
            "amq",
            1);
    journal.start();
    journal.loadInternalOnly();
    return journal;
  }

  /** Records of about a kilobyte. */
  private void write(int count) throws Exception {
    JournalImpl journal = journal();
    for (int id = 1; id <= count; id++) {
      journal.appendAddRecord(
          id, JournalRecordIds.ADD_LARGE_MESSAGE, content("record " + "x".repeat(1000 + id)), true);
    }
    journal.stop();
  }

  private List<Path> paths() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  private List<Path> written() throws IOException {
    return paths().stream()
        .filter(path -> lastIndexOf(read(path), "record ") > 0)
        .sorted(Comparator.comparingInt(path -> path.toString().length()))
        .toList();
  }

  private Path lastWritten() throws IOException {
    return written().get(written().size() - 1);
  }

  private static byte[] read(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int find(Path file, String text) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).indexOf(text);
  }

  private static int lastIndexOf(byte[] content, String text) {
    return new String(content, StandardCharsets.ISO_8859_1).lastIndexOf(text);
  }

  private static void truncate(Path file, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }

  private static byte flip(Path file, int position) throws IOException {
    byte before = Files.readAllBytes(file)[position];
    put(file, position, (byte) ~before);
    return before;
  }

  private static void put(Path file, int position, byte value) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {value}), position);
    }
  }

  private static EncodingSupport content(String text) {
    return encoded(text.getBytes(StandardCharsets.UTF_8));
  }

  private static EncodingSupport encoded(byte[] bytes) {
    return new EncodingSupport() {
      @Override
      public int getEncodeSize() {
        return bytes.length;
      }

      @Override
      public void encode(ActiveMQBuffer buffer) {
        buffer.writeBytes(bytes);
      }

      @Override
      public void decode(ActiveMQBuffer buffer) {
        throw new UnsupportedOperationException();
      }
    };
  }
}
