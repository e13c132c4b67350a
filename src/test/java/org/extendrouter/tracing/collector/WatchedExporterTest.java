package org.extendrouter.tracing.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.extendrouter.testrun.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the log says of a collector that takes no spans. */
@ExtendWith(OutputCaptureExtension.class)
class WatchedExporterTest {

  private final SettableClock clock = new SettableClock(Instant.now());
  private HttpServer collector;
  private WatchedExporter exporter;
  private volatile int status = 200;

  @BeforeEach
  void start() throws Exception {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    collector.start();
    exporter =
        new WatchedExporter(
            OtlpHttpSpanExporter.builder()
                .setRetryPolicy(null)
                .setEndpoint("http://localhost:" + collector.getAddress().getPort())
                .build(),
            "http://collector",
            clock);
  }

  @AfterEach
  void stop() {
    exporter.shutdown();
    collector.stop(0);
  }

  @Test
  void anOutageIsALineAtItsBeginAndOneAtItsEnd(CapturedOutput output) {
    send();
    status = 403;
    send();
    send();
    status = 200;
    send();
    status = 403;
    send();
    status = 200;
    clock.pass(Duration.ofSeconds(59));
    send();
    assertThat(lines(output)).hasSize(1);
    assertThat(lines(output).get(0)).contains("WARN", "http://collector, it answered 403;");

    clock.pass(Duration.ofSeconds(1));
    send();
    send();
    assertThat(lines(output)).hasSize(2);
    assertThat(lines(output).get(1)).contains("INFO", "http://collector again", "lost: 3");

    collector.stop(0);
    send();
    send();
    assertThat(lines(output)).hasSize(3);
    assertThat(lines(output).get(2)).contains("WARN", "http://collector, ConnectException;");
  }

  private void send() {
    exporter
        .export(
            List.of(
                TestSpanData.builder()
                    .setName("span")
                    .setKind(SpanKind.INTERNAL)
                    .setStatus(StatusData.unset())
                    .setHasEnded(true)
                    .setStartEpochNanos(1)
                    .setEndEpochNanos(2)
                    .build()))
        .join(1, TimeUnit.MINUTES);
  }

  private static List<String> lines(CapturedOutput output) {
    return output.getAll().lines().filter(line -> line.contains(" traces ")).toList();
  }
}
