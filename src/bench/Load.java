import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts signed events to a receiver on this machine, over kept-alive plain sockets, and prints what came of it as {@code
 * key=value} pairs on one line. The requests are made and signed before the clock starts.
 *
 * <pre>
 * Load ports COUNT                             prints free ports
 * Load first-200 PORT LOG COMMAND...           starts COMMAND, prints the milliseconds until it answers 200, stops it
 * Load post PORT EVENTS CONNECTIONS [DIR OLD]  posts EVENTS; with DIR also waits until it holds OLD + EVENTS files
 * </pre>
 */
public final class Load {

  private static final String PATH = "/webhooks/extend";
  private static final String SECRET = System.getProperty("bench.secret", "wss_bench");
  private static final long GIVE_UP_SECONDS = Long.getLong("bench.give-up-seconds", 240);
  private static final long START_SECONDS = Long.getLong("bench.start-seconds", 60);

  /** How many types the events are of, in turn: invoice, invoice1, invoice2 and so on. */
  private static final int TYPES = Integer.getInteger("bench.types", 1);

  /** What an event is made longer to, by its metadata. */
  private static final int BYTES = Integer.getInteger("bench.event-bytes", 0);

  /** An invoice that is accepted: about 2 kB, as Extend lays it out. */
  private static final String EVENT =
      """
      {"eventId":"evt_@","eventType":"classify_run.processed","payload":{"object":"classify_run","id":"clr_@",\
      "status":"PROCESSED","output":{"id":"vendor_invoice","type":"invoice","confidence":0.97,"insights":[{"type":\
      "reasoning","content":"The document is headed \\"Invoice No. 2026-0417\\" and addressed to the accounts payable \
      department. It lists four line items with quantities and unit prices, shows 19 % VAT, and asks for payment \
      within 30 days."}]},"classifier":{"object":"classifier","id":"cl_Euuk6idWHuSRyNaBHKWeF","name":"Incoming Mail \
      Classifier","createdAt":"2025-11-03T09:12:44Z","updatedAt":"2026-05-11T14:02:10Z"},"classifierVersion":{\
      "object":"classifier_version","id":"clv_6V5JSeQcnDpS8P9jDbyFF","version":"1.3","classifierId":\
      "cl_Euuk6idWHuSRyNaBHKWeF","createdAt":"2026-05-11T14:02:10Z"},"initialOutput":null,"reviewedOutput":null,\
      "failureReason":null,"failureMessage":null,"metadata":{"tenant":"north","source":"ap-mailbox"},"reviewed":false,\
      "edited":false,"config":{"classifications":[{"id":"vendor_invoice","type":"invoice","description":"A request for \
      payment from a supplier: it names the goods or services, a total, and a date by which to pay."},{"id":\
      "purchase_receipt","type":"receipt","description":"Proof that a payment has already been made."},{"id":\
      "anything_else","type":"other","description":"Anything that fits none of the other types."}],"baseProcessor":\
      "classification_performance","baseVersion":"3.2.0"},"file":{"object":"file","id":"file_PJ9NPC3inVS25hYAVWfzq",\
      "name":"Halvorsen Freight - Invoice 2026-0417.pdf","type":"PDF","parentFileId":null,"metadata":{"pageCount":2},\
      "createdAt":"2026-05-18T07:41:18Z","updatedAt":"2026-05-18T07:41:18Z"},"parseRunId":"pr_qtu9tjTDM2U3PB5Hfrvup",\
      "dashboardUrl":"https://dashboard.extend.ai/runs/clr_@","usage":{"credits":2},"createdAt":\
      "2026-05-18T07:41:22Z","updatedAt":"2026-05-18T07:41:31Z"}}""";

  private Load() {}

  public static void main(String[] arguments) throws Exception {
    switch (arguments.length == 0 ? "" : arguments[0]) {
      case "ports" -> ports(Integer.parseInt(arguments[1]));
      case "first-200" ->
          first200(
              Integer.parseInt(arguments[1]),
              new File(arguments[2]),
              Arrays.asList(arguments).subList(3, arguments.length));
      case "post" ->
          post(
              Integer.parseInt(arguments[1]),
              Integer.parseInt(arguments[2]),
              Integer.parseInt(arguments[3]),
              arguments.length > 4 ? Path.of(arguments[4]) : null,
              arguments.length > 5 ? Integer.parseInt(arguments[5]) : 0);
      default -> throw new IllegalArgumentException("ports, first-200 or post");
    }
  }

  private static void ports(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < count; i++) {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      sockets.add(socket);
      line.append(socket.getLocalPort()).append(' ');
    }
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    System.out.println(line.toString().strip());
  }

  private static void first200(int port, File log, List<String> command) throws Exception {
    byte[] request = requests(port, 1)[0];
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    int status = 0;
    while (status != 200) {
      if (!process.isAlive() || System.nanoTime() - start > TimeUnit.SECONDS.toNanos(START_SECONDS)) {
        throw new IOException(
            "no 200 within %d s; the last answer was %d; see %s"
                .formatted(START_SECONDS, status, log));
      }
      try (Connection connection = new Connection(port)) {
        status = connection.exchange(request);
      } catch (IOException notYet) {
        Thread.sleep(10);
      }
    }
    System.out.println(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    process.destroy();
    process.waitFor(40, TimeUnit.SECONDS);
  }

  private static void post(int port, int events, int connections, Path directory, int old)
      throws Exception {
    byte[][] requests = requests(port, events);
    long[] nanos = new long[events];
    AtomicInteger next = new AtomicInteger();
    LongAdder opened = new LongAdder();
    Map<String, LongAdder> notOk = new ConcurrentHashMap<>();
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      Thread thread =
          new Thread(
              () -> {
                Connection connection = null;
                try {
                  go.await();
                  for (int n = next.getAndIncrement();
                      n < events;
                      n = next.getAndIncrement()) {
                    long sent = System.nanoTime();
                    try {
                      if (connection == null || connection.isSpent()) {
                        connection = new Connection(port);
                        opened.increment();
                      }
                      int status = connection.exchange(requests[n]);
                      if (status != 200) {
                        notOk.computeIfAbsent("" + status, key -> new LongAdder()).increment();
                      }
                    } catch (IOException e) {
                      notOk
                          .computeIfAbsent(e.getClass().getSimpleName(), key -> new LongAdder())
                          .increment();
                      connection = null;
                    }
                    nanos[n] = System.nanoTime() - sent;
                  }
                  if (connection != null) {
                    connection.close();
                  }
                } catch (InterruptedException | IOException e) {
                  Thread.currentThread().interrupt();
                }
              });
      thread.start();
      threads.add(thread);
    }
    long startMillis = System.currentTimeMillis();
    long start = System.nanoTime();
    go.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Arrays.sort(nanos);
    long bad = notOk.values().stream().mapToLong(LongAdder::sum).sum();
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "sent=%d bytes=%d not200=%d kinds=%s connections=%d seconds=%.2f rate=%.0f p50=%.1f p99=%.1f max=%.1f",
                events,
                event(0, "").length(),
                bad,
                notOk.isEmpty() ? "-" : new TreeMap<>(notOk).toString().replace(' ', '_'),
                opened.sum(),
                seconds,
                events / seconds,
                nanos[events / 2] / 1e6,
                nanos[(int) (events * 0.99)] / 1e6,
                nanos[events - 1] / 1e6));
    if (directory != null) {
      double wait = drain(directory, old + events - (int) bad, startMillis) / 1000.0;
      line.append(
          String.format(Locale.ROOT, " drained_seconds=%.2f drained_rate=%.0f", wait, events / wait));
    }
    System.out.println(line);
  }

  /** Waits for that many files; returns the milliseconds from the start until the newest was written. */
  private static long drain(Path directory, int files, long startMillis) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(GIVE_UP_SECONDS);
    int count = 0;
    while (System.nanoTime() < deadline) {
      count = 0;
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "clr_*.json")) {
        for (Path ignored : entries) {
          count++;
        }
      } catch (NoSuchFileException notYet) {
        count = 0;
      }
      if (count >= files) {
        long newest = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "clr_*.json")) {
          for (Path entry : entries) {
            newest = Math.max(newest, Files.getLastModifiedTime(entry).toMillis());
          }
        }
        return newest - startMillis;
      }
      Thread.sleep(1000);
    }
    throw new IOException(
        "only %d of %d files after %d s".formatted(count, files, GIVE_UP_SECONDS));
  }

  private static byte[][] requests(int port, int count) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    long timestamp = System.currentTimeMillis() / 1000;
    String run = Long.toString(System.nanoTime() & Long.MAX_VALUE, 36);
    byte[][] requests = new byte[count][];
    for (int i = 0; i < count; i++) {
      String body = event(i, run + "x" + i);
      mac.update(("v0:" + timestamp + ":").getBytes(StandardCharsets.US_ASCII));
      String signature =
          HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.US_ASCII)));
      requests[i] =
          ("POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\nContent-Length: %d\r\nx-extend-request-timestamp: %d\r\nx-extend-request-signature: %s\r\n\r\n%s"
                  .formatted(PATH, port, body.length(), timestamp, signature, body))
              .getBytes(StandardCharsets.US_ASCII);
    }
    return requests;
  }

  private static String event(int number, String id) {
    String event = EVENT.replace("@", id);
    if (number % TYPES > 0) {
      event =
          event.replace("\"type\":\"invoice\"", "\"type\":\"invoice" + number % TYPES + "\"");
    }
    String filler = ",\"filler\":\"\"";
    int missing = BYTES - event.length() - filler.length();
    return missing < 0
        ? event
        : event.replace(
            "\"source\":\"ap-mailbox\"",
            "\"source\":\"ap-mailbox\",\"filler\":\"" + "x".repeat(missing) + "\"");
  }

  private static final class Connection implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private boolean spent;

    Connection(int port) throws IOException {
      socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(60_000);
      in = new BufferedInputStream(socket.getInputStream());
      out = socket.getOutputStream();
    }

    /** Whether the server has said that it takes no more on this connection. */
    boolean isSpent() {
      return spent;
    }

    int exchange(byte[] request) throws IOException {
      out.write(request);
      String statusLine = line();
      int status = Integer.parseInt(statusLine.substring(9, 12));
      int length = -1;
      boolean chunked = false;
      for (String header = line(); !header.isEmpty(); header = line()) {
        String lower = header.toLowerCase(Locale.ROOT);
        if (lower.startsWith("content-length:")) {
          length = Integer.parseInt(lower.substring(15).strip());
        } else if (lower.startsWith("transfer-encoding:")) {
          chunked = lower.contains("chunked");
        } else if (lower.startsWith("connection:")) {
          spent = lower.contains("close");
        }
      }
      if (chunked) {
        for (int size = size(); size > 0; size = size()) {
          in.skipNBytes(size + 2L);
        }
        line();
      } else if (length > 0) {
        in.skipNBytes(length);
      } else if (length < 0) {
        spent = true;
      }
      if (spent) {
        close();
      }
      return status;
    }

    private int size() throws IOException {
      return Integer.parseInt(line(), 16);
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder(64);
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          throw new EOFException();
        }
        if (c != '\r') {
          line.append((char) c);
        }
      }
      return line.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
