package org.extendrouter.check.certificates;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.extendrouter.check.fault.Fault;
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

  /** A secret that stands in the place of a file has neither. */
  private static final Pattern PATH = Pattern.compile("file:.*|[^\\n]*\\.[^\\n]*");

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
    return new Fault(settings.places().place(key), problem, fix);
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
