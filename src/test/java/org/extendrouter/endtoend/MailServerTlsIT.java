package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** Mail servers that ask for TLS and a login, with a certificate that the company signed itself. */
class MailServerTlsIT {

  @TempDir static Path keys;
  @TempDir Path data;

  static TlsIdentity identity;

  @BeforeAll
  static void makeCertificate() throws Exception {
    identity = TlsIdentity.make(keys);
  }

  @Test
  void mailGoesOutOverSmtps() throws Exception {
    System.setProperty("greenmail.tls.keystore.file", identity.keyStore().toString());
    System.setProperty("greenmail.tls.keystore.password", TlsIdentity.STORE_PASSWORD);
    GreenMail mailServer = new GreenMail(ServerSetup.SMTPS.dynamicPort());
    mailServer.setUser("router", "secret");
    mailServer.start();
    try (RunningRouter router = router("tls", mailServer.getSmtps().getPort())) {
      Extend.Event event = Extend.fresh("05-receipt-low-confidence");
      router.extend().post(event.body());
      await().until(() -> mailServer.getReceivedMessages().length > 0);
      assertThat(mailServer.getReceivedMessages()[0].getMessageID()).contains(event.id());
    } finally {
      mailServer.stop();
      System.clearProperty("greenmail.tls.keystore.file");
      System.clearProperty("greenmail.tls.keystore.password");
    }
  }

  @Test
  void mailGoesOutOverStartTlsAfterLoggingIn() throws Exception {
    Queue<String> mails = new ConcurrentLinkedQueue<>();
    SMTPServer mailServer =
        SMTPServer.port(0)
            .startTlsSocketFactory(identity.serverContext())
            .requireTLS()
            .requireAuth()
            .authenticationHandlerFactory(
                new EasyAuthenticationHandlerFactory(
                    (user, password, context) -> {
                      if (!user.equals("router") || !password.equals("secret")) {
                        throw new LoginFailedException();
                      }
                    }))
            .messageHandler(
                (context, from, to, mail) -> mails.add(new String(mail, StandardCharsets.UTF_8)))
            .build();
    mailServer.start();
    try (RunningRouter router = router("starttls", mailServer.getPortAllocated())) {
      Extend.Event event = Extend.fresh("05-receipt-low-confidence");
      router.extend().post(event.body());
      String mail = await().until(mails::poll, received -> received != null);
      assertThat(mail).contains(event.id());
    } finally {
      mailServer.stop();
    }
  }

  @Test
  void aServerThatOffersNoTlsGetsNoMailWhenStartTlsIsAskedFor() throws Exception {
    GreenMail plainServer = new GreenMail(ServerSetup.SMTP.dynamicPort());
    plainServer.start();
    try (RunningRouter router = router("starttls", plainServer.getSmtp().getPort())) {
      Extend.Event event = Extend.fresh("05-receipt-low-confidence");
      router.extend().post(event.body());
      await().until(() -> !Queues.browse(router, "extend.dead-letter").isEmpty());
      assertThat(plainServer.getReceivedMessages()).isEmpty();
    } finally {
      plainServer.stop();
    }
  }

  private RunningRouter router(String security, int port) {
    return RunningRouter.start(
        data,
        "extend.review.channels=email",
        "extend.review.email.from=router@example.com",
        "extend.review.email.to=reviews@example.com",
        "extend.review.email.smtp.security=" + security,
        "extend.review.email.smtp.port=" + port,
        "extend.review.email.smtp.username=router",
        "extend.review.email.smtp.password=secret",
        "extend.review.email.smtp.ssl-bundle=mail",
        "spring.ssl.bundle.pem.mail.truststore.certificate=" + identity.certificate().toUri());
  }
}
