package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server that has a mail whole, and looks into it for longer than a step may take. */
class SlowMailServerIT {

  private static final Duration LOOK = Duration.ofMillis(2500);

  @TempDir static Path keys;
  @TempDir Path data;

  static TlsIdentity identity;

  private final List<String> mails = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void makeCertificate() throws Exception {
    identity = TlsIdentity.make(keys);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "starttls", "tls"})
  void getsOneCopy(String security) throws Exception {
    SMTPServer server = server(security);
    server.start();
    try (RunningRouter router =
        RunningRouter.start(
            data,
            "extend.review.channels=email",
            "extend.review.email.from=router@example.com",
            "extend.review.email.to=reviews@example.com",
            "extend.review.email.smtp.security=" + security,
            "extend.review.email.smtp.port=" + server.getPortAllocated(),
            "extend.review.email.smtp.timeout=1s",
            // On a busy machine it may be slower than meant.
            "extend.redelivery.give-up-after=1h",
            "extend.review.email.smtp.ssl-bundle=mail",
            "spring.ssl.bundle.pem.mail.truststore.certificate="
                + identity.certificate().toUri())) {
      Extend.Event event = Extend.fresh("05-receipt-low-confidence");
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);

      Operator operator = new Operator(router);
      await().until(() -> operator.metric("extend_mails_total{outcome=\"sent\"}") == 1);
      assertThat(mails).singleElement().asString().contains(event.id());
      assertThat(operator.deadLetters(event.id())).isEmpty();
    } finally {
      server.stop();
    }
  }

  private SMTPServer server(String security) throws Exception {
    SMTPServer.Builder server =
        SMTPServer.port(0)
            .messageHandler(
                (context, from, to, mail) -> {
                  mails.add(new String(mail, StandardCharsets.UTF_8));
                  LockSupport.parkNanos(LOOK.toNanos());
                });
    return switch (security) {
      case "tls" -> server.serverSocketFactory(identity.serverContext()).build();
      case "starttls" ->
          server.startTlsSocketFactory(identity.serverContext()).requireTLS().build();
      default -> server.build();
    };
  }
}
