package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "401, ''",
    "401, '{\"status\":401,\"error\":\"Unauthorized\"}'",
    "403, Forbidden",
    "302, ''"
  })
  void saysThatSomethingInFrontOfTheRouterAnswered(int status, String body) throws Exception {
    HttpServer front =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    front.createContext(
        "/",
        exchange -> {
          byte[] answer = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    front.start();
    try {
      Run run = send(Extend.fresh("01-invoice-accepted"), Extend.SECRET, front.getAddress());
      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.out()).startsWith("HTTP " + status);
      assertThat(run.err())
          .contains("something in front of the router answered", "a proxy", "security", "CSRF")
          .doesNotContain("secret");
    } finally {
      front.stop(0);
    }
  }

  private record Run(int exit, String out, String err) {}

  private Run send(Extend.Event event, String secrets) throws IOException, InterruptedException {
    InetAddress here = InetAddress.getLoopbackAddress();
    return send(event, secrets, new InetSocketAddress(here, router.extend().port()));
  }

  private Run send(Extend.Event event, String secrets, InetSocketAddress to)
      throws IOException, InterruptedException {
    Path file = Files.write(work.resolve("event.json"), event.body());
    Path out = work.resolve("out");
    Path err = work.resolve("err");
    String url = "http://localhost:" + to.getPort() + "/webhooks/extend";
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
