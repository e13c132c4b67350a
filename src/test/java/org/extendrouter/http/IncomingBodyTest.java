package org.extendrouter.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.extendrouter.http.room.BodyRoom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncomingBodyTest {

  private static final int LENGTH = 2_000;

  @TempDir Path directory;

  private final Tomcat tomcat = new Tomcat();

  /** One for each request that has been asked for its body. */
  private final Semaphore asked = new Semaphore(0);

  @BeforeEach
  void start() throws Exception {
    tomcat.setBaseDir(directory.toString());
    Connector connector = new Connector();
    connector.setPort(0);
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", directory.toString());
    Wrapper servlet = Tomcat.addServlet(context, "tells", new Tells());
    servlet.setAsyncSupported(true);
    context.addServletMappingDecoded("/", "tells");
    tomcat.start();
  }

  @AfterEach
  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }

  @Test
  void aBodyThatCameWithItsHeadIsHereAtOnce() throws Exception {
    String body = "x".repeat(LENGTH);
    try (Socket socket = connect()) {
      send(socket, head(LENGTH) + body);
      assertThat(asked.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      assertThat(answer(socket)).endsWith("at once: " + body);
    }
  }

  @Test
  void anEmptyBodyIsHereAtOnce() throws Exception {
    try (Socket socket = connect()) {
      send(socket, head(0));
      assertThat(asked.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      assertThat(answer(socket)).endsWith("at once: ");
    }
  }

  @Test
  void theRestOfABodyOfWhichSomeCameWithItsHeadIsReadLater() throws Exception {
    String some = "a".repeat(LENGTH / 2);
    String rest = "b".repeat(LENGTH / 2);
    try (Socket socket = connect()) {
      send(socket, head(LENGTH) + some);
      assertThat(asked.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      send(socket, rest);
      assertThat(answer(socket)).endsWith("later: " + some + rest);
    }
  }

  @Test
  void aBodyThatCameAfterItsHeadIsReadLater() throws Exception {
    String body = "x".repeat(LENGTH);
    try (Socket socket = connect()) {
      send(socket, head(LENGTH));
      assertThat(asked.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      send(socket, body);
      assertThat(answer(socket)).endsWith("later: " + body);
    }
  }

  private Socket connect() throws IOException {
    Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), tomcat.getConnector().getLocalPort());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static String head(int length) {
    return "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  private static void send(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static String answer(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }

  /** Answers with the body, and says whether it was waited for. */
  private final class Tells extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient IncomingBody.Limits limits =
        new IncomingBody.Limits("/", 1024 * 1024, Duration.ofSeconds(10));
    private final transient BodyRoom room = new BodyRoom(1024 * 1024, 16, System::nanoTime);

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if (request.getAttribute(IncomingBody.ATTRIBUTE) instanceof IncomingBody body) {
        tell("later: ", body.bytes(), response);
        return;
      }
      Optional<byte[]> body =
          IncomingBody.receive(request, response, limits, room, (rejection, late) -> {});
      if (body.isPresent()) {
        tell("at once: ", body.get(), response);
      }
      asked.release();
    }

    private static void tell(String when, byte[] body, HttpServletResponse response)
        throws IOException {
      response.getOutputStream().print(when);
      response.getOutputStream().write(body);
    }
  }
}
