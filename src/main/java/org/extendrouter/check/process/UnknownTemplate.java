package org.extendrouter.check.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.fault.Spelling;
import org.extendrouter.ticket.TicketTemplates;
import org.springframework.core.env.Environment;

/** A file among the tickets' templates that no ticket is made with, most likely misspelt. */
public final class UnknownTemplate {

  private static final String TEMPLATE = ".*\\.ftlh?";

  private static final String FIX =
      "name it ticket.ftl, ticket.ftlh or words.ftl, include it from one of them, or remove it";

  private UnknownTemplate() {}

  /**
   * Looks at the directory of templates.
   *
   * @param environment the settings
   * @return a warning for each such file; empty if there is none, or no such directory
   */
  public static List<Fault> warnings(Environment environment) {
    return TemplatesCheck.directory(environment).map(UnknownTemplate::warnings).orElse(List.of());
  }

  private static List<Fault> warnings(Path directory) {
    try (Stream<Path> all = Files.list(directory)) {
      List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
      return files.stream()
          .filter(file -> !TicketTemplates.NAMES.contains(file.getFileName().toString()))
          .filter(file -> files.stream().noneMatch(other -> includes(other, file)))
          .flatMap(UnknownTemplate::warning)
          .toList();
    } catch (IOException told) {
      return List.of();
    }
  }

  /** Includes of includes count, too. */
  private static boolean includes(Path template, Path file) {
    try {
      return !template.equals(file)
          && Files.readString(template, StandardCharsets.ISO_8859_1)
              .contains(file.getFileName().toString());
    } catch (IOException told) {
      return false;
    }
  }

  private static Stream<Fault> warning(Path file) {
    String name = file.getFileName().toString();
    return Spelling.closest(name.replaceFirst("\\.txt$", ""), TicketTemplates.NAMES)
        .filter(meant -> !Files.exists(file.resolveSibling(meant)))
        .map("did you mean %s?"::formatted)
        .or(() -> name.matches(TEMPLATE) ? Optional.of(FIX) : Optional.empty())
        .map(
            fix ->
                new Fault(
                    file.toAbsolutePath().normalize().toString(), "no ticket is made with it", fix))
        .stream();
  }
}
