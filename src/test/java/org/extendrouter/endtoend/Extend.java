package org.extendrouter.endtoend;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Matcher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Stands where Extend stands: signs events and posts them over HTTP. */
final class Extend {

  static final String SECRET = "wss_end_to_end";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final URI webhook;

  Extend(int port) {
    this.webhook = URI.create("http://localhost:" + port + "/webhooks/extend");
  }

  int port() {
    return webhook.getPort();
  }

  static byte[] sample(String name) throws IOException {
    return Files.readAllBytes(Path.of("src/demo/events", name + ".json"));
  }

  /** A sample with an id of its own, so that tests do not meet each other's events. */
  static Event fresh(String name) throws IOException {
    return withId(name, "evt_" + UUID.randomUUID().toString().replace("-", ""));
  }

  /** A sample about a run of its own, which nobody has decided about. */
  static Event freshRun(String name) throws IOException {
    Event event = fresh(name);
    String json = new String(event.body(), StandardCharsets.UTF_8);
    String run = "clr_" + UUID.randomUUID().toString().replace("-", "");
    String changed = json.replaceFirst("\"clr_[^\"]*\"", '"' + run + '"');
    return new Event(event.id(), changed.getBytes(StandardCharsets.UTF_8));
  }

  /** A sample with this event id. */
  static Event withId(String name, String id) throws IOException {
    String json = new String(sample(name), StandardCharsets.UTF_8);
    String field = "\"eventId\": \"%s\"".formatted(id);
    String changed = json.replaceFirst("\"eventId\": *\"[^\"]*\"", Matcher.quoteReplacement(field));
    return new Event(id, changed.getBytes(StandardCharsets.UTF_8));
  }

  /** The name, without ending, of the files that the documentation promises for an event. */
  static String fileName(String runId, String eventId) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((runId + "\n" + eventId).getBytes(StandardCharsets.UTF_8));
      return "%s--%s-%s"
          .formatted(runId, eventId, HexFormat.of().formatHex(digest).substring(0, 16));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> post(byte[] body) throws IOException, InterruptedException {
    return CLIENT.send(signed(body).build(), BodyHandlers.ofString());
  }

  HttpRequest.Builder signed(byte[] body) {
    String timestamp = String.valueOf(Instant.now().getEpochSecond());
    return unsigned(body)
        .header("x-extend-request-timestamp", timestamp)
        .header("x-extend-request-signature", signature(timestamp, body));
  }

  HttpRequest.Builder unsigned(byte[] body) {
    return HttpRequest.newBuilder(webhook).POST(BodyPublishers.ofByteArray(body));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  /** A sender that has sent half of its request, and stays silent until it is closed. */
  Socket beginToPost() throws IOException {
    Socket socket = new Socket(webhook.getHost(), webhook.getPort());
    String half =
        "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Length: 1000\r\n\r\n{"
            .formatted(webhook.getPath(), webhook.getAuthority());
    socket.getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  static String signature(String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update(("v0:" + timestamp + ":").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  record Event(String id, byte[] body) {

    /** The id of its classify run. */
    String run() {
      return new String(body, StandardCharsets.UTF_8)
          .replaceFirst("(?s).*?\"(clr_[^\"]*)\".*", "$1");
    }
  }
}
