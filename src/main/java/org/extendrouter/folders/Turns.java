package org.extendrouter.folders;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Lets directories take turns, so that a thousand files in one do not hold up one in another. */
final class Turns {

  private final Map<Path, Long> lastTurns = new HashMap<>();
  private long turn;

  /**
   * Puts files in order.
   *
   * @param files of all directories
   * @return one of each directory, then the next of each, and so on; the directory, and in it the
   *     file, whose turn was longest ago comes first
   */
  List<Path> order(Collection<Path> files) {
    Map<Path, Deque<Path>> directories = new TreeMap<>(longestAgo());
    files.stream()
        .sorted(longestAgo())
        .forEach(
            file ->
                directories.computeIfAbsent(file.getParent(), any -> new ArrayDeque<>()).add(file));
    Deque<Deque<Path>> waiting = new ArrayDeque<>(directories.values());
    List<Path> order = new ArrayList<>();
    while (!waiting.isEmpty()) {
      Deque<Path> directory = waiting.remove();
      order.add(directory.remove());
      if (!directory.isEmpty()) {
        waiting.add(directory);
      }
    }
    return order;
  }

  private Comparator<Path> longestAgo() {
    return Comparator.<Path>comparingLong(path -> lastTurns.getOrDefault(path, 0L))
        .thenComparing(Comparator.naturalOrder());
  }

  /** Notes that a file has had its turn. */
  void taken(Path file) {
    turn++;
    lastTurns.put(file, turn);
    lastTurns.put(file.getParent(), turn);
  }

  /** Forgets files that are gone. */
  void retain(Set<Path> files) {
    Set<Path> known = new HashSet<>(files);
    files.forEach(file -> known.add(file.getParent()));
    lastTurns.keySet().retainAll(known);
  }
}
