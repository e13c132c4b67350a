package org.extendrouter.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.extendrouter.mail.Smtp.Security;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

/** Mail servers that always send a little more, so that no single read takes long. */
class MailDeadlineTest {

  private static final Duration SHORT = Duration.ofMillis(900);
  private static final Duration LONG = Duration.ofSeconds(30);

  /** As {@link #after} says it, with the client's lines up to DATA. */
  private static final List<String> TAKES_ALL =
      List.of("220 hello", "250 hello", "250 from", "250 to");

  private static final Behaviour LONG_SILENCE =
      (client, in, out) -> {
        while (in.readLine() != null) {
          // Whatever the client says, it gets no answer.
        }
      };

  private final CountDownLatch clientGone = new CountDownLatch(1);
  private ServerSocket server;

  /** What a server does with its client until that gives up. */
  private interface Behaviour {
    void with(Socket client, BufferedReader in, OutputStream out) throws Exception;
  }

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  static Stream<Arguments> tricklers() {
    return Stream.of(
        Arguments.of("greeting, by the line", Security.NONE, trickle("220-wait\r\n")),
        Arguments.of("greeting, by the character", Security.NONE, trickle("2")),
        Arguments.of(
            "welcome", Security.NONE, after(List.of("220 hello"), trickle("250-wait\r\n"))),
        Arguments.of(
            "answer to the mail",
            Security.NONE,
            after(
                List.of("220 hello", "250 hello", "250 from", "250 to", "354 go on"),
                trickle("250-wait\r\n"))),
        Arguments.of(
            "handshake of STARTTLS",
            Security.STARTTLS,
            after(
                List.of("220 hello", "250-hello\r\n250 STARTTLS", "220 go on"),
                // A record of 16 384 bytes, none of which tells anything.
                after("\u0016\u0003\u0003\u0040\u0000", trickle("\u0000")))),
        Arguments.of(
            "handshake of TLS",
            Security.TLS,
            after("\u0016\u0003\u0003\u0040\u0000", trickle("\u0000"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tricklers")
  void theConnectionIsClosedAtTheDeadlineAndTheFailureSaysSo(
      String when, Security security, Behaviour behaviour) throws Exception {
    serve(behaviour);
    long begin = System.nanoTime();

    assertThatThrownBy(() -> send(security, LONG, SHORT))
        .rootCause()
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessageContaining(
            "took longer than the 0.9s that one mail may take (extend.review.email.smtp.deadline)");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(SHORT, LONG);
    assertThat(clientGone.await(10, TimeUnit.SECONDS)).as("closed, as the server sees it").isTrue();
  }

  static Stream<Arguments> endlessAnswers() {
    return Stream.of(
        Arguments.of("greeting of one line", after("220 ", flood("y"))),
        Arguments.of("greeting of many lines", flood("220-wait\r\n")),
        Arguments.of(
            "answer to the mail",
            after(
                TAKES_ALL,
                (client, in, out) -> {
                  takeMail(in, out);
                  flood("y").with(client, in, out);
                })));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("endlessAnswers")
  void aServerWhoseAnswerDoesNotEndIsReadNoFurtherThanAMegabyteAndTheFailureSaysSo(
      String what, Behaviour behaviour) throws Exception {
    serve(behaviour);

    assertThatThrownBy(() -> send(Security.NONE, LONG, LONG))
        .rootCause()
        .hasMessageContaining("the mail server's answers are longer than 1 MB")
        .hasMessageContaining("extend.review.email.smtp.host");
    assertThat(clientGone.await(10, TimeUnit.SECONDS)).as("closed, as the server sees it").isTrue();
  }

  @Test
  void aServerThatIsSilentMeetsTheTimeoutOfOneStep() throws Exception {
    serve((client, in, out) -> in.read());

    assertThatThrownBy(() -> send(Security.NONE, SHORT, LONG))
        .rootCause()
        .hasMessageContaining("Read timed out");
  }

  @Test
  void aServerMayLookIntoAWholeMailForLongerThanOneStep() throws Exception {
    serve(
        after(
            TAKES_ALL,
            (client, in, out) -> {
              takeMail(in, out);
              TimeUnit.NANOSECONDS.sleep(SHORT.multipliedBy(2).toNanos());
              out.write("250 taken\r\n".getBytes(US_ASCII));
              in.readLine();
              out.write("221 bye\r\n".getBytes(US_ASCII));
            }));

    assertThatCode(() -> send(Security.NONE, SHORT, LONG)).doesNotThrowAnyException();
  }

  static Stream<Arguments> endsOfAWholeMail() {
    return Stream.of(
        Arguments.of("silent", LONG_SILENCE, "took longer than the 2s that one mail may take"),
        Arguments.of("gone", (Behaviour) (client, in, out) -> client.close(), "it closed the"),
        Arguments.of("odd", after("hello\r\n", LONG_SILENCE), "or its answer has no code"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("endsOfAWholeMail")
  void aServerThatHasAWholeMailAndDoesNotSaySoMayHaveTakenIt(
      String what, Behaviour end, String reason) throws Exception {
    serve(
        after(
            TAKES_ALL,
            (client, in, out) -> {
              takeMail(in, out);
              end.with(client, in, out);
            }));

    assertThatThrownBy(() -> send(Security.NONE, SHORT, Duration.ofSeconds(2)))
        .rootCause()
        .hasMessageContainingAll("sent whole", "may have taken it", "a second copy", reason);
  }

  @Test
  void theGoodbyeIsWaitedForNoLongerThanOneStep() throws Exception {
    serve(
        after(
            TAKES_ALL,
            (client, in, out) -> {
              takeMail(in, out);
              out.write("250 taken\r\n".getBytes(US_ASCII));
              LONG_SILENCE.with(client, in, out);
            }));
    long begin = System.nanoTime();

    send(Security.NONE, SHORT, LONG);

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LONG);
  }

  private static void takeMail(BufferedReader in, OutputStream out) throws IOException {
    out.write("354 go on\r\n".getBytes(US_ASCII));
    for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
      if (line == null) {
        throw new IOException("gone before the end of the mail");
      }
    }
  }

  /** As much as the client takes; no more than the heap of a test has room for. */
  private static Behaviour flood(String bit) {
    byte[] bits = bit.repeat(1000).getBytes(US_ASCII);
    return (client, in, out) -> {
      for (int sent = 0; sent < 32 << 20; sent += bits.length) {
        out.write(bits);
      }
      in.readLine();
    };
  }

  private static Behaviour trickle(String bit) {
    return (client, in, out) -> {
      while (true) {
        out.write(bit.getBytes(US_ASCII));
        out.flush();
        TimeUnit.MILLISECONDS.sleep(20);
      }
    };
  }

  private static Behaviour after(String first, Behaviour next) {
    return (client, in, out) -> {
      out.write(first.getBytes(US_ASCII));
      next.with(client, in, out);
    };
  }

  /** Answers as a server does, one line of the client's after the other. */
  private static Behaviour after(List<String> answers, Behaviour next) {
    return (client, in, out) -> {
      for (String answer : answers) {
        out.write((answer + "\r\n").getBytes(US_ASCII));
        out.flush();
        in.readLine();
      }
      next.with(client, in, out);
    };
  }

  private void serve(Behaviour behaviour) {
    Thread thread =
        new Thread(
            () -> {
              try (Socket client = server.accept()) {
                BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
                behaviour.with(client, in, client.getOutputStream());
              } catch (Exception gone) {
                clientGone.countDown();
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private void send(Security security, Duration timeout, Duration deadline) throws Exception {
    Smtp smtp =
        new Smtp("localhost", server.getLocalPort(), security, null, null, null, timeout, deadline);
    MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()));
    mail.setFrom("router@example.com");
    mail.setRecipients(RecipientType.TO, "reviews@example.com");
    mail.setText("Is this an invoice?");
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.addComponent(
          "smtp", MailServer.component(smtp, new DefaultSslBundleRegistry(), List.of()));
      camel.start();
      camel.createProducerTemplate().sendBody("smtp:localhost:" + smtp.port(), mail);
    }
  }
}
