package org.extendrouter.check.directories;

import java.io.File;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.keys.BoundSettings;
import org.extendrouter.check.keys.KnownKeys;
import org.extendrouter.check.keys.SettingRule;
import org.extendrouter.check.values.UnsetVariable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** A data directory that the broker and the endpoints of routes would understand differently. */
public final class UnusableDataDirectory implements SettingRule {

  private static final ConfigurationPropertyName KEY = KnownKeys.ROOT.append("data-dir");

  /** Camel takes both slashes for what is between directories. */
  private static final Pattern UNUSABLE =
      Pattern.compile(File.separatorChar == '/' ? "[%?#&{}$;\\\\]" : "[%?#&{}$;]");

  @Override
  public Stream<Fault> faults(BoundSettings settings) {
    String directory = settings.value(KEY);
    if (directory.isBlank()) {
      return Stream.of(
          settings.fault(
              KEY,
              "is empty",
              "set it, or the environment variable EXTEND_DATA_DIR, to a directory, for example"
                  + " data, or unset the variable"));
    }
    if (directory.matches("~([/\\\\].*)?")) {
      return Stream.of(
          settings.fault(
              KEY,
              "begins with ~, which only a shell knows as the home directory (%s)"
                  .formatted(directory),
              "write the whole path, for example "
                  + Path.of(System.getProperty("user.home"), directory.substring(1))));
    }
    if (UNUSABLE.matcher(directory).find() && !UnsetVariable.isIn(directory)) {
      return Stream.of(
          settings.fault(
              KEY,
              "cannot be used in the address of an endpoint, so that the journal and the files would"
                  + " end up in two places ("
                  + directory
                  + ")",
              "choose a directory without % ? # & { } $ ; \\ in its path"));
    }
    return Stream.empty();
  }
}
