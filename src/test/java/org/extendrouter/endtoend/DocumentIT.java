package org.extendrouter.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpHandler;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.extendrouter.testrun.Ports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/** Tickets that come with the document they are about. */
@ExtendWith(OutputCaptureExtension.class)
class DocumentIT {

  private static final String KEY = "sk_d0n0tl0g";
  private static final byte[] PDF = "%PDF-1.7 a scan".getBytes(UTF_8);
  private static final int MAX_SIZE = 100_000;

  @TempDir static Path keys;
  @TempDir static Path data;

  static PayloadHost extendsApi;
  static TlsIdentity identity;
  static GreenMail mailServer;
  static RunningRouter router;

  @BeforeAll
  static void start() throws Exception {
    identity = TlsIdentity.make(keys);
    extendsApi = new PayloadHost(identity.serverContext());
    mailServer = new GreenMail(ServerSetup.SMTP.dynamicPort());
    mailServer.start();
    router = start(data, "extend.api.key=" + KEY);
  }

  private static RunningRouter start(Path data, String... settings) {
    return start(data, context -> {}, settings);
  }

  private static RunningRouter start(
      Path data, ApplicationContextInitializer<?> initializer, String... settings) {
    return RunningRouter.start(
        data,
        initializer,
        webhooks -> {},
        Stream.concat(
                Stream.of(
                    "extend.api.base-url=https://localhost:" + extendsApi.port(),
                    "extend.payload.allow-private-addresses=true",
                    "extend.payload.hosts=localhost",
                    "extend.payload.ssl-bundle=payload",
                    "spring.ssl.bundle.pem.payload.truststore.certificate="
                        + identity.certificate().toUri(),
                    "extend.review.document.max-size=" + MAX_SIZE + "B",
                    // A host that takes longer is not asked for a minute.
                    "extend.review.document.timeout=1m",
                    "extend.review.channels=file,email",
                    "extend.review.email.from=router@example.com",
                    "extend.review.email.to=reviews@example.com",
                    "extend.review.email.smtp.port=" + mailServer.getSmtp().getPort()),
                Arrays.stream(settings))
            .toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    router.close();
    mailServer.stop();
    extendsApi.close();
  }

  @AfterEach
  void noSecretWasLogged(CapturedOutput output) {
    assertThat(output.getAll()).doesNotContain(KEY, PayloadHost.SIGNATURE);
  }

  @Test
  void theDocumentIsBesideTheTicketAndInTheMail() throws Exception {
    String url = extendsApi.url(PayloadHost.answering(PDF));
    Extend.Event event = about("file_scan", api("file_scan", url));

    router.extend().post(event.body());

    List<Path> files = router.awaitFiles("review", event.id(), 3);
    assertThat(files.get(0)).hasFileName(name(files) + ".document.pdf").hasBinaryContent(PDF);
    assertThat(files.get(1)).hasBinaryContent(event.body());
    assertThat(Files.readString(files.get(2)))
        .contains("\nIts file       1 KB, beside the ticket as .document.pdf\n");
    BodyPart attached = attachments(event).get(0);
    assertThat(attached.getFileName()).isEqualTo(name(files) + ".document.pdf");
    assertThat(attached.getContentType()).startsWith("application/pdf");
    assertThat(attached.getInputStream().readAllBytes()).isEqualTo(PDF);
    assertThat(attachments(event).get(1).getInputStream().readAllBytes()).isEqualTo(event.body());
  }

  @Test
  void theKeyGoesToTheApiAndNowhereElse() throws Exception {
    String url = extendsApi.url(PayloadHost.answering(PDF));
    Extend.Event event = about("file_key", api("file_key", url));

    router.extend().post(event.body());

    router.awaitFiles("review", event.id(), 3);
    assertThat(extendsApi.requestsTo("/files/file_key"))
        .isNotEmpty()
        .allSatisfy(
            request -> {
              assertThat(request.headers().getFirst("Authorization")).isEqualTo("Bearer " + KEY);
              assertThat(request.headers().getFirst("x-extend-api-version"))
                  .isEqualTo("2026-02-09");
            });
    assertThat(extendsApi.requests(url))
        .isNotEmpty()
        .allSatisfy(
            request -> assertThat(request.headers()).doesNotContainKeys("Authorization", "Cookie"));
  }

  static Stream<Arguments> absent() {
    return Stream.of(
        arguments("localhost answered 404", status(404)),
        arguments("localhost answered 401", status(401)),
        arguments("localhost answered 503", status(503)),
        arguments("something other than a file", PayloadHost.answering("<html>".getBytes(UTF_8))),
        arguments("there is no https URL", PayloadHost.answering("{}".getBytes(UTF_8))),
        arguments(
            "there is no https URL",
            PayloadHost.answering("{\"presignedUrl\":\"http://localhost/\"}".getBytes(UTF_8))),
        arguments(
            "the URL names port 99999 of localhost",
            PayloadHost.answering(
                "{\"presignedUrl\":\"https://localhost:99999/x\"}".getBytes(UTF_8))),
        arguments(
            "example.com is not among extend.payload.hosts",
            PayloadHost.answering("{\"presignedUrl\":\"https://example.com/\"}".getBytes(UTF_8))),
        arguments(
            "more than the 100000 bytes of extend.review.document.max-size",
            PayloadHost.answering(
                "{\"presignedUrl\":\"%s\"}"
                    .formatted(extendsApi.url(PayloadHost.answering(new byte[MAX_SIZE + 1])))
                    .getBytes(UTF_8))));
  }

  @ParameterizedTest
  @MethodSource("absent")
  void withoutItTheTicketSaysWhyAndComesAllTheSame(String why, HttpHandler api) throws Exception {
    Extend.Event event = about("file_absent", api);

    router.extend().post(event.body());

    assertThat(ticket(router, event)).contains("Its file not here: ").contains(why);
    assertThat(attachments(event)).hasSize(1);
    assertThat(router.files("review", event.id())).hasSize(2);
  }

  @Test
  void aSlowApiDelaysATicketForSecondsAndTheNextNotAtAll(@TempDir Path slowData) throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (RunningRouter slow =
        start(
            slowData,
            "extend.api.key=" + KEY,
            "extend.review.document.timeout=2s",
            "extend.review.channels=file")) {
      Extend.Event first = about("file_slow", exchange -> awaitEnd(end));
      slow.extend().post(first.body());
      assertThat(ticket(slow, first)).contains("localhost took longer than the 2 s");

      int asked = extendsApi.requestsTo("/files/file_slow").size();
      Extend.Event second = about("file_slow", exchange -> awaitEnd(end));
      slow.extend().post(second.body());
      assertThat(ticket(slow, second)).contains("localhost did not answer within the last minute");
      assertThat(extendsApi.requestsTo("/files/file_slow")).hasSize(asked);
    } finally {
      end.countDown();
    }
  }

  @Test
  void aFileHostThatIsDownDelaysNoDocumentOfAnother(@TempDir Path otherData) throws Exception {
    try (RunningRouter other =
        start(
            otherData,
            "extend.api.key=" + KEY,
            "extend.payload.hosts=localhost,127.0.0.1",
            "extend.review.channels=file")) {
      String down = "https://127.0.0.1:" + Ports.free() + "/scan.pdf";
      Extend.Event first = about("file_down", api("file_down", down));
      other.extend().post(first.body());
      assertThat(ticket(other, first)).contains("127.0.0.1 cannot be reached");

      Extend.Event second = about("file_down", api("file_down", down));
      other.extend().post(second.body());
      assertThat(ticket(other, second)).contains("127.0.0.1 did not answer within the last minute");

      String url = extendsApi.url(PayloadHost.answering(PDF));
      Extend.Event third = about("file_up", api("file_up", url));
      other.extend().post(third.body());
      other.awaitFiles("review", third.id(), 3);
    }
  }

  @Test
  void anEmptyDocumentIsCalledEmpty() throws Exception {
    String url = extendsApi.url(PayloadHost.answering(new byte[0]));
    Extend.Event event = about("file_empty", api("file_empty", url));

    router.extend().post(event.body());

    List<Path> files = router.awaitFiles("review", event.id(), 3);
    assertThat(Files.readString(files.get(2))).contains("\nIts file       0 bytes, beside");
  }

  @Test
  void withoutAKeyNobodyIsAsked(@TempDir Path offData) throws Exception {
    try (RunningRouter off = start(offData)) {
      Extend.Event event = about("file_off", status(500));
      off.extend().post(event.body());
      assertThat(ticket(off, event)).contains("no key for Extend's API (EXTEND_API_KEY)");
      assertThat(extendsApi.requestsTo("/files/file_off")).isEmpty();
    }
  }

  @Test
  void aMailThatIsTooLargeWithItComesWithout(@TempDir Path otherData) throws Exception {
    AtomicInteger mails = new AtomicInteger();
    try (MoodyMailServer small = new MoodyMailServer()) {
      small.answer(
          line ->
              line.equals("CONTENT") && mails.incrementAndGet() == 1
                  ? "552 5.3.4 message too large"
                  : null);
      try (RunningRouter other =
          start(
              otherData,
              "extend.api.key=" + KEY,
              "extend.review.channels=email",
              "extend.review.email.smtp.port=" + small.port())) {
        String url = extendsApi.url(PayloadHost.answering(PDF));
        Extend.Event event = about("file_large", api("file_large", url));
        other.extend().post(event.body());
        await()
            .untilAsserted(
                () ->
                    assertThat(small.mails())
                        .singleElement()
                        .satisfies(
                            mail ->
                                assertThat(mail.content())
                                    .doesNotContain(".document.pdf")
                                    .contains("takes no mail that is so large")));
        assertThat(Queues.browse(other, "extend.dead-letter")).isEmpty();
        assertThat(new Operator(other).metric("extend_mails_total{outcome=\"too_large\"}"))
            .isEqualTo(1);
      }
    }
  }

  @Test
  void aNameThatAProgramWouldOpenBecomesOneThatNoneDoes() throws Exception {
    String url = extendsApi.url(PayloadHost.answering(PDF));
    Extend.Event event = about("file_exe", api("file_exe", url), "invoice.pdf.exe");

    router.extend().post(event.body());

    assertThat(router.awaitFiles("review", event.id(), 3).get(0).getFileName().toString())
        .endsWith(".document.bin");
  }

  @Test
  void whatIsAskedForADocumentIsPartOfTheTraceOfItsEvent() throws Exception {
    String url = extendsApi.url(PayloadHost.answering(PDF));
    Extend.Event event = about("file_traced", api("file_traced", url));
    InMemorySpanExporter spans = InMemorySpanExporter.create();
    try (RunningRouter traced =
        start(
            data.resolve("traced"),
            context ->
                ((GenericApplicationContext) context)
                    .registerBean("spans", SpanExporter.class, () -> spans),
            "extend.api.key=" + KEY,
            "extend.review.channels=file",
            "management.otlp.tracing.endpoint=http://localhost:1/v1/traces")) {
      traced.extend().post(event.body());
      await()
          .untilAsserted(
              () ->
                  assertThat(spans.getFinishedSpanItems())
                      .extracting(SpanData::getName)
                      .containsSubsequence(
                          "GET", "GET", "send file", "process extend.review.file"));

      List<SpanData> all = spans.getFinishedSpanItems();
      assertThat(all).extracting(SpanData::getTraceId).containsOnly(all.get(0).getTraceId());
      assertThat(all.toString()).doesNotContain(KEY, PayloadHost.SIGNATURE, "file_traced");
    }
  }

  private static HttpHandler api(String fileId, String url) {
    return PayloadHost.answering(
        "{\"object\":\"file\",\"id\":\"%s\",\"name\":\"x.bin\",\"presignedUrl\":\"%s\"}"
            .formatted(fileId, url)
            .getBytes(UTF_8));
  }

  private static HttpHandler status(int status) {
    return exchange -> PayloadHost.answer(exchange, status, new byte[0]);
  }

  private static void awaitEnd(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Extend.Event about(String fileId, HttpHandler api) throws IOException {
    return about(fileId, api, "scan.PDF");
  }

  private static Extend.Event about(String fileId, HttpHandler api, String fileName)
      throws IOException {
    extendsApi.at("/files/" + fileId, api);
    Extend.Event event = Extend.fresh("05-receipt-low-confidence");
    String body =
        new String(event.body(), UTF_8)
            .replaceFirst("\"id\": *\"file_\\w+\"", "\"id\": \"" + fileId + "\"")
            .replaceFirst("(\"file\": *\\{[^}]*\"name\": *)\"[^\"]*\"", "$1\"" + fileName + "\"");
    assertThat(body).contains(fileId, fileName);
    return new Extend.Event(event.id(), body.getBytes(UTF_8));
  }

  private static String name(List<Path> files) {
    return files.get(1).getFileName().toString().replace(".json", "");
  }

  /** With single blanks, as if its lines had no end. */
  private static String ticket(RunningRouter router, Extend.Event event) throws IOException {
    List<Path> files = router.awaitFiles("review", event.id(), 2);
    return Files.readString(files.get(files.size() - 1)).replaceAll("\\s+", " ");
  }

  private static List<BodyPart> attachments(Extend.Event event) throws Exception {
    MimeMessage mail =
        await()
            .until(
                () ->
                    Arrays.stream(mailServer.getReceivedMessages())
                        .filter(some -> messageId(some).contains(event.id()))
                        .findFirst()
                        .orElse(null),
                found -> found != null);
    Multipart parts = (Multipart) mail.getContent();
    return parts.getCount() == 2
        ? List.of(parts.getBodyPart(1))
        : List.of(parts.getBodyPart(1), parts.getBodyPart(2));
  }

  private static String messageId(MimeMessage mail) {
    try {
      return mail.getMessageID();
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }
}
