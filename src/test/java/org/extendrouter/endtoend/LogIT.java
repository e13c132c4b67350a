package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The log as people read it, of a run of all samples. */
@ExtendWith(OutputCaptureExtension.class)
class LogIT {

  private static final int USUAL = 140;

  @TempDir static Path data;

  private static RunningRouter router;
  private static List<String> lines;

  @BeforeAll
  static void postAllSamples(CapturedOutput output) throws Exception {
    router = RunningRouter.start(data);
    TreeSet<String> ids = new TreeSet<>();
    try (Stream<Path> samples = Files.list(Path.of("src/demo/events"))) {
      for (Path sample : samples.sorted().toList()) {
        byte[] body = Files.readAllBytes(sample);
        assertThat(router.extend().post(body).statusCode()).isEqualTo(200);
        ids.add(new ObjectMapper().readTree(body).path("eventId").asText());
      }
    }
    await()
        .untilAsserted(
            () ->
                assertThat(ids)
                    .allMatch(
                        id ->
                            output
                                .getOut()
                                .lines()
                                .filter(line -> line.contains("event=" + id + " "))
                                .anyMatch(line -> !line.contains("received "))));
    lines = output.getOut().lines().toList();
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  @Test
  void grepForARunTellsItsStory() {
    assertThat(lines)
        .filteredOn(line -> line.contains("clr_Ua2wusAqrhhNLSarnbtB4"))
        .anyMatch(
            line ->
                line.matches(".* INFO receive : received event=evt_\\w+ run=clr_\\w+ bytes=\\d+"))
        .anyMatch(
            line ->
                line.matches(
                    ".* INFO decide : triaged event=evt_\\w+ run=clr_\\w+ decision=ACCEPTED type=receipt confidence=0\\.\\d+ threshold=0\\.85"));
  }

  @Test
  void aUsualLineIsShort() {
    List<Integer> lengths =
        lines.stream()
            .filter(line -> line.contains(" event="))
            .map(String::length)
            .sorted()
            .toList();
    assertThat(lengths.get(lengths.size() / 2)).isLessThan(USUAL);
  }
}
