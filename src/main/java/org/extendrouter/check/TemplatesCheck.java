package org.extendrouter.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.extendrouter.review.TicketTemplates;
import org.springframework.core.env.Environment;

/**
 * Tries the tickets' templates of an installation. They stop no start: without them, tickets look
 * as the router's own templates make them.
 */
final class TemplatesCheck {

  private TemplatesCheck() {}

  /**
   * Checks the templates.
   *
   * @param environment the settings
   * @return what is wrong; empty if nothing is, or there is no such directory
   */
  static List<Fault> faults(Environment environment) {
    String directory = environment.getProperty("extend.review.templates", "");
    if (directory.isEmpty() || !Files.isDirectory(Path.of(directory))) {
      return List.of();
    }
    return TicketTemplates.problems(Path.of(directory)).stream()
        .map(
            problem ->
                new Fault(
                    problem.place(),
                    problem.text(),
                    "fix it, or remove the file to take the router's own"))
        .toList();
  }
}
