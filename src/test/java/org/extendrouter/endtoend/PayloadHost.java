package org.extendrouter.endtoend;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** Stands where Extend keeps large payloads: a real TLS server, behind URLs with a signature. */
final class PayloadHost implements AutoCloseable {

  /** Stands in every URL, and must stand nowhere else. */
  static final String SIGNATURE = "d0n0t10g";

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();
  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
  private final AtomicInteger paths = new AtomicInteger();

  record Request(String path, String target, Headers headers) {}

  PayloadHost(SSLContext context) throws IOException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          requests.add(
              new Request(path, exchange.getRequestURI().toString(), exchange.getRequestHeaders()));
          try (exchange) {
            handlers.get(path).handle(exchange);
          }
        });
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** A URL behind which the handler answers. */
  String url(HttpHandler handler) {
    String path = "/payload-" + paths.incrementAndGet();
    handlers.put(path, handler);
    return "https://localhost:%d%s?X-Amz-Expires=3600&X-Amz-Signature=%s%%2F%%2B"
        .formatted(port(), path, SIGNATURE);
  }

  /** Answers at a path of the test's choice; all paths are below the address returned. */
  String at(String path, HttpHandler handler) {
    handlers.put(path, handler);
    return "https://localhost:" + port();
  }

  List<Request> requestsTo(String path) {
    return requests.stream().filter(request -> path.equals(request.path())).toList();
  }

  List<Request> requests(String url) {
    return requests.stream().filter(request -> url.contains(request.path() + "?")).toList();
  }

  static HttpHandler answering(byte[] body) {
    return exchange -> answer(exchange, 200, body);
  }

  static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().add("Set-Cookie", "session=1");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
