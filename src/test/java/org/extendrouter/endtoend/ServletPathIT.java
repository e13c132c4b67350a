package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The router in an application whose requests have paths of their own. */
@ExtendWith(OutputCaptureExtension.class)
class ServletPathIT {

  @TempDir Path data;

  @Test
  void theWebhookIsBelowThemWithItsLimits(CapturedOutput output) throws Exception {
    try (ConfigurableApplicationContext application = start()) {
      Extend extend = ApplicationOfATest.extend(application);

      assertThat(post(extend, "/app/mvc/webhooks/extend", new byte[1_048_577])).isEqualTo(413);
      byte[] event = Extend.freshRun("01-invoice-accepted").body();
      assertThat(post(extend, "/app/mvc/webhook", event)).isEqualTo(404);
      await()
          .untilAsserted(
              () ->
                  assertThat(output)
                      .contains(
                          "WRONG_PATH: it came to /app/mvc/webhook and was answered 404;"
                              + " /app/mvc/webhooks/extend receives webhooks"));

      assertThat(post(extend, "/app/mvc/webhooks/extend", event)).isEqualTo(200);
      await().until(() -> data.resolve("taken").toFile().isDirectory());
    }
  }

  @Test
  void aConnectionThatBringsSignedWebhooksStaysOpenThere() throws Exception {
    try (RunningRouter router =
            RunningRouter.start(
                data, "server.servlet.context-path=/app", "spring.mvc.servlet.path=/mvc");
        RawHttp connection = new RawHttp(router.extend().port())) {
      for (int i = 0; i < 2; i++) {
        byte[] event = Extend.freshRun("01-invoice-accepted").body();
        String request =
            RawHttp.head(RawHttp.signature(event), "Content-Length: " + event.length)
                .replace("/webhooks/", "/app/mvc/webhooks/");
        assertThat(connection.send(request + "\r\n").send(event).answer().status()).isEqualTo(200);
      }
    }
  }

  private static int post(Extend extend, String path, byte[] body) throws Exception {
    return extend
        .send(
            extend
                .signed(body)
                .uri(URI.create("http://localhost:%d%s".formatted(extend.port(), path))))
        .statusCode();
  }

  private ConfigurableApplicationContext start() {
    return ApplicationOfATest.start(
        data,
        ApplicationOfATest.TakingInvoices.class,
        "server.servlet.context-path=/app",
        "spring.mvc.servlet.path=/mvc",
        "extend.webhook.max-body-size=1MB");
  }
}
