package org.extendrouter.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.extendrouter.names.QueueNames;
import org.junit.jupiter.api.Test;

/** The names that routes and Java share, and the tables of them in {@code writing-routes.md}. */
class SharedNamesTest {

  private static final Page TABLES = Page.named("writing-routes.md");
  private static final Path ROUTES = Path.of("routes");
  private static final Path JAVA = Path.of("src/main/java");
  private static final Path NAMES = JAVA.resolve("org/extendrouter/names");

  private static final Pattern HEADER =
      Pattern.compile("(?:name: |header\\.)(Extend\\w+|_AMQ_\\w+|JMSXGroupID)");
  private static final Pattern HEADER_IN_JAVA = Pattern.compile("\"(Extend\\w+)\"");
  private static final Pattern VARIABLE =
      Pattern.compile(
          "variable\\.(\\w+)|variable: (\\w+)|variableReceive: (\\w+)"
              + "|(?:set|remove)Variable:\\s+name: (\\w+)");
  private static final Pattern VARIABLE_IN_JAVA = Pattern.compile("= \"(\\w+)\";");
  private static final Pattern NAME_IN_JAVA =
      Pattern.compile(
          "\"(Extend[A-Z]\\w+|(?:jms:)?extend\\.(?:(?:inbox|dead-letter[.a-z]*)?|accept\\.))\""
              + "|@Variable\\(\"");
  private static final Pattern QUEUE = Pattern.compile("jms:([a-z.-]+)");
  private static final Pattern ROUTE =
      Pattern.compile("^- route:\\n    id: ([\\w-]+)$", Pattern.MULTILINE);

  @Test
  void theHeaders() throws IOException {
    List<String> table =
        Stream.concat(TABLES.column("header").stream(), TABLES.column("internal header").stream())
            .map(name -> name.replace("<key>", ""))
            .toList();
    Set<String> used = found(HEADER, ROUTES);
    used.addAll(found(HEADER_IN_JAVA, JAVA));
    assertThat(table).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(used);
  }

  @Test
  void theVariables() throws IOException {
    Set<String> used = found(VARIABLE, ROUTES);
    used.addAll(found(VARIABLE_IN_JAVA, NAMES.resolve("VariableNames.java")));
    assertThat(TABLES.column("variable"))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(used);
  }

  @Test
  void theQueues() throws IOException {
    List<String> table =
        TABLES.column("queue").stream().map(name -> name.replace("<branch>", "")).toList();
    Set<String> used =
        found(QUEUE, ROUTES).stream()
            .map(
                queue ->
                    queue.startsWith(QueueNames.ACCEPT_PREFIX) ? QueueNames.ACCEPT_PREFIX : queue)
            .collect(Collectors.toCollection(TreeSet::new));
    used.addAll(List.of(QueueNames.DEAD_LETTERS, QueueNames.REASONS));
    assertThat(table).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(used);
    assertThat(table).allMatch(queue -> queue.startsWith(QueueNames.PREFIX));
  }

  @Test
  void noNameIsWrittenTwice() throws IOException {
    assertThat(files(JAVA))
        .filteredOn(file -> !file.startsWith(NAMES))
        .allSatisfy(file -> assertThat(read(file)).doesNotContainPattern(NAME_IN_JAVA));
  }

  @Test
  void theShippedRoutes() throws IOException {
    Predicate<Path> shipped = file -> !file.startsWith(ROUTES.resolve("examples"));
    assertThat(TABLES.rows("route"))
        .map(cells -> (cells.get(0) + " in " + cells.get(1)).replace("`", ""))
        .containsExactlyInAnyOrderElementsOf(
            files(ROUTES)
                .filter(shipped)
                .flatMap(
                    file ->
                        ROUTE
                            .matcher(read(file))
                            .results()
                            .map(route -> route.group(1) + " in " + ROUTES.relativize(file)))
                .toList());
  }

  /** What it does, and who may change it. */
  @Test
  void eachRouteFileBeginsWithTwoLinesAboutIt() throws IOException {
    assertThat(files(ROUTES))
        .isNotEmpty()
        .allSatisfy(
            file -> {
              List<String> lines = read(file).lines().limit(3).toList();
              assertThat(lines.get(0)).startsWith("# ");
              assertThat(lines.get(1)).startsWith("# ").containsAnyOf("The router's own", "Yours");
              assertThat(lines.get(2)).startsWith("- ");
            });
  }

  private static Set<String> found(Pattern pattern, Path root) throws IOException {
    return files(root)
        .flatMap(file -> pattern.matcher(read(file)).results())
        .map(
            match ->
                Stream.iterate(1, group -> group <= match.groupCount(), group -> group + 1)
                    .map(match::group)
                    .filter(name -> name != null)
                    .findFirst()
                    .orElseThrow())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<Path> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).sorted().toList().stream();
    }
  }

  private static String read(Path file) {
    return Page.of(file).text();
  }
}
