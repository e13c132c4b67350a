import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes events over HTTP and counts how often each came, until all have come.
 *
 * <pre>
 * Destination PORT EVENTS SECONDS   waits SECONDS at most for EVENTS different ones
 * </pre>
 */
public final class Destination {

  private static final Pattern ID = Pattern.compile("\"eventId\":\"([^\"]+)\"");

  private Destination() {}

  public static void main(String[] arguments) throws Exception {
    int events = Integer.parseInt(arguments[1]);
    long deadline = System.nanoTime() + Long.parseLong(arguments[2]) * 1_000_000_000L;
    Map<String, Boolean> seen = new ConcurrentHashMap<>();
    LongAdder twice = new LongAdder();
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(
                InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
                Integer.parseInt(arguments[0])),
            0);
    server.setExecutor(Executors.newFixedThreadPool(8));
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          Matcher id = ID.matcher(body);
          if (id.find() && seen.put(id.group(1), true) != null) {
            twice.increment();
          }
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    long start = System.nanoTime();
    server.start();
    while (seen.size() < events && System.nanoTime() < deadline) {
      Thread.sleep(200);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    // What comes a second time comes late.
    Thread.sleep(5000);
    server.stop(0);
    System.out.printf(
        Locale.ROOT,
        "delivered=%d of=%d twice=%d seconds=%.0f rate=%.0f%n",
        seen.size(),
        events,
        twice.sum(),
        seconds,
        seen.size() / seconds);
    System.exit(seen.size() == events ? 0 : 1);
  }
}
