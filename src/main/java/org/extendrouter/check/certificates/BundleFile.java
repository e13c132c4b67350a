package org.extendrouter.check.certificates;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.installation.Installation;
import org.extendrouter.check.keys.BoundSettings;
import org.extendrouter.check.values.UnsetVariable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.io.ApplicationResourceLoader;
import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/**
 * What a bundle is made from: a file, or its text in the settings.
 *
 * @param key the setting
 * @param value what it says
 * @param settings all settings
 */
record BundleFile(ConfigurationPropertyName key, String value, BoundSettings settings) {

  /** A secret that stands in the place of a file looks like none of these. */
  private static final Pattern PATH =
      Pattern.compile("file:.*|(/|[A-Za-z]:[/\\\\]|[^\\n]*\\.)[^\\n]*");

  /** A drive of Windows is one letter. */
  private static final Pattern PROTOCOL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):.*");

  private static final Set<String> KNOWN = Set.of("file", "classpath", "base64");

  /** As Spring Boot does for its bundles: a path without {@code file:} is that of a file. */
  static ResourceLoader loader() {
    return ApplicationResourceLoader.get(new DefaultResourceLoader(), true);
  }

  boolean isSet() {
    return value != null && !value.isBlank();
  }

  boolean isText() {
    return PemContent.isPresentInText(value);
  }

  /** Whether an application may read it in a way of its own, as from a cloud's store. */
  boolean isReadByApplication() {
    if (!isSet() || isText() || Installation.isStandalone(settings.environment())) {
      return false;
    }
    Matcher protocol = PROTOCOL.matcher(value);
    return protocol.matches() && !KNOWN.contains(protocol.group(1).toLowerCase(Locale.ROOT));
  }

  Resource resource() {
    return loader().getResource(value);
  }

  /** Why it cannot be read, whatever it holds. */
  Optional<Fault> unreadable() {
    if (!isSet() || isText()) {
      return Optional.empty();
    }
    if (UnsetVariable.isIn(value)) {
      return UnsetVariable.fault(settings.places().place(key), value);
    }
    Resource resource = resource();
    if (!resource.exists()) {
      return Optional.of(
          fault(name() + " is missing", "put it there, or write file: and the path of another"));
    }
    return resource.isReadable()
        ? Optional.empty()
        : Optional.of(
            fault(
                name() + " cannot be read",
                "write the path of a file that the router's user may read"));
  }

  Fault fault(String problem, String fix) {
    return settings.fault(key, problem, fix);
  }

  String name() {
    if (isText() || !PATH.matcher(value).matches()) {
      return "what stands here";
    }
    try {
      return resource().isFile()
          ? resource().getFile().toPath().toAbsolutePath().normalize().toString()
          : value;
    } catch (IOException | IllegalArgumentException notAFile) {
      return value;
    }
  }
}
