package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.Header;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What staff write in {@code routes/types/}: each file is the whole branch of a type. */
class TypesIT {

  @TempDir static Path data;
  @TempDir static Path home;

  static final Map<String, Headers> POSTED = new ConcurrentHashMap<>();
  static HttpServer service;
  static GreenMail mailServer;
  static RunningRouter router;

  @BeforeAll
  static void start() throws Exception {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          POSTED.put(body, exchange.getRequestHeaders());
          exchange.getResponseHeaders().add("ExtendRunId", "clr_of_the_service");
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    service.start();
    mailServer = new GreenMail(ServerSetup.SMTP.dynamicPort());
    mailServer.start();
    Path types = Files.createDirectories(home.resolve("types"));
    Files.writeString(
        types.resolve("bank_statement.camel.yaml"),
        """
        - route:
            id: accept-bank-statement
            from:
              uri: jms:extend.accept.bank_statement
              steps:
                - choice:
                    when:
                      - simple: ${header.ExtendMetadata_tenant} == 'north'
                        steps:
                          - to: direct:north
                    otherwise:
                      steps:
                        - to: file:{{extend.data-dir}}/elsewhere?fileName=${header.ExtendFileName}.txt
        - route:
            id: north
            from:
              uri: direct:north
              steps:
                - setBody:
                    simple: "${header.ExtendType}|${header.ExtendBranch}|${header.ExtendConfidence}|${header.ExtendThreshold}\
        |${header.ExtendRunId}|${header.ExtendEventId}|${header.ExtendFileId}|${header.ExtendFileName}|${header.ExtendClassifierId}\
        |${header.ExtendClassifierVersion}|${header.ExtendReviewed}|${header.ExtendMetadata_cost_centre}|${header.ExtendMetadata_pages}\
        |${header.ExtendMetadata_extend_usage_tags}"
                - to: file:{{extend.data-dir}}/north?fileName=${header.ExtendFileName}.txt&tempPrefix=.part-
        """);
    Files.writeString(
        types.resolve("counted.camel.yaml"),
        """
        - route:
            id: accept-counted
            from:
              uri: jms:extend.accept.counted
              steps:
                - to: file:{{extend.data-dir}}/counted?fileName=${header.ExtendFileName}.txt
        """);
    Files.writeString(
        types.resolve("invoice.camel.yaml"),
        """
        - route:
            id: accept-invoice
            from:
              uri: jms:extend.accept.invoice
              steps:
                - setHeader:
                    name: X-Run
                    simple: ${header.ExtendRunId}
                - to: http://localhost:%d/invoices
                - setBody:
                    simple: ${header.ExtendRunId}
                - to: file:{{extend.data-dir}}/answered?fileName=${header.ExtendFileName}.txt&tempPrefix=.part-
        """
            .formatted(service.getAddress().getPort()));
    Files.writeString(
        types.resolve("receipt.camel.yaml"),
        """
        - route:
            id: accept-receipt
            from:
              uri: jms:extend.accept.receipt
              steps:
                - setHeader:
                    name: subject
                    simple: Receipt ${header.ExtendEventId}
                - to: smtp:localhost:{{extend.review.email.smtp.port}}?from=router@example.com&to=receipts@example.com
        """);
    router =
        RunningRouter.start(
            data,
            "camel.main.routes-include-pattern=" + RunningRouter.routes(types),
            "extend.types[0].type=Bank Statement",
            "extend.types[0].branch=bank_statement",
            "extend.types[0].ids=cls_bank",
            "extend.types[0].threshold=0.9",
            "extend.types[1].type=Counted Statement",
            "extend.types[1].branch=counted",
            "extend.types[1].ids=cls_counted",
            "extend.review.channels=file,email",
            "extend.review.email.from=router@example.com",
            "extend.review.email.to=reviews@example.com",
            "extend.review.email.recipients[0].type=Bank Statement",
            "extend.review.email.recipients[0].to=bank@example.com",
            "extend.review.email.smtp.port=" + mailServer.getSmtp().getPort());
  }

  @AfterAll
  static void stop() {
    router.close();
    mailServer.stop();
    service.stop(0);
  }

  @ParameterizedTest
  @CsvSource({
    "Bank Statement, cls_new, Bank Statement",
    "Statement of account, cls_bank, Statement of account"
  })
  void aRouteKnowsItsRunByHeaders(String type, String id, String shown) throws Exception {
    String event =
        post(
            type,
            id,
            "0.970",
            "{\"tenant\":\"north\",\"cost-centre\":\"4\\n2\",\"pages\":3,\"extend:usage_tags\":[\"a\"]}");
    Path file = router.awaitFiles("north", event, 1).get(0);
    assertThat(file)
        .content()
        .isEqualTo(
            "%s|bank_statement|0.970|0.9|clr_7|%s|file_7|%s|cl_7|1.0|false|4 2|3|"
                .formatted(shown, event, file.getFileName().toString().replace(".txt", "")));
  }

  @ParameterizedTest
  @CsvSource({
    "Counted Statement, cls_new, Counted Statement",
    "Statement of account, cls_counted, Counted Statement",
    "counted, cls_x, counted"
  })
  void aRunIsCountedByItsTypeAndAnyOtherNameOfItByThatOfTheSettings(
      String type, String id, String counted) throws Exception {
    Operator operator = new Operator(router);
    String accepted =
        "extend_decisions_total{decision=\"ACCEPTED\",type=\"%s\"}".formatted(counted);
    double before = operator.metric(accepted);

    router.awaitFiles("counted", post(type, id, "0.97", "{}"), 1);

    // It is counted once it is committed, and may be delivered before.
    await().untilAsserted(() -> assertThat(operator.metric(accepted)).isEqualTo(before + 1));
  }

  @Test
  void aRouteMayChooseByMetadata() throws Exception {
    String event = post("bank_statement", "cls_x", "0.97", "{\"tenant\":\"south\"}");
    router.awaitFiles("elsewhere", event, 1);
    assertThat(router.files("north", event)).isEmpty();
  }

  @Test
  void nothingInternalLeavesByHttpOrComesBackFromThere() throws Exception {
    String event = post("invoice", "cls_x", "0.97", "{\"tenant\":\"north\"}");
    Path answered = router.awaitFiles("answered", event, 1).get(0);
    assertThat(answered).hasContent("clr_7");
    Headers headers =
        POSTED.entrySet().stream()
            .filter(post -> post.getKey().contains(event))
            .findFirst()
            .orElseThrow()
            .getValue();
    assertThat(headers.getFirst("Content-Type")).isEqualTo("application/json");
    assertThat(headers.getFirst("X-Run")).isEqualTo("clr_7");
    assertThat(headers.keySet())
        .noneMatch(name -> name.matches("(?i)(Extend|JMS|Camel|_AMQ|__AMQ).*"));
  }

  @Test
  void nothingInternalLeavesByMail() throws Exception {
    String event = post("receipt", "cls_x", "0.97", "{\"tenant\":\"north\"}");
    MimeMessage mail = awaitMail("Receipt " + event);
    assertThat(mail.getContentType()).startsWith("application/json");
    assertThat(Collections.list(mail.getAllHeaders()))
        .extracting(Header::getName)
        .noneMatch(name -> name.matches("(?i)(Extend|JMS|Camel|_AMQ|__AMQ).*"));
  }

  @ParameterizedTest
  @CsvSource({
    "passport, UNROUTED_TYPE, routes/types/passport.camel.yaml",
    "other, OTHER_TYPE, none of the classifier's types fits",
    "extend.inbox, UNROUTED_TYPE, 'branch: extend_inbox'"
  })
  void aTypeThatNoRouteTakesGoesToPeople(String type, String reason, String words)
      throws Exception {
    String event = post(type, "cls_x", "0.97", "null");
    List<Path> ticket = router.awaitFiles("review", event, 2);
    assertThat(ticket.get(1)).content().startsWith("REVIEW: " + reason).contains(words);
  }

  @Test
  void reviewMailFollowsTheBranchWhenATypeIsRenamed() throws Exception {
    String event = post("Statement of account", "cls_bank", "0.5", "null");
    MimeMessage mail = awaitMail(event);
    assertThat(mail.getAllRecipients()).containsExactly(new InternetAddress("bank@example.com"));
  }

  private static String post(String type, String id, String confidence, String metadata)
      throws IOException, InterruptedException {
    String event = "evt_" + UUID.randomUUID().toString().replace("-", "");
    String body =
        """
        {"eventId":"%s","eventType":"classify_run.processed","payload":{"id":"clr_7","status":"PROCESSED",
        "output":{"id":"%s","type":"%s","confidence":%s},"file":{"id":"file_7","name":"%s.pdf"},
        "classifier":{"id":"cl_7"},"classifierVersion":{"version":"1.0"},"metadata":%s}}
        """
            .formatted(event, id, type, confidence, event, metadata);
    assertThat(router.extend().post(body.getBytes(StandardCharsets.UTF_8)).statusCode())
        .isEqualTo(200);
    return event;
  }

  private static MimeMessage awaitMail(String subject) {
    return await()
        .until(
            () -> {
              for (MimeMessage mail : mailServer.getReceivedMessages()) {
                if (mail.getSubject().contains(subject)) {
                  return mail;
                }
              }
              return null;
            },
            found -> found != null);
  }
}
