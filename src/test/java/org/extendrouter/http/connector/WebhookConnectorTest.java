package org.extendrouter.http.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A route of the installation may read bodies as most servlets do, and wait for them. */
class WebhookConnectorTest {

  private static final int THREADS = 4;

  @TempDir Path directory;

  private final AtomicInteger reading = new AtomicInteger();
  private final Tomcat tomcat = new Tomcat();

  @BeforeEach
  void start() throws Exception {
    tomcat.setBaseDir(directory.toString());
    Connector connector = new Connector(WebhookConnector.class.getName());
    connector.setPort(0);
    connector.setProperty("maxThreads", "" + THREADS);
    ((WebhookConnector) connector.getProtocolHandler()).limitUnsigned(1000, Duration.ofSeconds(1));
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", directory.toString());
    Tomcat.addServlet(context, "reads", new Reads());
    context.addServletMappingDecoded("/", "reads");
    tomcat.start();
  }

  @AfterEach
  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }

  @Test
  void connectionsThatDripToThreadsThatReadThemAreClosedAndTheThreadsFree() throws Exception {
    List<Socket> dripping = new ArrayList<>();
    try {
      for (int i = 0; i < THREADS; i++) {
        dripping.add(send("Content-Length: 100000\r\n\r\nx"));
      }
      await().until(reading::get, now -> now == THREADS);
      await()
          .untilAsserted(
              () -> {
                for (Socket socket : dripping) {
                  drip(socket);
                }
                assertThat(reading.get()).isZero();
              });
      try (Socket next = send("Content-Length: 1\r\nConnection: close\r\n\r\nx")) {
        assertThat(new String(next.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
            .startsWith("HTTP/1.1 200");
      }
    } finally {
      for (Socket socket : dripping) {
        socket.close();
      }
    }
  }

  /** One whose thread has ended takes connections, and sees no request on them. */
  @Test
  void aPortWhoseThreadHasEndedIsKnownNotToServe() throws Exception {
    WebhookConnector connector = (WebhookConnector) tomcat.getConnector().getProtocolHandler();
    assertThat(connector.isServing()).isTrue();

    Thread.UncaughtExceptionHandler others = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {});
    try {
      connector.setExecutor(
          work -> {
            throw new OutOfMemoryError("unable to create native thread");
          });
      try (Socket sent = send("Content-Length: 1\r\n\r\nx")) {
        assertThat(sent.isConnected()).isTrue();
        await().dontCatchUncaughtExceptions().until(() -> !connector.isServing());
      }
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(others);
    }
  }

  @Test
  void aPortThatIsStoppedIsNotMissed() throws Exception {
    WebhookConnector connector = (WebhookConnector) tomcat.getConnector().getProtocolHandler();

    tomcat.getConnector().pause();
    tomcat.getConnector().stop();

    assertThat(connector.isServing()).isTrue();
  }

  private Socket send(String rest) throws IOException {
    Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), tomcat.getConnector().getLocalPort());
    socket.setSoTimeout(10_000);
    socket
        .getOutputStream()
        .write(("POST / HTTP/1.1\r\nHost: x\r\n" + rest).getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static void drip(Socket socket) {
    try {
      socket.getOutputStream().write('x');
    } catch (IOException closed) {
      // That is what the test waits for.
    }
  }

  private final class Reads extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      reading.incrementAndGet();
      try {
        request.getInputStream().readAllBytes();
      } finally {
        reading.decrementAndGet();
      }
    }
  }
}
