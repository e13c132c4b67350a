package org.extendrouter.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.activemq.artemis.core.io.SequentialFile;
import org.apache.activemq.artemis.core.io.SequentialFileFactory;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;
import org.apache.activemq.artemis.core.journal.impl.JournalFile;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;

/**
 * Looks through the files of one of Artemis's journals, with Artemis's own reader and without
 * changing them. Records follow each other without a gap; the reader skips what it cannot read, and
 * says nothing, so that a gap is all there is to be seen of a damaged record.
 */
final class JournalScan {

  private final String extension;
  private final int fileSize;
  private final Path directory;
  private final StoredRecords records = new StoredRecords();
  private final List<Damage> damages = new ArrayList<>();
  private boolean files;
  private boolean blank = true;

  private JournalScan(Path directory, String extension, int fileSize) {
    this.directory = directory;
    this.extension = extension;
    this.fileSize = fileSize;
  }

  /**
   * Looks through a journal.
   *
   * @param directory where its files are; may be missing
   * @param extension how their names end
   * @param fileSize the size of each, in bytes
   * @return what was found
   * @throws IOException if a file cannot be read
   */
  static JournalScan of(Path directory, String extension, int fileSize) throws IOException {
    JournalScan scan = new JournalScan(directory, extension, fileSize);
    scan.read();
    return scan;
  }

  /** The files that are not as they were written. */
  List<Damage> damages() {
    return damages;
  }

  /** Whether there are files at all; Artemis makes them at its first start, and keeps some. */
  boolean hasFiles() {
    return files;
  }

  /**
   * Whether nothing was ever written to the files that are there. A broker that was ready once has
   * written something: it is asked for room with messages that are taken back.
   */
  boolean isBlank() {
    return blank && damages.isEmpty();
  }

  /** What can be read. */
  StoredRecords records() {
    return records;
  }

  private void read() throws IOException {
    List<Path> paths = BrokerFiles.list(directory, "." + extension);
    files = !paths.isEmpty();
    if (!files) {
      return;
    }
    SequentialFileFactory factory = new NIOSequentialFileFactory(directory.toFile(), 1);
    List<JournalFile> ordered = new ArrayList<>();
    for (Path path : paths) {
      long size = Files.size(path);
      if (size != fileSize) {
        damages.add(
            new Damage(path, "is cut short: it has %d of %d bytes".formatted(size, fileSize)));
      }
      if (size >= JournalImpl.SIZE_HEADER) {
        JournalFile file = open(factory, path);
        if (file != null) {
          ordered.add(file);
        }
      }
    }
    ordered.sort(Comparator.comparingLong(JournalFile::getFileID));
    List<WrittenRecords> contents = new ArrayList<>();
    for (JournalFile file : ordered) {
      contents.add(content(factory, file));
    }
    damages.addAll(records.changed());
    blank = contents.stream().allMatch(WrittenRecords::isEmpty);
    int last = contents.size() - 1;
    while (last > 0 && contents.get(last).isEmpty()) {
      last--;
    }
    for (int i = 0; i <= last; i++) {
      WrittenRecords content = contents.get(i);
      if (i < last
          ? content.hasGap() || content.endsInARecord()
          : content.hasWrittenGap() || content.endsInAWholeRecord()) {
        damages.add(new Damage(content.path(), "has records that cannot be read"));
      }
    }
  }

  private JournalFile open(SequentialFileFactory factory, Path path) throws IOException {
    String name = path.getFileName().toString();
    SequentialFile file = factory.createSequentialFile(name);
    try {
      file.open();
      try {
        return new JournalImpl(fileSize, 2, 2, 0, 0, factory, "", extension, 1)
            .readFileHeader(file);
      } finally {
        file.close();
      }
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      damages.add(new Damage(path, "does not begin as such a file does: " + e.getMessage()));
      return null;
    }
  }

  private WrittenRecords content(SequentialFileFactory factory, JournalFile file)
      throws IOException {
    Path path = directory.resolve(file.getFile().getFileName());
    RecordReader reader = new RecordReader(file.getJournalVersion(), path, records);
    try {
      int end = JournalImpl.readJournalFile(factory, file, reader);
      return new WrittenRecords(path, file.getRecordID(), end, reader.bytes());
    } catch (FileNotFoundException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("%s cannot be read: %s".formatted(path, e.getMessage()), e);
    }
  }
}
