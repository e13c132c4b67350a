package org.extendrouter.check.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.keys.BoundSettings;
import org.extendrouter.check.keys.SettingRule;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.util.StringUtils;

/**
 * Files of settings that differ in the end of their name alone. Spring Boot reads them all, and
 * lets one win without a word.
 */
public final class CompetingFiles implements SettingRule {

  private static final List<String> YAML = List.of("yaml", "yml");

  @Override
  public Stream<Fault> faults(BoundSettings settings) {
    Map<Path, Set<ConfigurationPropertyName>> files = settings.places().files();
    List<Path> winnersFirst = List.copyOf(files.keySet());
    return winnersFirst.stream()
        .flatMap(
            winner ->
                winnersFirst.stream()
                    .skip(winnersFirst.indexOf(winner) + 1L)
                    .filter(other -> isTwin(winner, other))
                    .flatMap(other -> fault(winner, other, files).stream()));
  }

  private static boolean isTwin(Path one, Path other) {
    return StringUtils.stripFilenameExtension(one.toString())
        .equals(StringUtils.stripFilenameExtension(other.toString()));
  }

  /** Properties beside YAML are taken for a mistake where both set the same. */
  private static Optional<Fault> fault(
      Path winner, Path other, Map<Path, Set<ConfigurationPropertyName>> files) {
    Optional<ConfigurationPropertyName> common =
        files.get(winner).stream().filter(files.get(other)::contains).findFirst();
    return common.isPresent() || Stream.of(winner, other).allMatch(CompetingFiles::isYaml)
        ? Optional.of(
            new Fault(
                winner.toString(),
                "is read with %s beside it, and wins%s"
                    .formatted(
                        other.getFileName(),
                        common.map(key -> ", for example for " + key).orElse("")),
                "move the settings into %s, and remove the other".formatted(kept(winner, other))))
        : Optional.empty();
  }

  private static Path kept(Path winner, Path other) {
    return (winner.toString().endsWith(YAML.get(0)) ? winner : other).getFileName();
  }

  private static boolean isYaml(Path file) {
    String ending = StringUtils.getFilenameExtension(file.toString());
    return ending != null && YAML.contains(ending);
  }
}
