package org.extendrouter.check.directories;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.keys.BoundSettings;
import org.extendrouter.check.keys.KnownKeys;
import org.extendrouter.check.keys.SettingRule;
import org.extendrouter.check.values.UnsetVariable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** Templates of tickets that would not be found. */
public final class MissingTemplateDirectory implements SettingRule {

  private static final ConfigurationPropertyName KEY = KnownKeys.ROOT.append("review.templates");

  @Override
  public Stream<Fault> faults(BoundSettings settings) {
    String directory = settings.value(KEY);
    return directory.isEmpty()
            || UnsetVariable.isIn(directory)
            || Files.isDirectory(Path.of(directory))
        ? Stream.empty()
        : Stream.of(
            new Fault(
                settings.places().place(KEY),
                Path.of(directory).toAbsolutePath().normalize() + " is not a directory",
                "set it to the directory with your ticket.ftl, ticket.ftlh or words.ftl, or remove it to"
                    + " take the router's own templates"));
  }
}
