package org.extendrouter.check.routes;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.LineNumberAware;
import org.extendrouter.routes.RouteFile;
import org.extendrouter.routes.RouteFile.Role;

/**
 * Knows in which file, and on which line, a part of a route stands.
 *
 * @param files the files by their location
 */
public record RoutePlaces(Map<String, RouteFile> files) {

  public static RoutePlaces of(Collection<RouteFile> files) {
    return new RoutePlaces(
        files.stream()
            .collect(Collectors.toMap(RouteFile::location, Function.identity(), (a, b) -> a)));
  }

  /** The file of a part; null if it comes from elsewhere. */
  public RouteFile file(LineNumberAware part) {
    return part.getLocation() == null ? null : files.get(part.getLocation());
  }

  /** The file and line of a part; without a file, of what Camel says of it. */
  public String place(LineNumberAware part, String mention) {
    RouteFile file = file(part);
    return file == null ? "the route that holds " + part : place(file, part, mention);
  }

  /**
   * A file, and the line of a part of it.
   *
   * @param file the file
   * @param part the part; null for the whole file
   * @param mention what its line holds, or one of the next; null for where it begins
   * @return words that begin a message
   */
  public static String place(RouteFile file, LineNumberAware part, String mention) {
    int begin = part == null ? 0 : part.getLineNumber();
    List<String> lines = file.content().lines().toList();
    for (int i = Math.max(0, begin - 1); mention != null && i < lines.size(); i++) {
      if (lines.get(i).contains(mention)) {
        return path(file) + " line " + (i + 1);
      }
    }
    return path(file) + (begin > 0 ? " line " + begin : "");
  }

  /** The absolute path of a file of the installation. */
  public static String path(RouteFile file) {
    return file.role() == Role.ENGINE
        ? file.path()
        : Path.of(file.path()).toAbsolutePath().normalize().toString();
  }
}
