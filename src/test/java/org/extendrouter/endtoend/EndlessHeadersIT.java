package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that answers with a header, or with headers, that have no end. */
class EndlessHeadersIT {

  private static final int ENOUGH = 256 * 1024 * 1024;
  private static final String ROUTE =
      "- route:\n    id: accept-%s\n    from:\n      uri: jms:extend.accept.%s\n      steps:\n        - to: http://localhost:%d/%s\n";

  @TempDir Path data;
  @TempDir Path types;

  @Test
  void isAFailureOfItsStepAndFillsNoMemory() throws Exception {
    byte[] line = new byte[64 * 1024];
    Arrays.fill(line, (byte) 'y');
    byte[] headers = "X: y\r\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
    try (Service oneHeader = new Service(line);
        Service manyHeaders = new Service(headers)) {
      route("invoice", oneHeader.port(), "?maxTotalConnections=7&connectionsPerRoute=3");
      route("contract", manyHeaders.port(), "");
      try (RunningRouter router =
          RunningRouter.start(
              data,
              "camel.component.http.max-total-connections=50",
              "camel.main.routes-include-pattern=" + RunningRouter.routes(types))) {
        Extend.Event one = Extend.fresh("01-invoice-accepted");
        Extend.Event many = Extend.fresh("04-contract-at-threshold");
        router.extend().post(one.body());
        router.extend().post(many.body());

        Operator operator = new Operator(router);
        assertThat(failure(operator, one)).contains(reason(oneHeader.port()));
        assertThat(failure(operator, many)).contains(reason(manyHeaders.port()));
        assertThat(oneHeader.mostTaken()).isPositive().isLessThan(ENOUGH / 8);
        assertThat(manyHeaders.mostTaken()).isPositive().isLessThan(ENOUGH / 8);

        assertThat(connections(router, "localhost:" + oneHeader.port()))
            .as("the options of an address hold")
            .satisfies(pool -> assertThat(pool.getMaxTotal()).isEqualTo(7))
            .satisfies(pool -> assertThat(pool.getDefaultMaxPerRoute()).isEqualTo(3));
        assertThat(connections(router, "localhost:" + manyHeaders.port()))
            .as("the options of the component hold")
            .satisfies(pool -> assertThat(pool.getMaxTotal()).isEqualTo(50));
      }
    }
  }

  private static PoolingHttpClientConnectionManager connections(
      RunningRouter router, String authority) {
    return (PoolingHttpClientConnectionManager)
        router.bean(CamelContext.class).getEndpoints().stream()
            .filter(endpoint -> endpoint.getEndpointUri().contains(authority))
            .map(HttpEndpoint.class::cast)
            .map(HttpEndpoint::getClientConnectionManager)
            .findFirst()
            .orElseThrow();
  }

  private static String reason(int port) {
    return "the answer of localhost:%d has more than 100 headers, or one larger than 64 KB"
        .formatted(port);
  }

  private static String failure(Operator operator, Extend.Event event) {
    return operator.awaitDeadLetters(event.id(), 1).get(0).path("failure").asText();
  }

  private void route(String type, int port, String path) throws Exception {
    Files.writeString(types.resolve(type + ".camel.yaml"), ROUTE.formatted(type, type, port, path));
  }

  /** Sends the block again and again, until nobody takes it or it is more than enough. */
  private static final class Service implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicLong most = new AtomicLong();
    private final byte[] block;

    Service(byte[] block) throws IOException {
      this.block = block;
      Thread thread = new Thread(this::serve, "endless-headers");
      thread.setDaemon(true);
      thread.start();
    }

    int port() {
      return server.getLocalPort();
    }

    /** In bytes, of one answer. */
    long mostTaken() {
      return most.get();
    }

    private void serve() {
      while (!server.isClosed()) {
        try (Socket socket = server.accept()) {
          OutputStream out = socket.getOutputStream();
          out.write("HTTP/1.1 200 OK\r\nX: y".getBytes(StandardCharsets.US_ASCII));
          for (long sent = block.length; sent < ENOUGH; sent += block.length) {
            out.write(block);
            most.accumulateAndGet(sent, Math::max);
          }
        } catch (IOException hungUp) {
          // What is of interest is how much was sent until then.
        }
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
