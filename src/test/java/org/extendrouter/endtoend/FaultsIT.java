package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.nio.file.Files;
import java.nio.file.Path;
import org.extendrouter.testrun.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsIT {

  @TempDir Path data;

  @Test
  void aDeadMailServerDelaysNoFileAndItsMailArrivesOnceItIsBack() throws Exception {
    int port = Ports.free();
    try (RunningRouter router = withMailServerAt(port)) {
      Extend.Event doubtful = Extend.fresh("05-receipt-low-confidence");
      Extend.Event trusted = Extend.fresh("01-invoice-accepted");
      router.extend().post(doubtful.body());
      router.extend().post(trusted.body());
      router.awaitFiles("review", doubtful.id(), 2);
      router.awaitFiles("accepted/invoice", trusted.id(), 1);

      GreenMail mailServer = new GreenMail(new ServerSetup(port, "localhost", "smtp"));
      mailServer.start();
      try {
        assertThat(mailServer.waitForIncomingEmail(120_000, 1)).isTrue();
        assertThat(mailServer.getReceivedMessages()[0].getMessageID()).contains(doubtful.id());
      } finally {
        mailServer.stop();
      }
    }
  }

  @Test
  void whatKeepsFailingIsTriedAgainAndThenWaitsInTheDeadLetterQueue() throws Exception {
    // A file where the directory of accepted invoices should be.
    Files.createDirectories(data.resolve("accepted"));
    Files.writeString(data.resolve("accepted/invoice"), "in the way");
    try (RunningRouter router = RunningRouter.start(data)) {
      Extend.Event stuck = Extend.fresh("01-invoice-accepted");
      Extend.Event fine = Extend.fresh("03-receipt-accepted");
      router.extend().post(stuck.body());
      router.extend().post(fine.body());
      router.awaitFiles("accepted/receipt", fine.id(), 1);
      Operator operator = new Operator(router);
      JsonNode letter = operator.awaitDeadLetters(stuck.id(), 1).get(0);
      assertThat(letter.path("failedAt").asText()).isEqualTo("extend.accept.invoice");
      assertThat(letter.path("failure").asText()).isNotBlank();
      assertThat(letter.path("bytes").asInt()).isEqualTo(stuck.body().length);
      assertThat(Queues.browse(router, "extend.dead-letter")).hasSize(1);
    }
  }

  @Test
  void anEventThatWasAnsweredSurvivesARestart() throws Exception {
    Extend.Event event = Extend.fresh("05-receipt-low-confidence");
    int port = Ports.free();
    try (RunningRouter router = withMailServerAt(port)) {
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
    }
    GreenMail mailServer = new GreenMail(new ServerSetup(port, "localhost", "smtp"));
    mailServer.start();
    try (RunningRouter router = withMailServerAt(port)) {
      assertThat(mailServer.waitForIncomingEmail(120_000, 1)).isTrue();
      router.awaitFiles("review", event.id(), 2);
      // The ids of past events survive too.
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
      assertThat(router.files("review", event.id())).hasSize(2);
    } finally {
      mailServer.stop();
    }
  }

  private RunningRouter withMailServerAt(int port) {
    return RunningRouter.start(
        data,
        "extend.review.channels=file,email",
        "extend.review.email.from=router@example.com",
        "extend.review.email.to=reviews@example.com",
        "extend.review.email.smtp.port=" + port,
        "extend.redelivery.give-up-after=60s");
  }
}
