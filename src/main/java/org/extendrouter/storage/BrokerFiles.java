package org.extendrouter.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.config.Configuration;
import org.extendrouter.health.DiskTrouble;

/**
 * The files of the embedded broker, as they are before it starts. What it finds damaged it leaves
 * out without a word to anyone but the log, and some of it it deletes.
 *
 * @param bindings the directory of what tells the queues
 * @param journal the directory of messages
 * @param largeMessages the directory of large ones, each in a file of its own
 * @param pages the directory of queues that are too long for memory
 * @param fileSize the size of a file of the journal, in bytes
 */
public record BrokerFiles(
    Path bindings, Path journal, Path largeMessages, Path pages, int fileSize) {

  private static final int BINDINGS_FILE_SIZE = 1024 * 1024;

  /**
   * The files of a broker.
   *
   * @param configuration the broker's
   * @return where its files are, whether they exist or not
   */
  public static BrokerFiles of(Configuration configuration) {
    return new BrokerFiles(
        configuration.getBindingsLocation().toPath(),
        configuration.getJournalLocation().toPath(),
        configuration.getLargeMessagesLocation().toPath(),
        configuration.getPagingLocation().toPath(),
        configuration.getJournalFileSize());
  }

  /**
   * Looks for damage.
   *
   * @param storedBefore what should be stored, as somebody else knows; asked only if nothing is
   * @return what is damaged; empty if all is well, and of a broker that starts for the first time
   * @throws IllegalStateException if the broker must not start: it would drop all it has stored.
   *     Says what to do
   */
  public List<Damage> check(Supplier<Optional<String>> storedBefore) {
    try {
      JournalScan queues = JournalScan.of(bindings, "bindings", BINDINGS_FILE_SIZE);
      JournalScan messages = JournalScan.of(journal, "amq", fileSize);
      if (!queues.damages().isEmpty()) {
        throw mustNotStart(queues.damages().get(0).toString());
      }
      boolean stored = messages.records().any() || !messages.damages().isEmpty();
      if (stored && !queues.records().hasQueues()) {
        throw mustNotStart(bindings + ", which tells the queues of " + journal + ", is gone");
      }
      if (queues.records().hasQueues() && !messages.hasFiles()) {
        throw mustNotStart(journal + ", which holds the messages, is gone");
      }
      List<Damage> damages = new ArrayList<>(messages.damages());
      for (long id : messages.records().waitingLargeMessages()) {
        Path file = largeMessages.resolve(id + ".msg");
        if (!Files.exists(file)) {
          damages.add(new Damage(file, "is gone, and with it a large event"));
        }
      }
      damages.addAll(PageScan.of(pages));
      if (messages.isBlank()) {
        storedBefore.get().map(this::lost).ifPresent(damages::add);
      }
      return damages;
    } catch (IOException e) {
      Optional<String> trouble = DiskTrouble.of(e, journal.getParent());
      if (trouble.isPresent()
          || e instanceof FileNotFoundException
          || e instanceof FileSystemException) {
        throw new IllegalStateException(
            "The broker's files cannot be opened, so the router does not start: %s; %s"
                .formatted(
                    e.getMessage(),
                    trouble.orElse(
                        "let the router read and write them; if too many files are open, raise ulimit -n")),
            e);
      }
      throw mustNotStart(e.getMessage());
    }
  }

  private Damage lost(String known) {
    return new Damage(
        journal,
        "holds nothing, while %s: the broker's files were deleted, or their disk is not mounted"
            .formatted(known));
  }

  private IllegalStateException mustNotStart(String problem) {
    return new IllegalStateException(
        "The broker's files are damaged: %s. The broker would drop what it has stored, so the router does not start: put the directory %s back from a backup; or, to start without what is stored, move it away"
            .formatted(problem, journal.getParent()));
  }

  /** What is in a directory, which may be missing, and has a name that ends so; in order. */
  static List<Path> list(Path directory, String ending) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(path -> path.toString().endsWith(ending)).sorted().toList();
    }
  }
}
