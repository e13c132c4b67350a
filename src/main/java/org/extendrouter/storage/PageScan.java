package org.extendrouter.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.io.SequentialFile;
import org.apache.activemq.artemis.core.io.SequentialFileFactory;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;
import org.apache.activemq.artemis.core.paging.PagedMessage;
import org.apache.activemq.artemis.core.paging.impl.PageReadWriter;
import org.apache.activemq.artemis.core.paging.impl.PagedMessageImpl;
import org.apache.activemq.artemis.core.persistence.StorageManager;
import org.apache.activemq.artemis.core.persistence.impl.nullpm.NullStorageManager;

/**
 * Looks through the pages of queues that are too long for memory, with Artemis's own reader. That
 * leaves out all that comes after what it cannot read. Cuts off what was being written at a kill.
 */
final class PageScan {

  private static final byte BEGIN = '{';
  private static final byte END = '}';

  /** Begin, length and end of a message. */
  private static final int FRAME = PageReadWriter.SIZE_RECORD;

  private final StorageManager storage = new NullStorageManager();
  private final List<Damage> damages = new ArrayList<>();

  private PageScan() {}

  /**
   * Looks through all pages. No broker may use them meanwhile.
   *
   * @param directory where each queue that pages has a directory; may be missing
   * @return what is damaged
   * @throws IOException if a file cannot be read
   */
  static List<Damage> of(Path directory) throws IOException {
    PageScan scan = new PageScan();
    for (Path queue : BrokerFiles.list(directory, "")) {
      if (Files.isDirectory(queue)) {
        scan.readAll(queue);
      }
    }
    return scan.damages;
  }

  private void readAll(Path queue) throws IOException {
    List<Path> pages = BrokerFiles.list(queue, ".page");
    if (!pages.isEmpty() && Files.notExists(queue.resolve("address.txt"))) {
      damages.add(
          new Damage(
              queue.resolve("address.txt"),
              "is gone, and with it the queue of the pages beside it"));
    }
    SequentialFileFactory factory = new NIOSequentialFileFactory(queue.toFile(), 1);
    for (int i = 0; i < pages.size(); i++) {
      read(pages.get(i), factory, i == pages.size() - 1);
    }
  }

  private void read(Path page, SequentialFileFactory factory, boolean last) throws IOException {
    List<String> problems = new ArrayList<>();
    AtomicInteger end = new AtomicInteger();
    try {
      SequentialFile file = factory.createSequentialFile(page.getFileName().toString());
      file.open();
      try {
        PageReadWriter.readFromSequentialFile(
            storage,
            SimpleString.of(page.toString()),
            factory,
            file,
            0,
            message -> check(message, problems),
            // Large ones have a file of their own, and are checked when they are delivered.
            PagedMessageImpl::isLargeMessage,
            null,
            end::set);
      } finally {
        file.close();
      }
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      problems.add("holds a message that cannot be read");
    }
    byte[] content = Files.readAllBytes(page);
    byte[] rest = Arrays.copyOfRange(content, end.get(), content.length);
    if (problems.isEmpty() && rest.length > 0) {
      if (last && isTorn(rest)) {
        cut(page, end.get());
      } else {
        problems.add("has messages that cannot be read, from byte " + end.get());
      }
    }
    problems.forEach(problem -> damages.add(new Damage(page, problem)));
  }

  private static void check(PagedMessage paged, List<String> problems) {
    if (!MessageChecksum.isIntact(paged.getMessage())) {
      problems.add(MessageChecksum.changed(paged.getMessage()));
    }
  }

  /** The broker goes on in a new page, so that at the next start it would look like damage. */
  private static void cut(Path page, int end) throws IOException {
    try (FileChannel file = FileChannel.open(page, StandardOpenOption.WRITE)) {
      file.truncate(end);
      file.force(true);
    }
  }

  /** What was being written when the process was killed, or the power failed. */
  private static boolean isTorn(byte[] rest) {
    boolean begun =
        rest[0] == BEGIN
            && rest[rest.length - 1] != END
            && (rest.length < FRAME || ByteBuffer.wrap(rest).getInt(1) > rest.length - FRAME);
    return begun || Arrays.equals(rest, new byte[rest.length]);
  }
}
