package org.extendrouter.check.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.installation.Installation;
import org.extendrouter.check.installation.SettingPlaces;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.StringUtils;

/**
 * A profile that was asked for and that no setting belongs to; Spring Boot starts without a word.
 */
public final class UnknownProfile {

  private static final String ACTIVE = "spring.profiles.active";

  private static final String ON_PROFILE = "spring.config.activate.on-profile";

  private static final String GROUPS = "spring.profiles.group.";

  private UnknownProfile() {}

  /**
   * Looks for files and documents of each active profile. Code in {@code lib/} may ask for one,
   * too.
   *
   * @param environment with all its sources
   * @param home the directory that the router starts in
   * @return a warning for each profile without settings; none in an application
   */
  public static List<Fault> warnings(ConfigurableEnvironment environment, Path home) {
    if (!Installation.isStandalone(environment)) {
      return List.of();
    }
    SettingPlaces places = new SettingPlaces(environment);
    return Stream.of(environment.getActiveProfiles())
        .filter(profile -> !hasSettings(profile, places, home))
        .map(
            profile ->
                new Fault(
                    places.place(ACTIVE),
                    "no settings belong to the profile \"%s\"".formatted(profile),
                    "check its spelling, or put its settings into application-%s.yaml"
                        .formatted(profile)))
        .toList();
  }

  private static boolean hasSettings(String profile, SettingPlaces places, Path home) {
    return SettingPlaces.isFound(home, "application-" + profile)
        || places
            .written(name -> isGroup(name, profile) || name.toString().startsWith(ON_PROFILE))
            .anyMatch(setting -> isGroup(setting.getName(), profile) || isNamed(profile, setting))
        || places.files().keySet().stream().anyMatch(file -> isNamed(profile, file));
  }

  private static boolean isGroup(ConfigurationPropertyName name, String profile) {
    String key = GROUPS + profile;
    return name.toString().equals(key) || name.toString().startsWith(key + "[");
  }

  /** In a document that is in force because of it. */
  private static boolean isNamed(String profile, ConfigurationProperty property) {
    return word(profile).matcher(String.valueOf(property.getValue())).find();
  }

  /** By its own name, or in a document that it turns off. */
  private static boolean isNamed(String profile, Path file) {
    if (StringUtils.stripFilenameExtension(file.toString()).endsWith("-" + profile)) {
      return true;
    }
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1)
          .lines()
          .filter(line -> line.matches(".*on-?profile.*"))
          .anyMatch(line -> word(profile).matcher(line).find());
    } catch (IOException unreadable) {
      return true;
    }
  }

  private static Pattern word(String profile) {
    return Pattern.compile("(?<![\\w-])" + Pattern.quote(profile) + "(?![\\w-])");
  }
}
