package org.extendrouter.openticket;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.extendrouter.text.SafeText;

/** What the log says of tickets that went undecided, in lines that can be read. */
final class UndecidedTickets {

  /** Of a line's runs. */
  private static final int LONGEST = 2000;

  private static final int MOST_NAMED = 5000;

  private static final String LINE =
      "%d tickets were not decided within %d days and cannot be decided any more, of the runs %s";

  private static final String MORE = "%s, and %d more";

  private final Map<String, String> runs = new LinkedHashMap<>();

  /**
   * Adds one.
   *
   * @param ticket its name; null if it has none
   * @param run its run
   */
  void add(String ticket, String run) {
    runs.put(ticket == null ? "#" + runs.size() : ticket, run);
  }

  boolean isEmpty() {
    return runs.isEmpty();
  }

  void removeAll(Set<String> decided) {
    runs.keySet().removeAll(decided);
  }

  /**
   * The lines, each with as many runs as it has room for.
   *
   * @param days after which they go
   * @return no line if there is no ticket
   */
  List<String> lines(long days) {
    List<String> lines = new ArrayList<>();
    List<String> named =
        runs.values().stream()
            .limit(MOST_NAMED)
            .map(run -> SafeText.oneLine(run, LONGEST))
            .toList();
    int from = 0;
    while (from < named.size()) {
      int to = from + 1;
      int length = named.get(from).length();
      while (to < named.size() && length + 2 + named.get(to).length() <= LONGEST) {
        length += 2 + named.get(to).length();
        to++;
      }
      lines.add(LINE.formatted(to - from, days, String.join(", ", named.subList(from, to))));
      from = to;
    }
    int more = runs.size() - named.size();
    if (more > 0) {
      lines.add(MORE.formatted(lines.remove(lines.size() - 1), more));
    }
    return lines;
  }
}
