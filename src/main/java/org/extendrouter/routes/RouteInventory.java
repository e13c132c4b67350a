package org.extendrouter.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.support.ResourceHelper;
import org.extendrouter.routes.RouteFile.Role;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.AntPathMatcher;
import org.springframework.util.StringUtils;

/**
 * The route files: the router's own from the jar, and those of the installation, in its working
 * directory or an application's class path. A file there that has the name of one of the router's
 * own and other content takes its place.
 */
public final class RouteInventory {

  private static final String FILE = "file:";
  private static final String OPTIONAL = "?optional=true";
  private static final String TYPES = "types";
  private static final String CLASSPATH = "classpath:";
  private static final String JAR = "META-INF/extend/";
  private static final String ENGINE = CLASSPATH + JAR;

  private final Map<String, RouteFile> engine = new LinkedHashMap<>();
  private final Map<String, RouteFile> others = new LinkedHashMap<>();
  private final List<Path> directories = new ArrayList<>();
  private final List<Path> notRead = new ArrayList<>();
  private final Map<Path, String> unreadable = new LinkedHashMap<>();
  private final List<Path> outdated = new ArrayList<>();
  private final List<Path> unchanged = new ArrayList<>();
  private final List<Path> movable = new ArrayList<>();

  private RouteInventory() {}

  /**
   * Finds the files.
   *
   * @param includePattern {@code extend.routes}: patterns with {@code classpath:} or {@code file:},
   *     separated by commas
   * @return what there is now
   * @throws UncheckedIOException if one cannot be read
   */
  public static RouteInventory find(String includePattern) {
    RouteInventory files = new RouteInventory();
    try {
      List<String> patterns =
          Stream.of(includePattern.split(","))
              .map(String::strip)
              .map(pattern -> StringUtils.delete(pattern, OPTIONAL))
              .toList();
      for (String pattern : patterns) {
        if (!pattern.startsWith(FILE)) {
          files.addOfTheJar(pattern);
        }
      }
      for (String pattern : patterns) {
        if (pattern.startsWith(FILE)) {
          files.addOfTheInstallation(pattern.substring(FILE.length()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the route files " + includePattern, e);
    }
    return files;
  }

  /**
   * The files whose routes run.
   *
   * @return the router's own first
   */
  public List<RouteFile> inForce() {
    return Stream.of(engine, others).map(Map::values).flatMap(Collection::stream).toList();
  }

  /**
   * The router's own whose place a file takes.
   *
   * @param file one in the role {@link Role#OVERRIDE}
   * @return the jar's
   * @throws UncheckedIOException if it cannot be read
   */
  public static RouteFile original(RouteFile file) {
    String name = "routes/" + file.name();
    try {
      return new RouteFile(
          ENGINE + name,
          Role.ENGINE,
          new ClassPathResource(JAR + name).getContentAsString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the jar's " + name, e);
    }
  }

  /**
   * The same for Camel.
   *
   * @return the files whose routes run
   */
  List<org.apache.camel.spi.Resource> resources() {
    return inForce().stream()
        .map(
            file ->
                ResourceHelper.fromBytes(
                    file.location(), file.content().getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  /**
   * The directories that are looked in.
   *
   * @return each once, whether it exists or not
   */
  public List<Path> directories() {
    return List.copyOf(directories);
  }

  /**
   * Files in these directories that are not read because of their name.
   *
   * @return all but hidden files, notes ({@code .md}) and what editors leave behind
   */
  public List<Path> notRead() {
    return List.copyOf(notRead);
  }

  /**
   * Files that have the name of a route file and cannot be read.
   *
   * @return each with the reason
   */
  public Map<Path, String> unreadable() {
    return Map.copyOf(unreadable);
  }

  /**
   * Files with the name that one of the router's own had in an earlier version, and that an
   * installation has changed.
   *
   * @return files that are not read
   */
  public List<Path> outdated() {
    return List.copyOf(outdated);
  }

  /**
   * What people should know of these files.
   *
   * @return a sentence each: which replaces one of the router's own, and which can go or be moved
   */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (RouteFile file : inForce()) {
      if (file.role() == Role.OVERRIDE) {
        notes.add("%s takes the place of the jar's %s".formatted(file.path(), file.name()));
      } else if (file.role() == Role.ADDED) {
        notes.add("%s is read beside the router's own routes".formatted(file.path()));
      }
    }
    for (Path path : unchanged) {
      notes.add(
          "%s is the router's own of an earlier version, and is not read: remove it"
              .formatted(path));
    }
    for (Path path : movable) {
      String name = EarlierLayout.typeOf(path.getFileName().toString()) + ".camel.yaml";
      notes.add(
          "%s is the branch of a type: move it to %s"
              .formatted(path, path.resolveSibling(TYPES).resolve(name)));
    }
    return notes;
  }

  private void addOfTheJar(String pattern) throws IOException {
    for (Resource resource : new PathMatchingResourcePatternResolver().getResources(pattern)) {
      if (resource.exists()) {
        String directory =
            pattern.substring(0, pattern.lastIndexOf('/') + 1).replace("classpath*:", CLASSPATH);
        String content = resource.getContentAsString(StandardCharsets.UTF_8);
        String location = directory + resource.getFilename();
        if (directory.startsWith(ENGINE)) {
          RouteFile file = new RouteFile(location, Role.ENGINE, content);
          engine.putIfAbsent(file.name(), file);
        } else {
          add(location, content, directory.endsWith("/" + TYPES + "/") ? Role.TYPE : Role.ADDED);
        }
      }
    }
  }

  private void addOfTheInstallation(String pattern) throws IOException {
    Path directory = Path.of(pattern).getParent();
    String names = pattern.substring(pattern.lastIndexOf('/') + 1);
    if (directory == null || directories.contains(directory)) {
      return;
    }
    directories.add(directory);
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> all = Files.list(directory)) {
      for (Path path : all.sorted().toList()) {
        String name = path.getFileName().toString();
        boolean named = new AntPathMatcher().match(names, name);
        if (!Files.isRegularFile(path)) {
          if (named) {
            unreadable.put(path, "not a file");
          }
        } else if (named) {
          add(path, isTypes(directory) ? Role.TYPE : Role.ADDED);
        } else if (!isTypes(directory) && EarlierLayout.isEngine(name)) {
          boolean asShipped = EarlierLayout.isUnchanged(name, Files.readString(path));
          (asShipped ? unchanged : outdated).add(path);
        } else if (!isTypes(directory) && EarlierLayout.isBranch(name)) {
          movable.add(path);
          add(path, Role.TYPE);
        } else if (!isIncidental(name)) {
          notRead.add(path);
        }
      }
    }
  }

  private void add(Path path, Role role) {
    try {
      add(FILE + path, Files.readString(path), role);
    } catch (CharacterCodingException e) {
      unreadable.put(path, "not a text in UTF-8");
    } catch (IOException e) {
      unreadable.put(path, e.getClass().getSimpleName());
    }
  }

  private void add(String location, String content, Role role) {
    RouteFile file = new RouteFile(location, role, content);
    RouteFile original = role == Role.ADDED ? engine.get(file.name()) : null;
    if (original == null) {
      others.put(location, file);
    } else if (!original.content().equals(content)) {
      engine.put(file.name(), new RouteFile(location, Role.OVERRIDE, content));
    }
  }

  private static boolean isTypes(Path directory) {
    return directory.endsWith(TYPES);
  }

  private static boolean isIncidental(String name) {
    return name.startsWith(".")
        || name.endsWith("~")
        || name.endsWith(".bak")
        || name.endsWith(".md");
  }
}
