package org.extendrouter.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation, in Markdown.
 *
 * @param path where it is
 * @param text what it says
 */
public record Page(Path path, String text) {

  /** Where a user begins. */
  public static final Path README = Path.of("README.md");

  private static final Path DOCS = Path.of("src/docs");
  private static final Pattern FENCED =
      Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern ROW = Pattern.compile("^\\| (.*) \\|$");

  /**
   * The README and all pages in {@code src/docs}.
   *
   * @return README first
   */
  public static List<Page> all() {
    try (Stream<Path> docs = Files.list(DOCS)) {
      return Stream.concat(
              Stream.of(README), docs.filter(path -> path.toString().endsWith(".md")).sorted())
          .map(Page::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The one line of a command in the documentation that begins with some words.
   *
   * @param beginning the words
   * @return the whole line
   */
  public static String command(String beginning) {
    List<String> found =
        all().stream()
            .flatMap(page -> page.snippets("sh").stream())
            .flatMap(String::lines)
            .filter(line -> line.startsWith(beginning))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError("not one command that begins with " + beginning + ": " + found);
    }
    return found.get(0);
  }

  /**
   * All pages in a directory and below.
   *
   * @param directory for example the one that the distribution was unpacked to
   * @return them by path
   */
  public static List<Page> below(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(path -> path.toString().endsWith(".md")).sorted().map(Page::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Page of(Path path) {
    try {
      return new Page(path, Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A page of the documentation.
   *
   * @param name its file's name
   * @return the page
   */
  public static Page named(String name) {
    return of(DOCS.resolve(name));
  }

  /**
   * What is fenced as one language.
   *
   * @param language for example {@code yaml}
   * @return each snippet's lines
   */
  public List<String> snippets(String language) {
    return FENCED
        .matcher(text)
        .results()
        .filter(snippet -> snippet.group(1).equals(language))
        .map(snippet -> snippet.group(2))
        .toList();
  }

  /** The first cells of the table that begins with a header, without backticks. */
  List<String> column(String firstHeader) {
    return rows(firstHeader).stream().map(cells -> cells.get(0).replace("`", "")).toList();
  }

  /**
   * The cells of a table, without its head.
   *
   * @param firstHeader the header of its first column
   * @return its rows
   */
  public List<List<String>> rows(String firstHeader) {
    List<List<String>> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : text.split("\n")) {
      inside = line.startsWith("| " + firstHeader + " |") || (inside && line.startsWith("|"));
      if (inside && !line.startsWith("|---")) {
        rows.add(
            ROW.matcher(line)
                .results()
                .findFirst()
                .map(row -> List.of(row.group(1).split(" \\| ", -1)))
                .orElseThrow(() -> new AssertionError("not a row in " + path + ": " + line)));
      }
    }
    return rows.stream().filter(cells -> !cells.get(0).equals(firstHeader)).toList();
  }

  /**
   * The links that lead nowhere.
   *
   * @param root the directory that no link may leave
   * @return them as they are written; without those to other servers, which are not asked
   */
  public List<String> brokenLinks(Path root) {
    return LINK.matcher(prose())
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.startsWith("https://") && !leadsSomewhere(link, root))
        .toList();
  }

  private boolean leadsSomewhere(String link, Path root) {
    String[] parts = link.split("#", 2);
    Path here = path.toAbsolutePath().normalize();
    Path target = parts[0].isEmpty() ? here : here.resolveSibling(parts[0]).normalize();
    return target.startsWith(root.toAbsolutePath().normalize())
        && Files.exists(target)
        && (parts.length == 1 || of(target).anchors().contains(parts[1]));
  }

  /** As GitHub makes them of headings. */
  List<String> anchors() {
    return HEADING
        .matcher(prose())
        .results()
        .map(
            heading ->
                heading
                    .group(1)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-'))
        .toList();
  }

  String prose() {
    return FENCED.matcher(text).replaceAll("");
  }
}
