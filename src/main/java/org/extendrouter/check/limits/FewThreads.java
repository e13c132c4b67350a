package org.extendrouter.check.limits;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.health.ThreadTrouble;

/** Warns if Linux lets the process start too few threads for a burst of webhooks. */
public final class FewThreads {

  /** A router at rest has some 140, and the user may have other processes. */
  private static final long ENOUGH = 400;

  private static final Pattern OF_THE_USER = Pattern.compile("(?m)^Max processes +(\\d{1,18}) ");

  /** No limit of a user holds for root. */
  private static final Pattern ROOT = Pattern.compile("(?m)^Uid:\\s+0\\s");

  /** In the one hierarchy of version 2, and in that of version 1 which counts processes. */
  private static final Pattern GROUP = Pattern.compile("(?m)^\\d+:(pids)?:/(.*)$");

  private FewThreads() {}

  /**
   * Looks at the limits of this process.
   *
   * @return one warning, or none; none where the system does not tell
   */
  public static List<Fault> warnings() {
    return warnings(Path.of("/"));
  }

  static List<Fault> warnings(Path root) {
    return LongStream.concat(ofTheUser(root), ofTheGroups(root))
        .filter(most -> most < ENOUGH)
        .sorted()
        .limit(1)
        .mapToObj(
            most ->
                new Fault(
                    "threads",
                    "the system lets the router start %d at most, and a burst of webhooks takes more"
                        .formatted(most),
                    ThreadTrouble.MORE_THREADS))
        .toList();
  }

  private static LongStream ofTheUser(Path root) {
    Path process = root.resolve("proc/self");
    return text(process.resolve("status")).filter(status -> ROOT.matcher(status).find()).isPresent()
        ? LongStream.empty()
        : text(process.resolve("limits")).stream()
            .map(OF_THE_USER::matcher)
            .filter(Matcher::find)
            .mapToLong(limit -> Long.parseLong(limit.group(1)));
  }

  /** The limit of each group above holds, too. In a container they may be hidden. */
  private static LongStream ofTheGroups(Path root) {
    return text(root.resolve("proc/self/cgroup")).stream()
        .flatMap(groups -> GROUP.matcher(groups).results())
        .flatMap(
            group -> {
              Path top = root.resolve("sys/fs/cgroup");
              Path hierarchy = group.group(1) == null ? top : top.resolve(group.group(1));
              return Stream.iterate(
                  hierarchy.resolve(group.group(2)).normalize(),
                  at -> at.startsWith(hierarchy),
                  Path::getParent);
            })
        .flatMap(at -> text(at.resolve("pids.max")).map(String::strip).stream())
        .filter(limit -> limit.matches("\\d{1,18}"))
        .mapToLong(Long::parseLong);
  }

  private static Optional<String> text(Path file) {
    try {
      return Files.isReadable(file)
          ? Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1))
          : Optional.empty();
    } catch (IOException notTold) {
      return Optional.empty();
    }
  }
}
