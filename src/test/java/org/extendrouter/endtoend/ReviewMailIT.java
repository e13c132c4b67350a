package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

class ReviewMailIT {

  @TempDir static Path data;

  static GreenMail mailServer;
  static RunningRouter router;
  static Extend extend;

  @BeforeAll
  static void start() {
    mailServer = new GreenMail(ServerSetup.SMTP.dynamicPort());
    mailServer.setUser("router", "secret of the mail server");
    mailServer.start();
    router =
        RunningRouter.start(
            data,
            "extend.review.channels=file,email",
            "extend.review.email.from=router@example.com",
            "extend.review.email.to=reviews@example.com",
            "extend.review.email.operators=operators@example.com",
            "extend.review.email.recipients[0].type=invoice",
            "extend.review.email.recipients[0].to=payables@example.com,audit@example.com",
            "extend.review.email.smtp.port=" + mailServer.getSmtp().getPort(),
            "extend.review.email.smtp.username=router",
            "extend.review.email.smtp.password=secret of the mail server");
    extend = router.extend();
  }

  @AfterAll
  static void stop() {
    router.close();
    mailServer.stop();
  }

  @Test
  void aReviewerGetsOneMailWithTextHtmlAndTheUntouchedEvent() throws Exception {
    Extend.Event event = Extend.fresh("05-receipt-low-confidence");
    extend.post(event.body());
    MimeMessage mail = awaitMail(event).get(0);

    assertThat(mail.getSubject())
        .isEqualTo("Is this a receipt? 41 % sure (needs 85 %) - scan0007.tiff");
    assertThat(mail.getAllRecipients()).containsExactly(new InternetAddress("reviews@example.com"));
    assertThat(mail.getFrom()).containsExactly(new InternetAddress("router@example.com"));
    assertThat(mail.getMessageID())
        .matches("<clr_\\w+--" + event.id() + "-[0-9a-f]{16}@extend-camel-router>");

    Multipart parts = (Multipart) mail.getContent();
    Multipart alternatives = (Multipart) parts.getBodyPart(0).getContent();
    assertThat(alternatives.getContentType()).startsWith("multipart/alternative");
    assertThat(alternatives.getBodyPart(0).getContentType()).startsWith("text/plain");
    assertThat(alternatives.getBodyPart(0).getContent().toString())
        .startsWith("REVIEW: LOW_CONFIDENCE")
        .contains("as/invoice/", "confirm/", "reject/");
    assertThat(alternatives.getBodyPart(1).getContentType()).startsWith("text/html");
    assertThat(alternatives.getBodyPart(1).getContent().toString()).contains("<h1");
    assertThat(parts.getBodyPart(1).getFileName())
        .matches("clr_\\w+--" + event.id() + "-[0-9a-f]{16}\\.json");
    assertThat(parts.getBodyPart(1).getInputStream().readAllBytes()).isEqualTo(event.body());
    assertThat(router.awaitFiles("review", event.id(), 2)).hasSize(2);
  }

  @Test
  void mailProgramsCanSortByHeaders() throws Exception {
    Extend.Event event = Extend.fresh("05-receipt-low-confidence");
    byte[] body =
        new String(event.body(), StandardCharsets.UTF_8)
            .replaceAll("\"type\": *\"receipt\"", "\"type\": \"reçu\\\\r\\\\nBcc: x\"")
            .getBytes(StandardCharsets.UTF_8);
    extend.post(body);
    MimeMessage mail = awaitMail(event).get(0);

    assertThat(mail.getHeader("X-Extend-Reason")).containsExactly("LOW_CONFIDENCE");
    assertThat(mail.getHeader("X-Extend-Confidence")).containsExactly("0.410");
    assertThat(mail.getHeader("X-Extend-Run")[0]).startsWith("clr_");
    assertThat(mail.getHeader("X-Extend-Type")[0]).isASCII();
    assertThat(MimeUtility.decodeText(mail.getHeader("X-Extend-Type")[0])).isEqualTo("reçu Bcc: x");
    assertThat(mail.getHeader("Bcc")).isNull();
  }

  @Test
  void answersGoToAllWhoGotTheMail() throws Exception {
    Extend.Event event = Extend.fresh("02-invoice-below-own-threshold");
    extend.post(event.body());
    assertThat(awaitMail(event).get(0).getReplyTo())
        .containsExactly(
            new InternetAddress("payables@example.com"), new InternetAddress("audit@example.com"));
  }

  @Test
  void answersGoWhereTheInstallationSays(@TempDir Path otherData) throws Exception {
    try (RunningRouter other =
        RunningRouter.start(
            otherData,
            "extend.review.channels=email",
            "extend.review.email.from=router@example.com",
            "extend.review.email.to=reviews@example.com",
            "extend.review.email.reply-to=desk@example.com",
            "extend.review.email.smtp.port=" + mailServer.getSmtp().getPort())) {
      Extend.Event event = Extend.fresh("05-receipt-low-confidence");
      other.extend().post(event.body());
      MimeMessage mail = awaitMail(event).get(0);

      assertThat(mail.getReplyTo()).containsExactly(new InternetAddress("desk@example.com"));
      Multipart alternatives =
          (Multipart) ((Multipart) mail.getContent()).getBodyPart(0).getContent();
      assertThat(alternatives.getBodyPart(0).getContent().toString())
          .contains("no way to decide is switched on")
          .doesNotContain("confirm/");
    }
  }

  @Test
  void aTypeMayHaveRecipientsOfItsOwn() throws Exception {
    Extend.Event event = Extend.fresh("02-invoice-below-own-threshold");
    extend.post(event.body());
    assertThat(awaitMail(event).get(0).getRecipients(RecipientType.TO))
        .containsExactly(
            new InternetAddress("payables@example.com"), new InternetAddress("audit@example.com"));
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void aFailureOfTheAccountIsNewsForOperators(CapturedOutput output) throws Exception {
    Extend.Event event = Extend.fresh("08-run-failed-out-of-credits");
    double before = failedRuns("OUT_OF_CREDITS");
    extend.post(event.body());
    assertThat(awaitMail(event).get(0).getAllRecipients())
        .containsExactly(new InternetAddress("operators@example.com"));
    assertThat(Files.readString(router.awaitFiles("review", event.id(), 2).get(1)))
        .startsWith("REVIEW: RUN_FAILED\n")
        .containsPattern("What to do +add credits");
    awaitFailedRuns("OUT_OF_CREDITS", before + 1);
    assertThat(output.getAll().lines())
        .filteredOn(line -> line.contains(event.id()) && line.contains("ERROR"))
        .singleElement()
        .asString()
        .contains("cause=OUT_OF_CREDITS: add credits to the Extend account");
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void aFailureOfTheDocumentGoesToReviewersAndUnknownCausesShareOneCounter(CapturedOutput output)
      throws Exception {
    Extend.Event event = Extend.fresh("09-run-failed-unreadable-file");
    byte[] body =
        new String(event.body(), StandardCharsets.UTF_8)
            .replaceFirst("\"failureReason\": *\"\\w+\"", "\"failureReason\": \"NEW_ONE\"")
            .getBytes(StandardCharsets.UTF_8);
    double before = failedRuns("OTHER");
    extend.post(body);
    assertThat(awaitMail(event).get(0).getAllRecipients())
        .containsExactly(new InternetAddress("reviews@example.com"));
    awaitFailedRuns("OTHER", before + 1);
    assertThat(output.getAll().lines())
        .noneMatch(line -> line.contains(event.id()) && line.contains("ERROR"));
  }

  /** They are counted once the work on the event is committed. */
  private static void awaitFailedRuns(String cause, double count) {
    await().untilAsserted(() -> assertThat(failedRuns(cause)).isEqualTo(count));
  }

  private static double failedRuns(String cause) {
    var counter =
        router.bean(MeterRegistry.class).find("extend.failed.runs").tag("cause", cause).counter();
    return counter == null ? 0 : counter.count();
  }

  @Test
  void aHostileFileNameCannotAddHeadersOrMarkup() throws Exception {
    Extend.Event event = Extend.fresh("13-hostile-file-name");
    extend.post(event.body());
    MimeMessage mail = awaitMail(event).get(0);
    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getSubject()).doesNotContain("\n", "\r", "\u202e");
    Multipart alternatives =
        (Multipart) ((Multipart) mail.getContent()).getBodyPart(0).getContent();
    assertThat(alternatives.getBodyPart(1).getContent().toString())
        .doesNotContain("<script", "<img");
  }

  @Test
  void whatLooksLikeAnEncodedWordIsShownAsItStands() throws Exception {
    Extend.Event event = Extend.fresh("05-receipt-low-confidence");
    String name = "=?UTF-8?Q?Paid=20in=20full?= =?utf-8?B?eA==?= " + "x".repeat(60) + ".pdf";
    String type = "=?UTF-8?Q?invoice?=";
    extend.post(
        new String(event.body(), StandardCharsets.UTF_8)
            .replaceAll("\"type\": *\"receipt\"", "\"type\": \"" + type + "\"")
            .replaceAll("scan0007.tiff", name)
            .getBytes(StandardCharsets.UTF_8));
    MimeMessage mail = awaitMail(event).get(0);

    assertThat(mail.getSubject()).contains(type).endsWith(" - " + name);
    String header = mail.getHeader("X-Extend-Type", null);
    assertThat(MimeUtility.decodeText(header)).isEqualTo(type);
  }

  private static List<MimeMessage> awaitMail(Extend.Event event) {
    return await().until(() -> mails(event.id()), found -> !found.isEmpty());
  }

  private static List<MimeMessage> mails(String eventId) {
    return Arrays.stream(mailServer.getReceivedMessages())
        .filter(mail -> messageId(mail).contains(eventId))
        .toList();
  }

  private static String messageId(MimeMessage mail) {
    try {
      return mail.getMessageID();
    } catch (jakarta.mail.MessagingException e) {
      throw new IllegalStateException(e);
    }
  }
}
