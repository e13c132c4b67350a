package org.extendrouter.check.directories;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.keys.BoundSettings;
import org.extendrouter.check.keys.KnownKeys;
import org.extendrouter.check.keys.SettingRule;
import org.extendrouter.check.values.UnsetVariable;
import org.extendrouter.ticket.TicketTemplates;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** Templates of tickets that would not be found. */
public final class MissingTemplateDirectory implements SettingRule {

  private static final ConfigurationPropertyName KEY = KnownKeys.ROOT.append("review.templates");

  @Override
  public Stream<Fault> faults(BoundSettings settings) {
    String directory = settings.value(KEY);
    if (directory.isEmpty() || UnsetVariable.isIn(directory)) {
      return Stream.empty();
    }
    Path templates = Path.of(directory).toAbsolutePath().normalize();
    if (!Files.isDirectory(templates)) {
      return Stream.of(
          settings.fault(
              KEY,
              templates + " is not a directory",
              "set it to the directory with your ticket.ftl, ticket.ftlh or words.ftl, or remove it to"
                  + " take the router's own templates"));
    }
    if (!Files.isExecutable(templates)) {
      return Stream.of(
          settings.fault(
              KEY, templates + " cannot be entered", "let the router's user enter and read it"));
    }
    return TicketTemplates.NAMES.stream()
        .map(templates::resolve)
        .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isReadable(file))
        .map(
            file ->
                new Fault(
                    file.toString(),
                    "cannot be read, so that the jar's would take its place",
                    "make it a file that the router's user may read, or remove it"));
  }
}
