package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A service that is busy, and says for how long nobody shall ask it again. */
@ExtendWith(OutputCaptureExtension.class)
class RetryAfterIT {

  private static final String ROUTE =
      "- route:\n    id: accept-invoice\n    from:\n      uri: jms:extend.accept.invoice\n      steps:\n        - to: http://localhost:%d/\n        - to: file:{{extend.data-dir}}/done?fileName=${header.ExtendFileName}.json\n";

  private final List<Integer> answers = List.of(429, 503);
  private final List<Long> requests = new CopyOnWriteArrayList<>();

  @TempDir Path data;
  @TempDir Path types;

  @Test
  void eachAnswerIsOneFailedAttemptAndThePausesAreTheRouters(CapturedOutput output)
      throws Exception {
    HttpServer service =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          int before = requests.size();
          requests.add(System.nanoTime());
          exchange.getResponseHeaders().add("Retry-After", "3600");
          exchange.sendResponseHeaders(before < answers.size() ? answers.get(before) : 200, -1);
          exchange.close();
        });
    service.start();
    Files.writeString(
        types.resolve("invoice.camel.yaml"), ROUTE.formatted(service.getAddress().getPort()));
    try (RunningRouter router =
        RunningRouter.start(
            data,
            "extend.redelivery.delay=1500ms",
            "extend.redelivery.max-delay=1500ms",
            "extend.redelivery.give-up-after=60s",
            "camel.main.routes-include-pattern=" + RunningRouter.routes(types))) {
      Extend.Event event = Extend.fresh("01-invoice-accepted");
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);

      router.awaitFiles("done", event.id(), 1);
      assertThat(requests).hasSize(3);
      // The client of HTTP would wait for a second by itself.
      assertThat(List.of(pause(1), pause(2))).allMatch(pause -> pause >= 1400);
      await().until(() -> output.getOut().contains("delivered event=" + event.id()));
      assertThat(output.getOut().lines().filter(line -> line.contains("failed event=")))
          .satisfiesExactly(
              first -> assertThat(first).contains(event.id(), "attempt 1 of", "429"),
              second -> assertThat(second).contains(event.id(), "attempt 2 of", "503"));

      CamelContext camel = router.bean(CamelContext.class);
      assertThat(camel.getComponent("https", HttpComponent.class).getHttpClientConfigurer())
          .isNotNull()
          .isEqualTo(camel.getComponent("http", HttpComponent.class).getHttpClientConfigurer());
    } finally {
      service.stop(0);
    }
  }

  private long pause(int attempt) {
    return TimeUnit.NANOSECONDS.toMillis(requests.get(attempt) - requests.get(attempt - 1));
  }
}
