package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.extendrouter.documentation.Page;
import org.extendrouter.monitoring.Alerts;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alerts, as Prometheus evaluates them. */
class AlertRulesIT {

  @BeforeAll
  static void installed() {
    Tools.require("promtool");
  }

  @Test
  void prometheusTakesThemAsDocumented(@TempDir Path directory) throws Exception {
    String settings = Page.named("operating.md").snippets("yml").get(0);
    Path file = Files.writeString(directory.resolve("prometheus.yml"), settings);
    Files.copy(Alerts.RULES, directory.resolve(Alerts.RULES.getFileName()));
    assertThat(settings).contains("- " + Alerts.RULES.getFileName());
    assertSucceeds("promtool", "check", "config", file.toString());
  }

  @Test
  void eachFiresWhenItShouldAndIsSilentOtherwise() throws Exception {
    assertSucceeds(Page.command("promtool test rules").split(" "));
  }

  private static void assertSucceeds(String... command) throws IOException, InterruptedException {
    Process promtool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(promtool.waitFor()).as(output).isZero();
  }
}
