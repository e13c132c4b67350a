package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script a newcomer tries the router with. */
class SendWebhookScriptIT {

  private static final String UNSET = "";

  @TempDir static Path data;
  @TempDir Path work;

  @AutoClose static RunningRouter router;

  @BeforeAll
  static void start() {
    Tools.require("bash", "curl", "openssl");
    router = RunningRouter.start(data);
  }

  @Test
  void postsASampleThatIsAnswered200AndAccepted() throws Exception {
    Extend.Event event = Extend.fresh("01-invoice-accepted");
    Run run = send(event, Extend.SECRET + ", wss_another");
    assertThat(run).isEqualTo(new Run(0, "HTTP 200 \n", ""));
    assertThat(router.awaitFiles("accepted/invoice", event.id(), 1))
        .singleElement()
        .satisfies(file -> assertThat(file).hasBinaryContent(event.body()));
  }

  @Test
  void saysWhatToDoAboutAWrongSecret() throws Exception {
    Run run = send(Extend.fresh("01-invoice-accepted"), "wss_of_somebody_else");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).startsWith("HTTP 401");
    assertThat(run.err())
        .contains("set EXTEND_SIGNING_SECRETS to the one the router was started with")
        .doesNotContain("wss_of_somebody_else");
  }

  @Test
  void saysThatNoSecretIsSet() throws Exception {
    Run run = send(Extend.fresh("01-invoice-accepted"), UNSET);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("EXTEND_SIGNING_SECRETS is not set");
  }

  private record Run(int exit, String out, String err) {}

  private Run send(Extend.Event event, String secrets) throws IOException, InterruptedException {
    Path file = Files.write(work.resolve("event.json"), event.body());
    Path out = work.resolve("out");
    Path err = work.resolve("err");
    String url = "http://localhost:" + router.extend().port() + "/webhooks/extend";
    ProcessBuilder script =
        new ProcessBuilder("src/demo/send-webhook.sh", file.toString(), url)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    script.environment().remove("EXTEND_SIGNING_SECRETS");
    if (!secrets.equals(UNSET)) {
      script.environment().put("EXTEND_SIGNING_SECRETS", secrets);
    }
    Process process = script.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
    return new Run(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
