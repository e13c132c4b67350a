package org.extendrouter.endtoend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Programs that a test needs beside Java and Maven; {@code .ci/run} installs them. */
final class Tools {

  private Tools() {}

  /** Skips the test or class that asks, naming what is missing, unless all are on the path. */
  static void require(String... programs) {
    List<String> missing =
        Arrays.stream(programs).filter(program -> !isInstalled(program)).toList();
    assumeTrue(
        missing.isEmpty(),
        () -> "needs " + String.join(", ", missing) + ", which .ci/run installs");
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
