package org.extendrouter.external;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.extendrouter.connection.BrokerLocation;
import org.extendrouter.health.Concern;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/**
 * What the embedded broker stored before an external one took its place: nobody delivers it, and
 * nobody else would ever tell of it.
 */
@Component
@ConditionalOnBooleanProperty(name = "extend.broker.embedded", havingValue = false)
public final class LeftJournal implements Concern {

  private final Path directory;

  LeftJournal(BrokerLocation location) {
    this.directory = Path.of(location.directory());
  }

  @Override
  public List<String> toDo() {
    return problem(directory)
        .map(problem -> "%s: %s".formatted(problem, remedy(directory)))
        .stream()
        .toList();
  }

  /**
   * Looks for a journal. Its messages are not counted: it may be large, or that of a router which
   * still runs.
   *
   * @param directory of the embedded broker's files; may be missing
   * @return what is wrong, on one line; empty if there is no journal
   */
  public static Optional<String> problem(Path directory) {
    Path journal = directory.resolve("journal");
    if (!Files.isDirectory(journal)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(journal)) {
      return files.anyMatch(file -> file.toString().endsWith(".amq"))
          ? Optional.of(
              "what the embedded broker has stored in %s stays there, as the broker is an external one: events, dead letters, open tickets and decisions"
                  .formatted(absolute(directory)))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "it is not known what the embedded broker has stored in %s, which cannot be read (%s)"
              .formatted(absolute(directory), e.getClass().getSimpleName()));
    }
  }

  /**
   * What to do about it.
   *
   * @param directory of the embedded broker's files
   * @return what to do, on one line
   */
  public static String remedy(Path directory) {
    return "set embedded back to true, let the queues drain, replay or discard the dead letters and decide the tickets, then set it to false and move %s away"
        .formatted(absolute(directory));
  }

  private static Path absolute(Path directory) {
    return directory.toAbsolutePath().normalize();
  }
}
