package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service whose answers do not end, or are larger than the memory has room for. */
class LargeAnswerIT {

  private static final byte[] BLOCK = new byte[64 * 1024];
  private static final String ROUTE =
      "- route:\n    id: accept-%s\n    from:\n      uri: jms:extend.accept.%s\n      steps:\n        - to: http://localhost:%d/%s\n        - to: file:{{extend.data-dir}}/done?fileName=${header.ExtendFileName}.json\n";

  /** How many endless answers somebody still takes. */
  private final AtomicInteger answering = new AtomicInteger();

  @TempDir Path data;
  @TempDir Path types;

  @Test
  void oneThatIsTooLargeIsAFailureOfItsStep() throws Exception {
    HttpServer service =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.setExecutor(Executors.newCachedThreadPool());
    service.createContext("/endless", exchange -> endless(exchange, 200, false));
    service.createContext("/packed", exchange -> endless(exchange, 500, true));
    service.createContext(
        "/large",
        exchange -> {
          exchange.sendResponseHeaders(200, 16 * BLOCK.length);
          try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < 16; i++) {
              out.write(BLOCK);
            }
          }
        });
    service.start();
    int port = service.getAddress().getPort();
    route("invoice", port, "endless");
    route("contract", port, "packed");
    route("receipt", port, "large");
    // No step reads it.
    route("quote", port, "endless?disableStreamCache=true\n        - setBody: {constant: x}");
    try (RunningRouter router =
        RunningRouter.start(
            data,
            "extend.http.max-answer-size=1MB",
            "camel.main.routes-include-pattern=" + RunningRouter.routes(types))) {
      assertThat(router.bean(CamelContext.class).getComponent("http", HttpComponent.class))
          .as("waits for no answer for ever")
          .extracting(HttpComponent::getResponseTimeout)
          .isEqualTo(180_000L);
      Operator operator = new Operator(router);
      Extend.Event endless = Extend.fresh("01-invoice-accepted");
      Extend.Event packed = Extend.fresh("04-contract-at-threshold");
      Extend.Event large = Extend.fresh("03-receipt-accepted");
      router.extend().post(endless.body());
      router.extend().post(packed.body());
      router.extend().post(large.body());

      Extend.Event unread = quote();
      router.extend().post(unread.body());

      router.awaitFiles("done", large.id(), 1);
      router.awaitFiles("done", unread.id(), 1);
      assertThat(failure(operator, endless))
          .contains("the answer 200 of localhost:" + port + " is larger than the 1 MB of")
          .contains("extend.http.max-answer-size");
      await().until(() -> answering.get() == 0);
      assertThat(failure(operator, packed)).contains("the answer 500 of localhost:" + port);
    } finally {
      service.stop(0);
    }
  }

  private static Extend.Event quote() throws Exception {
    Extend.Event event = Extend.freshRun("01-invoice-accepted");
    String json = new String(event.body(), StandardCharsets.UTF_8);
    return new Extend.Event(
        event.id(), json.replace("\"invoice\"", "\"quote\"").getBytes(StandardCharsets.UTF_8));
  }

  private static String failure(Operator operator, Extend.Event event) {
    JsonNode letter = operator.awaitDeadLetters(event.id(), 1).get(0);
    return letter.path("failure").asText();
  }

  private void route(String type, int port, String path) throws Exception {
    Files.writeString(types.resolve(type + ".camel.yaml"), ROUTE.formatted(type, type, port, path));
  }

  private void endless(HttpExchange exchange, int status, boolean packed) throws IOException {
    if (packed) {
      exchange.getResponseHeaders().add("Content-Encoding", "gzip");
    }
    exchange.sendResponseHeaders(status, 0);
    try (OutputStream out =
        packed ? new GZIPOutputStream(exchange.getResponseBody()) : exchange.getResponseBody()) {
      answering.incrementAndGet();
      while (true) {
        out.write(BLOCK);
      }
    } finally {
      answering.decrementAndGet();
    }
  }
}
