package org.extendrouter.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Says in which file and line YAML cannot be read; Spring Boot knows the line alone. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class YamlFailureAnalyzer extends AbstractFailureAnalyzer<MarkedYAMLException> {

  private static final List<String> FILES =
      List.of(
          "application.yaml",
          "application.yml",
          "config/application.yaml",
          "config/application.yml");

  @Override
  protected FailureAnalysis analyze(Throwable root, MarkedYAMLException cause) {
    String file =
        FILES.stream()
            .map(Path::of)
            .filter(Files::isRegularFile)
            .filter(YamlFailureAnalyzer::isBroken)
            .findFirst()
            .map(path -> path.toAbsolutePath().normalize().toString())
            .orElse("a configuration file");
    return StartFailure.analysis(fault(file, cause).toString(), root);
  }

  private static boolean isBroken(Path path) {
    try {
      new Yaml().loadAll(Files.readString(path)).forEach(document -> {});
      return false;
    } catch (YAMLException | java.io.IOException broken) {
      return true;
    }
  }

  /**
   * What is wrong with a YAML file.
   *
   * @param file its path
   * @param cause where the parser stopped
   * @return the fault, with the line
   */
  static Fault fault(String file, MarkedYAMLException cause) {
    String line =
        cause.getProblemMark() == null
            ? ""
            : " line %d column %d"
                .formatted(
                    cause.getProblemMark().getLine() + 1, cause.getProblemMark().getColumn() + 1);
    return new Fault(
        file + line,
        "is not YAML (%s)".formatted(cause.getProblem()),
        "indent by spaces, what belongs together by the same number, and quote texts with : or #");
  }
}
