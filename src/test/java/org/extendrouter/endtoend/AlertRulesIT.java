package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.extendrouter.monitoring.Alerts;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The alerts, as Prometheus evaluates them. */
class AlertRulesIT {

  @BeforeAll
  static void installed() {
    Tools.require("promtool");
  }

  @Test
  void prometheusTakesThem() throws Exception {
    assertSucceeds("check", Alerts.RULES);
  }

  @Test
  void eachFiresWhenItShouldAndIsSilentOtherwise() throws Exception {
    assertSucceeds("test", Alerts.TESTS);
  }

  private static void assertSucceeds(String command, Path file)
      throws IOException, InterruptedException {
    Process promtool =
        new ProcessBuilder("promtool", command, "rules", file.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(promtool.waitFor()).as(output).isZero();
  }
}
