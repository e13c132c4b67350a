package org.extendrouter.folders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.extendrouter.decision.Verdict;
import org.extendrouter.review.Review;
import org.extendrouter.ticketfile.FilesAside;
import org.extendrouter.ticketfile.LateTickets;
import org.extendrouter.ticketfile.ReviewFolders;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Looks for tickets that were moved, and for decisions that were dropped. A file stays where it is
 * until its decision is stored, so that none is lost, and is looked at again if anything fails.
 */
@Component("extendFolderWatch")
public final class FolderWatch {

  /** What was moved meanwhile is to be seen, however much there is. */
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);

  private static final Duration SWEEP = Duration.ofMinutes(1);

  private final boolean byFile;
  private final ReviewFolders folders;
  private final FilesAside aside;
  private final MovedTickets moved;
  private final StrayTickets strays;
  private final DroppedDecisions dropped;
  private final LateTickets late;
  private final WholeFiles whole;
  private final Problems problems;
  private final Turns turns = new Turns();

  private Thread sweeping = new Thread();
  private long nextSweep = System.nanoTime();

  FolderWatch(
      Review review,
      ReviewFolders folders,
      FilesAside aside,
      MovedTickets moved,
      StrayTickets strays,
      DroppedDecisions dropped,
      LateTickets late,
      WholeFiles whole,
      Problems problems) {
    this.byFile = review.byFile();
    this.folders = folders;
    this.aside = aside;
    this.moved = moved;
    this.strays = strays;
    this.dropped = dropped;
    this.late = late;
    this.whole = whole;
    this.problems = problems;
  }

  private interface Taker {
    void take(Path file) throws IOException;
  }

  /** Makes the directories, before anybody is told that the router has started. */
  @EventListener(ApplicationReadyEvent.class)
  void makeFolders() {
    directories(new HashMap<>())
        .forEach((directory, any) -> problems.attempt(directory, () -> make(directory)));
  }

  /** Looks once. Called by a route, so that nothing else waits for a share that hangs. */
  public void look() {
    Map<Path, Taker> found = new HashMap<>();
    Map<Path, Taker> directories = directories(found);
    Set<Path> looked = new HashSet<>(directories.keySet());
    looked.addAll(List.of(folders.tickets(), folders.as()));
    directories.forEach(
        (directory, taker) ->
            problems.attempt(
                directory,
                () -> {
                  make(directory);
                  ReviewFolders.Content content = folders.content(directory);
                  content.files().forEach(file -> found.put(file, taker));
                  // A script may have a directory of its own.
                  if (!directory.equals(folders.decisions())) {
                    looked.addAll(content.directories());
                    findWithin(directory, content.directories(), found);
                  }
                }));
    take(found);
    sweep();
    looked.addAll(found.keySet());
    problems.retain(looked);
  }

  private void findWithin(Path meant, List<Path> directories, Map<Path, Taker> found) {
    for (Path directory : directories) {
      problems.attempt(
          directory,
          () ->
              strays
                  .within(directory)
                  .forEach(file -> found.put(file, stray -> strays.takeWithin(stray, meant))));
    }
  }

  private void take(Map<Path, Taker> found) {
    whole.retain(found.keySet());
    turns.retain(found.keySet());
    Set<Path> ready = found.keySet().stream().filter(this::isReady).collect(Collectors.toSet());
    long end = System.nanoTime() + LONGEST_LOOK.toNanos();
    for (Path file : turns.order(ready)) {
      if (System.nanoTime() - end > 0) {
        break;
      }
      turns.taken(file);
      problems.attempt(file, () -> take(file, found.get(file)));
    }
  }

  /** Those that are looked into, and how what is there is taken. */
  private Map<Path, Taker> directories(Map<Path, Taker> found) {
    Map<Path, Taker> directories = new LinkedHashMap<>();
    directories.put(folders.decisions(), dropped::take);
    directories.put(folders.confirm(), file -> moved.take(file, Verdict.CONFIRM, null));
    directories.put(folders.reject(), file -> moved.take(file, Verdict.REJECT, null));
    problems.attempt(
        folders.as(),
        () -> {
          make(folders.as());
          ReviewFolders.Content there = folders.content(folders.as());
          folders
              .types(there)
              .forEach(
                  (directory, type) ->
                      directories.put(directory, file -> moved.take(file, Verdict.CORRECT, type)));
          StrayTickets.among(there.files())
              .forEach(file -> found.put(file, strays::takeBesideTypes));
        });
    return directories;
  }

  /** Without the file channel no ticket comes that could be moved. What is there is watched. */
  private void make(Path directory) throws IOException {
    if (byFile || directory.equals(folders.decisions())) {
      folders.make(directory);
    }
  }

  private boolean isReady(Path file) {
    try {
      return Files.isSymbolicLink(file) || whole.isAtRest(file);
    } catch (IOException e) {
      // Shows again, and is told, when the file is taken.
      return true;
    }
  }

  private void take(Path file, Taker taker) throws IOException {
    if (Files.isSymbolicLink(file)) {
      aside.put(file, "This is a link, which is not followed. Move or copy the file itself.");
    } else {
      taker.take(file);
    }
  }

  /** On a thread of its own, since it takes longer the more decisions are kept. */
  private void sweep() {
    if (System.nanoTime() - nextSweep < 0 || sweeping.isAlive()) {
      return;
    }
    nextSweep = System.nanoTime() + SWEEP.toNanos();
    sweeping =
        new Thread(() -> problems.attempt(folders.tickets(), late::close), "extend-late-tickets");
    sweeping.setDaemon(true);
    sweeping.start();
  }
}
