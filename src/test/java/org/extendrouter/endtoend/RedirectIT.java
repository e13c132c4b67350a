package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that has moved, or sends whoever posts to it to a page for people. */
class RedirectIT {

  private static final String ROUTE =
      "- route:\n    id: accept-%s\n    from:\n      uri: jms:extend.accept.%s\n      steps:\n        - to: http://localhost:%d/%s\n        - to: file:{{extend.data-dir}}/done?fileName=${header.ExtendFileName}.json\n";

  private final List<String> requests = new CopyOnWriteArrayList<>();

  @TempDir Path data;
  @TempDir Path types;

  @Test
  void anEventThatNobodyTookIsNotDelivered() throws Exception {
    HttpServer service =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext("/", exchange -> answer(exchange, 200, null));
    service.createContext("/login", exchange -> answer(exchange, 302, "/page"));
    service.createContext("/moved", exchange -> answer(exchange, 308, "/new"));
    service.createContext("/status", exchange -> answer(exchange, 301, "/state"));
    service.start();
    int port = service.getAddress().getPort();
    route("invoice", port, "login?followRedirects=true");
    route("contract", port, "moved?followRedirects=true");
    route("receipt", port, "status?httpMethod=GET&followRedirects=true");
    try (RunningRouter router =
        RunningRouter.start(
            data, "camel.main.routes-include-pattern=" + RunningRouter.routes(types))) {
      Extend.Event login = Extend.fresh("01-invoice-accepted");
      Extend.Event moved = Extend.fresh("04-contract-at-threshold");
      Extend.Event status = Extend.fresh("03-receipt-accepted");
      router.extend().post(login.body());
      router.extend().post(moved.body());
      router.extend().post(status.body());

      router.awaitFiles("done", moved.id(), 1);
      router.awaitFiles("done", status.id(), 1);
      assertThat(new Operator(router).awaitDeadLetters(login.id(), 1).get(0).path("failure"))
          .asString()
          .contains("302");
      assertThat(requests)
          .contains("POST /login", "POST /moved", "POST /new", "GET /status", "GET /state")
          .doesNotContain("GET /page", "POST /page");
      assertThat(data.resolve("done")).isDirectoryNotContaining("glob:**" + login.id() + "*");
    } finally {
      service.stop(0);
    }
  }

  private void route(String type, int port, String path) throws Exception {
    Files.writeString(types.resolve(type + ".camel.yaml"), ROUTE.formatted(type, type, port, path));
  }

  private void answer(HttpExchange exchange, int status, String location) throws IOException {
    int taken = exchange.getRequestBody().readAllBytes().length;
    assertThat(taken > 0).isEqualTo("POST".equals(exchange.getRequestMethod()));
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
    if (location != null) {
      exchange.getResponseHeaders().add("Location", location);
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }
}
