package org.extendrouter.check.directories;

import java.nio.file.Path;
import java.util.List;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.installation.Installation;
import org.extendrouter.check.installation.SettingPlaces;
import org.extendrouter.external.LeftJournal;
import org.springframework.core.env.ConfigurableEnvironment;

/** A change to an external broker that leaves behind what the embedded one has stored. */
public final class JournalLeftBehind {

  private JournalLeftBehind() {}

  /**
   * Looks for the embedded broker's journal where the broker is another.
   *
   * @param environment the settings
   * @return a warning; empty if there is nothing to warn of
   */
  public static List<Fault> warnings(ConfigurableEnvironment environment) {
    String directory = environment.getProperty("extend.broker.directory", "");
    if (directory.isBlank() || Installation.isBrokerEmbedded(environment)) {
      return List.of();
    }
    Path path = Path.of(directory);
    String key =
        Installation.isStandalone(environment)
            ? "spring.artemis.embedded.enabled"
            : "extend.broker.embedded";
    return LeftJournal.problem(path)
        .map(
            problem ->
                new Fault(
                    new SettingPlaces(environment).place(key),
                    "is false: " + problem,
                    LeftJournal.remedy(path)))
        .stream()
        .toList();
  }
}
