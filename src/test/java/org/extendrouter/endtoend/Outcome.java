package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.extendrouter.endtoend.EventStream.Numbered;

/** What became of a stream's events: the files below {@code data/}, and the mails. */
final class Outcome {

  private static final String TEMPORARY = ".part-";

  private final Path data;
  private final MailCounter mailServer;

  Outcome(Path data, MailCounter mailServer) {
    this.data = data;
    this.mailServer = mailServer;
  }

  /** Leaves the event's files half written, as a kill two hours ago may have. */
  void leaveHalfWritten(Numbered event) throws IOException {
    for (String name : event.files()) {
      Path file = data.resolve(name);
      Files.createDirectories(file.getParent());
      Path half =
          file.resolveSibling(
              TEMPORARY + file.getFileName() + ".0123456789abcdef-" + event.number());
      Files.writeString(half, "{\"eventId\": \"ev");
      Files.setLastModifiedTime(half, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    }
  }

  /**
   * Waits until each event has its files, whole, and its mail if it is for review; there must be no
   * other file, and none that was left half written an hour ago.
   */
  void awaitExactly(Collection<Numbered> events) throws IOException {
    awaitExactly(events, List.of());
  }

  /** Leaves out of account what became of those that reviewers have decided about. */
  void awaitExactly(Collection<Numbered> events, Collection<Numbered> decided) throws IOException {
    Set<String> names = decided.stream().map(Numbered::name).collect(Collectors.toSet());
    Set<String> files =
        events.stream().flatMap(event -> event.files().stream()).collect(Collectors.toSet());
    Set<String> mails =
        events.stream()
            .filter(Numbered::isForReview)
            .map(Numbered::name)
            .collect(Collectors.toSet());
    await()
        .atMost(Duration.ofMinutes(3).plusMillis(20L * events.size()))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              assertThat(without(files, files())).as("files lost").isEmpty();
              assertThat(without(mails, mailServer.mails().keySet())).as("mails lost").isEmpty();
            });
    assertThat(without(files(), files))
        .as("files of no event, or twice")
        .allMatch(
            file -> file.startsWith("review/aside") || names.stream().anyMatch(file::contains));
    assertThat(without(mailServer.mails().keySet(), mails))
        .as("mails of no event")
        .allMatch(names::contains);
    assertThat(halfWritten()).as("half written files left").noneMatch(Outcome::isOld);
    for (Numbered event : events) {
      assertIsWhole(event);
    }
  }

  /** How many of the events have their files. */
  long countDelivered(Collection<Numbered> events) throws IOException {
    Set<String> files = files();
    return events.stream().filter(event -> files.containsAll(event.files())).count();
  }

  Set<Path> halfWritten() throws IOException {
    return walk().filter(Outcome::isTemporary).collect(Collectors.toSet());
  }

  private void assertIsWhole(Numbered event) throws IOException {
    assertThat(data.resolve(event.files().get(0))).hasBinaryContent(event.body());
    if (event.isForReview()) {
      assertThat(Files.readString(data.resolve(event.files().get(1)), StandardCharsets.UTF_8))
          .contains(event.id(), event.name() + ".json");
    }
  }

  private Set<String> files() throws IOException {
    return walk()
        .filter(file -> !isTemporary(file))
        .map(file -> data.relativize(file).toString())
        .collect(Collectors.toSet());
  }

  private static boolean isOld(Path file) {
    try {
      return Files.getLastModifiedTime(file)
          .toInstant()
          .isBefore(Instant.now().minus(Duration.ofHours(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isTemporary(Path file) {
    return file.getFileName().toString().startsWith(TEMPORARY);
  }

  private static Set<String> without(Collection<String> all, Collection<String> some) {
    Set<String> rest = new HashSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  /**
   * All files below {@code data/} but those of the broker, the clock, the ledger and what is in
   * work.
   */
  private Stream<Path> walk() throws IOException {
    try (Stream<Path> directories = Files.list(data)) {
      return directories
          .filter(
              directory ->
                  Stream.of("broker", "clock", "in-work", "ledger").noneMatch(directory::endsWith))
          .toList()
          .stream()
          .flatMap(directory -> FilesBelow.of(directory).keySet().stream());
    }
  }
}
