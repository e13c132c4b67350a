package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.Message;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.extendrouter.page.ReviewLinks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.web.util.HtmlUtils;

/** The page of a ticket, over real HTTP. */
class ReviewPageIT {

  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final String RECEIVED = Instant.now().toString();
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

  @TempDir static Path data;

  static RunningRouter router;

  @BeforeAll
  static void start() {
    router =
        RunningRouter.start(
            data,
            "extend.review.page.base-url=https://reviews.example.com/router/",
            "extend.review.page.key=" + KEY);
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  @Test
  void theLinkIsTheBaseUrlAndThePathWithTheSignatureLast() throws Exception {
    String name = ticket("05-receipt-low-confidence");
    assertThat(link(name))
        .matches(
            Pattern.quote("https://reviews.example.com/router/review/" + name)
                + "\\?expires=[0-9]+&signature=[0-9a-f]{64}");
  }

  @Test
  void aVisitShowsWhatThereIsToDecideAndDecidesNothing() throws Exception {
    String name = ticket("05-receipt-low-confidence");
    HttpResponse<String> page = get(name);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("Is this a receipt? 41 % sure (needs 85 %)", "scan0007.tiff", "0.41", "0.85")
        .contains("less sure than the threshold")
        .contains("<button name=\"decision\" value=\"confirm\">")
        .contains("value=\"correct\"", "value=\"reject\"", "value=\"contract\"")
        .contains("A merchant name and an amount can be read")
        .doesNotContain("<script", "src=");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none';");
    assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
    URI decisionInAddress = URI.create(local(name) + "&decision=confirm&reviewer=Scanner");
    assertThat(send(HttpRequest.newBuilder(decisionInAddress)).statusCode()).isEqualTo(200);
    assertThat(Queues.browse(router, "extend.review.decided"))
        .noneMatch(message -> message.toString().contains(name));
    assertThat(get(name).body()).contains("value=\"confirm\"");
  }

  @Test
  void aDecisionIsTakenAndASecondVisitTellsWhoDecidedWhat() throws Exception {
    String name = ticket("05-receipt-low-confidence");
    String late = form(name, "decision=reject&reviewer=Ben");
    HttpResponse<String> answer =
        post(
            name,
            form(name, "decision=correct&type=invoice&reviewer=Ada+L%C3%B6w&remark=a+%3Cb%3E"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("Corrected to invoice by Ada Löw on ", "branch invoice");
    Path delivered = router.awaitFiles("accepted/invoice", event(name), 1).get(0);
    assertThat(MAPPER.readTree(delivered.toFile()).at("/review/remark").asText())
        .isEqualTo("a <b>");
    HttpResponse<String> second = get(name);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.body())
        .contains("Corrected to invoice by Ada Löw on ", "a &lt;b&gt;")
        .doesNotContain("<form");
    HttpResponse<String> other = post(name, late);
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(other.body()).contains("another was first: corrected to invoice by Ada Löw");
  }

  @Test
  void aLinkIsWorthNothingForAnotherTicketOrTime() throws Exception {
    String one = ticket("05-receipt-low-confidence");
    String other = ticket("05-receipt-low-confidence");
    String query = local(one).replaceFirst(".*\\?", "");
    String base = local(other).replaceFirst("\\?.*", "");
    assertThat(status(base + "?" + query)).isEqualTo(403);
    assertThat(status(base)).isEqualTo(403);
    assertThat(status(local(one).replaceFirst("expires=[0-9]", "expires=9"))).isEqualTo(403);
    assertThat(status(local(one).replaceFirst("signature=.", "signature=g"))).isEqualTo(403);
    HttpRequest.Builder forged =
        HttpRequest.newBuilder(URI.create(base + "?" + query))
            .POST(BodyPublishers.ofString("decision=reject&reviewer=Eve&token=" + token(one)))
            .header("Content-Type", "application/x-www-form-urlencoded");
    assertThat(send(forged).statusCode()).isEqualTo(403);
    assertThat(get(other).body()).contains("<form");
  }

  @Test
  void anOldLinkSaysThatItsTimeIsOver() throws Exception {
    String name = ticket("05-receipt-low-confidence");
    String old = router.bean(ReviewLinks.class).link(name, "2020-01-01T00:00:00Z");
    assertThat(status(onThisMachine(old))).isEqualTo(410);
  }

  @Test
  void aFormOfAnotherSiteDecidesNothing() throws Exception {
    String name = ticket("05-receipt-low-confidence");
    String whole = form(name, "decision=reject&reviewer=Eve");
    assertThat(post(name, whole, "Origin", "https://evil.example.com").statusCode()).isEqualTo(403);
    assertThat(post(name, whole, "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
    assertThat(post(name, "decision=reject&reviewer=Eve").statusCode()).isEqualTo(403);
    String foreign = form(ticket("05-receipt-low-confidence"), "decision=reject&reviewer=Eve");
    assertThat(post(name, foreign).statusCode()).isEqualTo(403);
    assertThat(get(name).body()).contains("<form");
    assertThat(post(name, whole, "Origin", "https://reviews.example.com").statusCode())
        .isEqualTo(200);
  }

  @Test
  void whatIsMissingIsSaidAndWhatWasTypedIsKept() throws Exception {
    String name = ticket("05-receipt-low-confidence");
    HttpResponse<String> noName = post(name, form(name, "decision=confirm&remark=my+remark"));
    assertThat(noName.statusCode()).isEqualTo(400);
    assertThat(noName.body()).contains("Enter your name", "role=\"alert\"", "my remark");
    HttpResponse<String> noType = post(name, form(name, "decision=correct&reviewer=Ada"));
    assertThat(noType.statusCode()).isEqualTo(400);
    assertThat(noType.body()).contains("Choose the right type", "value=\"Ada\"");
    assertThat(post(name, form(name, "reviewer=Ada")).statusCode()).isEqualTo(400);
    HttpResponse<String> noSuchType =
        post(name, form(name, "decision=correct&type=recipe&reviewer=Ada"));
    assertThat(noSuchType.statusCode()).isEqualTo(400);
    assertThat(noSuchType.body()).contains("There is no type &quot;recipe&quot;");
  }

  @Test
  void whatTheEventSaysIsEscaped() throws Exception {
    String page = get(ticket("13-hostile-file-name")).body();
    assertThat(page).doesNotContain("<script", "<img", "onerror=\"");
    Extend.Event event = Extend.freshRun("05-receipt-low-confidence");
    String hostile =
        new String(event.body(), StandardCharsets.UTF_8)
            .replace("\"type\": \"contract\"", "\"type\": \"\\\"><script>alert(1)</script>\"")
            .replace("Proof that", "<b onclick=x>");
    router.extend().post(hostile.getBytes(StandardCharsets.UTF_8));
    router.awaitFiles("review", event.id(), 2);
    assertThat(get(name(event)).body())
        .doesNotContain("<script", "<b onclick")
        .contains("&lt;script&gt;alert(1)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {" sp ", "a\nb", "\t", "\"quoted\"", "a \uD83D\uDE00", "\u00A0x", "\\ud800", "é"})
  void eachTypeThatThePageListsCanBeChosen(String type) throws Exception {
    Extend.Event event = Extend.freshRun("05-receipt-low-confidence");
    String quoted = type.startsWith("\\u") ? '"' + type + '"' : MAPPER.writeValueAsString(type);
    String listed =
        new String(event.body(), StandardCharsets.UTF_8)
            .replace("\"type\": \"contract\"", "\"type\": " + quoted);
    router.extend().post(listed.getBytes(StandardCharsets.UTF_8));
    router.awaitFiles("review", event.id(), 2);
    String name = name(event);
    Matcher radio =
        Pattern.compile("name=\"type\" value=\"([^\"]*)\"><b><bdi>([^<]*)")
            .matcher(get(name).body());
    List<String> answers = new ArrayList<>();
    while (radio.find()) {
      String value = HtmlUtils.htmlUnescape(radio.group(1));
      if (!List.of("invoice", "receipt", "other", "contract").contains(value)) {
        // As browsers do with line breaks.
        String sent = value.replace("\n", "\r\n");
        String form = form(name, "decision=correct&reviewer=Ada&type=" + encoded(sent));
        answers.add(post(name, form).body());
      }
    }
    assertThat(answers).singleElement().asString().contains("Thank you", "Corrected to ", "Ada");
    Path filed = router.awaitFiles("filed", event.id(), 1).get(0);
    assertThat(MAPPER.readTree(filed.toFile()).at("/review/type"))
        .isEqualTo(MAPPER.readTree(quoted));
  }

  @Test
  void ofARunWithoutAClassificationOnlyTheRejectionIsOffered() throws Exception {
    String name = ticket("08-run-failed-out-of-credits");
    assertThat(get(name).body())
        .contains("can only be rejected", "value=\"reject\"")
        .doesNotContain("value=\"confirm\"", "value=\"correct\"");
    assertThat(post(name, form(name, "decision=reject&reviewer=Ada")).statusCode()).isEqualTo(200);
    assertThat(router.awaitFiles("filed", event(name), 1)).hasSize(1);
  }

  @Test
  void onlyGetHeadAndPostAreAnswered() throws Exception {
    String name = ticket("05-receipt-low-confidence");
    URI page = URI.create(local(name));
    assertThat(
            send(HttpRequest.newBuilder(page).method("HEAD", BodyPublishers.noBody())).statusCode())
        .isEqualTo(200);
    assertThat(send(HttpRequest.newBuilder(page).DELETE()).statusCode()).isEqualTo(405);
    assertThat(send(HttpRequest.newBuilder(page).PUT(BodyPublishers.ofString("x"))).statusCode())
        .isEqualTo(405);
    String large = form(name, "decision=reject&reviewer=Ada&remark=" + "x".repeat(100_000));
    assertThat(post(name, large).statusCode()).isEqualTo(400);
  }

  @Test
  void withoutAKeyTheStartStopsAndSaysWhatToSet(@TempDir Path other) {
    assertThatThrownBy(
            () ->
                RunningRouter.start(
                        other, "extend.review.page.base-url=https://reviews.example.com")
                    .close())
        .hasStackTraceContaining("EXTEND_REVIEW_KEY");
  }

  @Test
  void withoutABaseUrlThereAreNoPages(@TempDir Path other) throws Exception {
    try (RunningRouter plain = RunningRouter.start(other)) {
      String page = "http://localhost:" + plain.extend().port() + "/review/clr_1";
      assertThat(status(page)).isEqualTo(404);
      assertThat(plain.bean(ReviewLinks.class).link("clr_1", null)).isNull();
    }
  }

  @Test
  void aPageThatCannotBeMadeSaysSoInWords() throws Exception {
    String name = Extend.fileName("clr_1", "evt_1");
    router
        .bean(JmsTemplate.class)
        .send(
            "extend.review.open",
            session -> {
              Message message = session.createBytesMessage();
              message.setStringProperty("ExtendTicket", name);
              return message;
            });

    HttpResponse<String> page = get(name);

    assertThat(page.statusCode()).isEqualTo(503);
    assertThat(page.body()).contains("Something went wrong", "Open the link again");
  }

  private static String ticket(String sample) throws Exception {
    Extend.Event event = Extend.freshRun(sample);
    assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
    router.awaitFiles("review", event.id(), 2);
    return name(event);
  }

  private static String name(Extend.Event event) throws IOException {
    return Extend.fileName(MAPPER.readTree(event.body()).at("/payload/id").asText(), event.id());
  }

  private static String event(String name) {
    return name.replaceFirst(".*--(.*)-[0-9a-f]{16}", "$1");
  }

  private static String link(String name) {
    return router.bean(ReviewLinks.class).link(name, RECEIVED);
  }

  private static String local(String name) {
    return onThisMachine(link(name));
  }

  private static String onThisMachine(String link) {
    return link.replace(
        "https://reviews.example.com/router", "http://localhost:" + router.extend().port());
  }

  private static String token(String name) throws Exception {
    Matcher token = TOKEN.matcher(get(name).body());
    return token.find() ? token.group(1) : "none";
  }

  private static String form(String name, String fields) throws Exception {
    return fields + "&token=" + encoded(token(name));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static HttpResponse<String> get(String name) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(local(name))));
  }

  private static int status(String address) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(address))).statusCode();
  }

  private static HttpResponse<String> post(String name, String form, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(local(name)))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }
}
