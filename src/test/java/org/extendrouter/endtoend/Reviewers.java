package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.extendrouter.endtoend.EventStream.Numbered;

/**
 * Two reviewers who do not know of each other: as soon as a ticket is there, one confirms it and
 * the other rejects it, by files in {@code review/decisions/}.
 */
final class Reviewers implements AutoCloseable {

  private final EventStream stream;
  private final Path review;
  private final Path accepted;
  private final Path filed;
  private final Set<Numbered> decided = new HashSet<>();
  private final Thread thread = new Thread(this::work, "reviewers");

  private volatile boolean stopped;

  Reviewers(EventStream stream, Path data) {
    this.stream = stream;
    this.review = data.resolve("review");
    this.accepted = data.resolve("accepted/receipt");
    this.filed = data.resolve("filed");
    thread.start();
  }

  private void work() {
    while (!stopped) {
      try {
        decideAll();
        TimeUnit.MILLISECONDS.sleep(100);
      } catch (InterruptedException stop) {
        return;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private synchronized void decideAll() throws IOException {
    for (Numbered event : List.copyOf(stream.answered())) {
      if (event.isDecided()
          && !decided.contains(event)
          && Files.exists(review.resolve(event.name() + ".txt"))) {
        drop(event, "confirm");
        drop(event, "reject");
        decided.add(event);
      }
    }
  }

  private void drop(Numbered event, String decision) throws IOException {
    Path directory = Files.createDirectories(review.resolve("decisions"));
    Path half = directory.resolve("." + decision + event.number());
    Files.writeString(
        half,
        "{\"ticket\":\"%s\",\"decision\":\"%s\",\"reviewer\":\"%s\"}"
            .formatted(event.name(), decision, decision));
    Files.move(
        half,
        directory.resolve(decision + event.number() + ".json"),
        StandardCopyOption.ATOMIC_MOVE);
  }

  /** Waits until each of their tickets is decided, and each decision is carried out, once. */
  int awaitDecidedOnce() throws InterruptedException {
    Collection<Numbered> theirs =
        stream.answered().stream().filter(Numbered::isDecided).collect(Collectors.toSet());
    await()
        .atMost(Duration.ofSeconds(120).plusMillis(20L * theirs.size()))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> assertThat(theirs).allSatisfy(event -> assertThat(where(event)).hasSize(1)));
    close();
    Set<String> names = theirs.stream().map(Numbered::name).collect(Collectors.toSet());
    await()
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              assertThat(tickets(""))
                  .as("decided tickets that are open")
                  .doesNotContainAnyElementsOf(names);
              assertThat(review.resolve("decisions")).isEmptyDirectory();
            });
    assertThat(theirs)
        .allSatisfy(
            event -> {
              assertThat(where(event)).as("delivered or filed").hasSize(1);
              Path done = month().resolve(event.name() + ".txt");
              String verdict = where(event).get(0).startsWith(accepted) ? "confirm" : "reject";
              assertThat(done)
                  .content()
                  .contains(
                      verdict
                          + (verdict.equals("confirm")
                              ? "ed as receipt by confirm"
                              : "ed by reject"));
            });
    return theirs.size();
  }

  /** Whether its ticket was confirmed, as its files show. */
  boolean hasConfirmed(Numbered event) {
    return event.isDecided() && Files.exists(accepted.resolve(event.name() + ".json"));
  }

  private List<Path> where(Numbered event) {
    return Stream.of(accepted, filed)
        .map(directory -> directory.resolve(event.name() + ".json"))
        .filter(Files::exists)
        .toList();
  }

  private Path month() throws IOException {
    try (Stream<Path> months = Files.list(review.resolve("done"))) {
      return months.findFirst().orElseThrow();
    }
  }

  private List<String> tickets(String directory) throws IOException {
    try (Stream<Path> files = Files.list(review.resolve(directory))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".txt"))
          .map(name -> name.replaceFirst("\\.txt$", ""))
          .toList();
    }
  }

  @Override
  public void close() {
    stopped = true;
    thread.interrupt();
  }
}
