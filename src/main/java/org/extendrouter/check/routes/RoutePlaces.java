package org.extendrouter.check.routes;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.RouteDefinition;
import org.extendrouter.routes.RouteFile;
import org.extendrouter.routes.RouteFile.Role;
import org.extendrouter.routes.TemplateParameters;

/**
 * Knows in which file, and on which line, a part of a route stands.
 *
 * @param files the files by their location
 */
public record RoutePlaces(Map<String, RouteFile> files) {

  private static final String TEMPLATED = "templatedRoute:";

  /**
   * Places in some files.
   *
   * @param files the files
   * @return the places of their parts
   */
  public static RoutePlaces of(Collection<RouteFile> files) {
    return new RoutePlaces(
        files.stream()
            .collect(Collectors.toMap(RouteFile::location, Function.identity(), (a, b) -> a)));
  }

  /**
   * The file of a part.
   *
   * @param part a route or step
   * @return the file; null if the part comes from elsewhere
   */
  public RouteFile file(LineNumberAware part) {
    return part.getLocation() == null ? null : files.get(part.getLocation());
  }

  /**
   * The file that has a route: of one made of a template, the file that makes it, which may be
   * another than the template's. Camel does not tell; its text does.
   *
   * @param route a route
   * @return the file; null if the route comes from elsewhere
   */
  public RouteFile home(RouteDefinition route) {
    return Boolean.TRUE.equals(route.isCreatedFromTemplate())
        ? makers(route).findFirst().orElse(file(route.getInput()))
        : file(route.getInput());
  }

  private Stream<RouteFile> makers(RouteDefinition route) {
    Map<String, Object> given = new LinkedHashMap<>(TemplateParameters.of(route));
    if (route.getTemplateDefaultParameters() != null) {
      given.entrySet().removeAll(route.getTemplateDefaultParameters().entrySet());
    }
    return files.values().stream()
        .filter(file -> file.content().contains(TEMPLATED))
        .filter(
            file ->
                given.values().stream()
                    .allMatch(value -> file.content().contains(String.valueOf(value))));
  }

  /**
   * The file and line of a part.
   *
   * @param part a route or step
   * @param mention what its line holds, or one of the next; null for where it begins
   * @return words that begin a message; without a file, what Camel says of the part
   */
  public String place(LineNumberAware part, String mention) {
    RouteFile file = file(part);
    return file == null ? "the route that holds " + part : place(file, part, mention);
  }

  /**
   * The files and lines of parts.
   *
   * @param parts routes or steps; at least one
   * @param mention what the line of each holds, or one of the next
   * @return words that begin a message
   */
  public String place(List<? extends LineNumberAware> parts, String mention) {
    return parts.stream()
        .map(part -> place(part, mention))
        .distinct()
        .collect(Collectors.joining(" and "));
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
    int start = Math.max(0, begin - 1);
    // What holds for a whole file may stand above the part.
    return IntStream.concat(IntStream.range(start, lines.size()), IntStream.range(0, start))
        .filter(i -> mention != null && i < lines.size() && lines.get(i).contains(mention))
        .mapToObj(i -> path(file) + " line " + (i + 1))
        .findFirst()
        .orElse(path(file) + (begin > 0 ? " line " + begin : ""));
  }

  /**
   * The path of a file.
   *
   * @param file the file
   * @return the absolute path; of the router's own, which are in the jar, the path there
   */
  public static String path(RouteFile file) {
    return file.role() == Role.ENGINE
        ? file.path()
        : Path.of(file.path()).toAbsolutePath().normalize().toString();
  }
}
