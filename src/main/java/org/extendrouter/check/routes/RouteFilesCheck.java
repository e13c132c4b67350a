package org.extendrouter.check.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.installation.BackupFile;
import org.extendrouter.routes.RouteFile.Role;
import org.extendrouter.routes.RouteInventory;

/** Looks at the names and places of route files, not yet at what is in them. */
public final class RouteFilesCheck {

  private static final String ENDING = ".camel.yaml";

  private static final String TYPES = "types";
  private static final String EXAMPLES = "examples";
  private static final int DEPTH = 3;

  private RouteFilesCheck() {}

  /**
   * Checks the route files of an installation.
   *
   * @param files what there is
   * @return what is wrong; empty if nothing is
   */
  public static List<Fault> faults(RouteInventory files) {
    List<Fault> faults = new ArrayList<>();
    for (Path path : notRead(files)) {
      String name = BackupFile.original(path).orElse(path).getFileName().toString();
      String stem = name.replaceAll("(?i)(\\.camel)?\\.(ya?ml|json|xml)(\\.txt)?$", "");
      faults.add(
          new Fault(
              absolute(path),
              "is not read, since its name does not end in " + ENDING,
              "rename it to %s%s, or move it out of this directory".formatted(stem, ENDING)));
    }
    files
        .unreadable()
        .forEach(
            (path, reason) ->
                faults.add(
                    new Fault(
                        absolute(path),
                        "cannot be read (%s)".formatted(reason),
                        "make it a file of text that the router's user may read, or remove it")));
    for (Path path : files.outdated()) {
      faults.add(
          new Fault(
              absolute(path),
              "is the router's own of an earlier version, with changes, and is not read",
              "remove it: the router's own routes are in the jar, and the branch of a type is a file"
                  + " in routes/types/ alone. A change that you still need goes into a copy of the"
                  + " jar's "
                  + path.getFileName().toString().replace(".yaml", ENDING)));
    }
    boolean engine =
        files.inForce().stream()
            .anyMatch(file -> file.role() == Role.ENGINE || file.role() == Role.OVERRIDE);
    if (!engine) {
      faults.add(
          new Fault(
              "extend.routes (standalone camel.main.routes-include-pattern)",
              "does not name the router's own routes",
              "begin it with classpath:META-INF/extend/routes/*.camel.yaml, or remove it"));
    }
    noBranches(files, faults);
    files.directories().stream()
        .filter(directory -> directory.endsWith(TYPES) && directory.getParent() != null)
        .forEach(types -> faults.addAll(elsewhere(types, files.directories())));
    return faults;
  }

  /** What lies beside the file that it is a copy of does no harm. */
  private static List<Path> notRead(RouteInventory files) {
    return files.notRead().stream()
        .filter(path -> BackupFile.original(path).map(Files::notExists).orElse(true))
        .toList();
  }

  /** Route files beside or below the directory of types, where nobody looks for them. */
  private static List<Fault> elsewhere(Path types, List<Path> read) {
    if (!Files.isDirectory(types.getParent())) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(types.getParent(), DEPTH)) {
      // A ConfigMap of Kubernetes has its files in a directory of its own, and links to them.
      Set<Path> linked = read.stream().flatMap(RouteFilesCheck::real).collect(Collectors.toSet());
      return all.filter(path -> path.toString().endsWith(ENDING))
          .filter(path -> !read.contains(path.getParent()))
          .filter(path -> real(path).noneMatch(linked::contains))
          .filter(path -> !path.getParent().endsWith(EXAMPLES))
          .filter(path -> !isOfBefore(path, types.getParent()))
          .sorted()
          .map(
              path ->
                  new Fault(
                      absolute(path),
                      "is not read, since it is in a directory that nobody looks into",
                      "move it to " + absolute(types.resolve(path.getFileName()))))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(
          new Fault(
              absolute(types.getParent()),
              "cannot be read (%s)".formatted(e.getMessage()),
              "let the router's user read all below it"));
    }
  }

  /** While Kubernetes changes a ConfigMap, a directory that nothing leads to lies beside it. */
  private static boolean isOfBefore(Path file, Path root) {
    for (Path directory = file.getParent();
        !directory.equals(root);
        directory = directory.getParent()) {
      if (directory.getFileName().toString().startsWith("..")) {
        return !isSame(directory, directory.resolveSibling("..data"));
      }
    }
    return false;
  }

  private static void noBranches(RouteInventory files, List<Fault> faults) {
    boolean some = files.inForce().stream().anyMatch(file -> file.role() == Role.TYPE);
    files.directories().stream()
        .filter(directory -> directory.endsWith(TYPES))
        .filter(directory -> !some && !Files.isDirectory(directory))
        .findFirst()
        .ifPresent(
            directory ->
                faults.add(
                    new Fault(
                        absolute(directory),
                        "there is no such directory, so no type has a route",
                        "start the router in the directory that holds application.yaml and"
                            + " routes/types/, or make this one")));
  }

  /** A file without the links that lead to it; those of all files in a directory. */
  private static Stream<Path> real(Path path) {
    if (Files.isDirectory(path)) {
      try (Stream<Path> files = Files.list(path)) {
        return files.filter(Files::isRegularFile).flatMap(RouteFilesCheck::real).toList().stream();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    try {
      return Stream.of(path.toRealPath());
    } catch (IOException leadsNowhere) {
      return Stream.empty();
    }
  }

  private static boolean isSame(Path path, Path other) {
    try {
      return Files.isSameFile(path, other);
    } catch (IOException leadsNowhere) {
      return false;
    }
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }
}
