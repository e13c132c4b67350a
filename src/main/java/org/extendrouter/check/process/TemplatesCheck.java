package org.extendrouter.check.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.ticket.TicketTemplates;
import org.springframework.core.env.Environment;

/**
 * Tries the tickets' templates of an installation. They stop no start: without them, tickets look
 * as the router's own templates make them.
 */
public final class TemplatesCheck {

  private TemplatesCheck() {}

  /**
   * Checks the templates.
   *
   * @param environment the settings
   * @return what is wrong; empty if nothing is, or there is no such directory
   */
  public static List<Fault> faults(Environment environment) {
    return directory(environment).stream()
        .flatMap(directory -> TicketTemplates.problems(directory).stream())
        .map(
            problem ->
                new Fault(
                    problem.place(),
                    problem.text(),
                    "fix it, or remove the file to take the router's own"))
        .toList();
  }

  /**
   * Which files are in force, so that one with a misspelt name is seen to be none of them.
   *
   * @param environment the settings
   * @return a line for each; empty if there is no such directory
   */
  public static List<String> notes(Environment environment) {
    return directory(environment).stream()
        .flatMap(directory -> TicketTemplates.NAMES.stream().map(directory::resolve))
        .filter(Files::exists)
        .map(file -> "%s takes the place of the jar's %s".formatted(file, file.getFileName()))
        .toList();
  }

  /** The directory with the templates of the installation; empty if there is none. */
  static Optional<Path> directory(Environment environment) {
    return Optional.of(environment.getProperty("extend.review.templates", ""))
        .filter(directory -> !directory.isEmpty())
        .map(Path::of)
        .filter(Files::isDirectory);
  }
}
