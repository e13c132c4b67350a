package org.extendrouter.endtoend;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/** One connection on which a test writes the very bytes it wants, as no HTTP client would. */
final class RawHttp implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;

  RawHttp(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(120_000);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** A POST's first line and headers, without the empty line that ends them. */
  static String head(String... headers) {
    return "POST /webhooks/extend HTTP/1.1\r\nHost: router.example.com\r\n"
        + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n");
  }

  /** The two header lines of a body signed just now. */
  static String signature(byte[] body) {
    String now = String.valueOf(Instant.now().getEpochSecond());
    return signature(now, Extend.signature(now, body));
  }

  static String signature(String timestamp, String signature) {
    return "x-extend-request-timestamp: %s\r\nx-extend-request-signature: %s"
        .formatted(timestamp, signature);
  }

  RawHttp send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  RawHttp send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** Hangs up at once, whatever is under way. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Posts a whole request: the header lines given, the length, the body. */
  RawHttp post(byte[] body, String... headers) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(
        (head(headers) + "Content-Length: " + body.length + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    request.writeBytes(body);
    return send(request.toByteArray());
  }

  /** The next answer that is not {@code 100 Continue}. */
  Answer answer() throws IOException {
    Answer answer = oneAnswer();
    return answer.status() == 100 ? answer() : answer;
  }

  Answer oneAnswer() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed after: " + head);
      }
      head.append((char) next);
    }
    String headers = head.toString();
    int status = Integer.parseInt(headers.substring(9, 12));
    String lower = headers.toLowerCase(Locale.ROOT);
    String body = "";
    int length = lower.indexOf("content-length: ");
    if (length >= 0) {
      int end = lower.indexOf("\r\n", length);
      body = text(Integer.parseInt(lower.substring(length + 16, end)));
    } else if (lower.contains("transfer-encoding: chunked")) {
      body = chunks();
    } else if (status >= 200 && lower.contains("connection: close")) {
      body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    return new Answer(status, headers, body);
  }

  private String chunks() throws IOException {
    StringBuilder body = new StringBuilder();
    while (true) {
      StringBuilder line = new StringBuilder();
      while (line.indexOf("\r\n") < 0) {
        line.append((char) in.read());
      }
      int size = Integer.parseInt(line.substring(0, line.length() - 2), 16);
      body.append(text(size));
      text(2);
      if (size == 0) {
        return body.toString();
      }
    }
  }

  private String text(int length) throws IOException {
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  /** Waits, as long as the socket's own timeout, for the server to hang up without a word. */
  boolean isHungUpOn() throws IOException {
    try {
      return in.read() < 0;
    } catch (java.net.SocketException reset) {
      return true;
    }
  }

  /**
   * Waits, as long as the socket's own timeout, for the server to hang up, whatever it says before.
   */
  boolean isClosed() throws IOException {
    try {
      in.readAllBytes();
      return true;
    } catch (java.net.SocketException reset) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  record Answer(int status, String headers, String body) {}
}
