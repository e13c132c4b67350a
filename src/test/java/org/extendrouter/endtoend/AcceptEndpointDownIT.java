package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped routes with the one change the README describes: invoices go to a web service. */
class AcceptEndpointDownIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path data;
  @TempDir Path routes;

  private final List<byte[]> received = new CopyOnWriteArrayList<>();

  private int port;

  @BeforeEach
  void changeTheRoute() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    try (Stream<Path> shipped = Files.list(Path.of("routes"))) {
      for (Path route : shipped.toList()) {
        String changed =
            Files.readString(route)
                .replaceAll(
                    "file:\\S*/accepted/invoice\\S*", "http://localhost:" + port + "/invoices");
        Files.writeString(routes.resolve(route.getFileName()), changed);
      }
    }
  }

  @AfterEach
  void nothingIsOnFile() {
    assertThat(data.resolve("accepted/invoice")).doesNotExist();
  }

  @Test
  void whatAServiceThatWasDownMissedItGetsOnceItIsBack() throws Exception {
    try (RunningRouter router = router("60s")) {
      Extend.Event event = Extend.fresh("01-invoice-accepted");
      Extend.Event other = Extend.fresh("03-receipt-accepted");
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
      assertThat(router.extend().post(other.body()).statusCode()).isEqualTo(200);
      router.awaitFiles("accepted/receipt", other.id(), 1);

      HttpServer service = service(200);
      try {
        await().atMost(SOON).until(() -> received.size() == 1);
        assertThat(received.get(0)).isEqualTo(event.body());
      } finally {
        service.stop(0);
      }
    }
  }

  @Test
  void whatAServiceKeepsRefusingWaitsInTheDeadLetterQueueWithItsAnswer() throws Exception {
    HttpServer service = service(422);
    try (RunningRouter router = router("600ms")) {
      Extend.Event event = Extend.fresh("01-invoice-accepted");
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
      JsonNode letter = new Operator(router).awaitDeadLetters(event.id(), 1).get(0);
      assertThat(letter.path("failure").asText()).contains("422");
      assertThat(letter.path("bytes").asInt()).isEqualTo(event.body().length);
      assertThat(received).hasSizeGreaterThan(1);
    } finally {
      service.stop(0);
    }
  }

  private RunningRouter router(String giveUpAfter) {
    return RunningRouter.start(
        data,
        "camel.main.routes-include-pattern=file:" + routes + "/*.yaml",
        "extend.redelivery.give-up-after=" + giveUpAfter);
  }

  private HttpServer service(int status) throws IOException {
    HttpServer service =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    service.createContext(
        "/invoices",
        exchange -> {
          received.add(exchange.getRequestBody().readAllBytes());
          byte[] answer = "no".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    service.start();
    return service;
  }
}
