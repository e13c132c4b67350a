package org.extendrouter.development;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.extendrouter.development.Demo.Row;
import org.extendrouter.testrun.Ports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** The demonstration of {@code mvn spring-boot:test-run}. */
class DevelopmentRouterIT {

  @TempDir static Path dataDir;

  private static ConfigurableApplicationContext router;

  @BeforeAll
  static void start() {
    router =
        DevelopmentRouter.start(
            "--server.port=" + Ports.free(),
            "--management.server.port=0",
            "--extend.data-dir=" + dataDir,
            // The tests' own branches: the shipped ones are examples, made to be changed.
            "--camel.main.routes-include-pattern=classpath:META-INF/extend/routes/*.camel.yaml,file:src/test/routes/types/*.camel.yaml",
            "--extend.webhook.signing-secrets=wss_development_only",
            "--extend.review.channels=file,email");
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  @Test
  void acceptsAnInvoice() {
    Row row = row("01");
    assertThat(row.type()).isEqualTo("invoice");
    assertThat(row.confidence()).isEqualTo("0.97");
    assertThat(row.decision()).isEqualTo("ACCEPTED");
    assertThat(row.destinations())
        .singleElement()
        .asString()
        .startsWith("extend.accept.invoice -> " + dataDir.resolve("accepted/invoice"));
    assertThat(file(row.destinations().get(0))).exists();
  }

  @Test
  void sendsAnInvoiceBelowItsThresholdToFilesAndMail() {
    Row row = row("02");
    assertThat(row.decision()).isEqualTo("LOW_CONFIDENCE");
    assertThat(row.threshold()).isEqualTo("0.9");
    assertThat(row.destinations()).hasSize(3);
    assertThat(row.destinations())
        .first()
        .isEqualTo("extend.review.email -> mail to reviews@example.com");
    assertThat(row.destinations().subList(1, 3))
        .allSatisfy(line -> assertThat(file(line)).exists());
  }

  @Test
  void namesTheDecisionOfTheOthers() {
    assertThat(row("06").decision()).isEqualTo("UNROUTED_TYPE");
    assertThat(row("99").decision()).isEqualTo("NOT_FINISHED");
    assertThat(row("14").decision()).isEqualTo("notice");
    assertThat(row("14").destinations()).containsExactly("extend.notices");
    assertThat(row("17").decision()).isEqualTo("ACCEPTED");
    assertThat(row("18").decision()).isEqualTo("kept");
    assertThat(row("19").decision()).isEqualTo("ACCEPTED");
    assertThat(row("20").decision()).isEqualTo("kept, and split");
    assertThat(row("20-workflow-completed-with-a-review, a run of it").decision())
        .isEqualTo("ACCEPTED");
    assertThat(row("16").decision()).isEqualTo("kept");
    assertThat(row("16").destinations())
        .singleElement()
        .asString()
        .startsWith("extend.others -> " + dataDir.resolve("others"));
  }

  @Test
  void tellsOfEveryEvent() throws Exception {
    try (var events = Files.list(Path.of("src/demo/events"))) {
      // One holds a run that goes on alone, and of one the ticket is decided.
      assertThat(demo().rows()).hasSize((int) events.count() + 2);
    }
    assertThat(demo().rows())
        .allSatisfy(row -> assertThat(row.decision()).isNotEqualTo("not triaged"));
  }

  @Test
  void showsHowARunGoesOnThatWasDecided() {
    assertThat(row("05").decision()).isEqualTo("LOW_CONFIDENCE");
    Row reviewed = row("05-receipt-low-confidence, reviewed");
    assertThat(reviewed.type()).isEqualTo("invoice");
    assertThat(reviewed.decision()).isEqualTo("corrected by Ada Lovelace");
    assertThat(reviewed.destinations()).hasSize(2);
    assertThat(reviewed.destinations().get(0))
        .startsWith("extend.accept.invoice -> " + dataDir.resolve("accepted/invoice"));
    assertThat(reviewed.destinations().get(1))
        .startsWith("extend.review.done -> " + dataDir.resolve("review/done"));
    assertThat(reviewed.destinations()).allSatisfy(line -> assertThat(file(line)).exists());
  }

  @Test
  void printsTheLinkToThePageOfATicket() throws Exception {
    HttpResponse<String> page = get(URI.create(printed("http://\\S+/review/\\S+")));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("Is this an invoice? 89 % sure (needs 90 %)", "<form method=\"post\"");
  }

  @Test
  void printsHowToDecideWithAFile() throws Exception {
    Path directory = Path.of(printed("(?<=cd )\\S+"));
    String[] move = printed("(?<=mv )\\S+ \\w+/").split(" ");
    assertThat(directory).isEqualTo(dataDir.resolve("review"));
    Files.move(directory.resolve(move[0]), directory.resolve(move[1]).resolve(move[0]));

    Path delivered = dataDir.resolve("accepted/invoice").resolve(move[0].replace(".txt", ".json"));
    await().untilAsserted(() -> assertThat(delivered).exists());
  }

  @Test
  void showsTheMails() throws Exception {
    HttpResponse<String> list = get("/mail");
    assertThat(list.statusCode()).isEqualTo(200);
    assertThat(list.body())
        .contains("Is this an invoice? 89 % sure (needs 90 %) - ", "reviews@example.com");
    Matcher link = Pattern.compile("/mail/[0-9]+/html").matcher(list.body());
    assertThat(link.find()).isTrue();

    HttpResponse<String> html = get(link.group());
    assertThat(html.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
    assertThat(html.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'");
    assertThat(html.body()).contains("<h1");

    HttpResponse<String> text = get(link.group().replace("html", "text"));
    assertThat(text.headers().firstValue("Content-Type")).hasValue("text/plain;charset=UTF-8");
    assertThat(get("/mail/999/html").statusCode()).isEqualTo(404);
  }

  private static Row row(String number) {
    return demo().rows().stream()
        .filter(row -> row.event().startsWith(number))
        .findFirst()
        .orElseThrow();
  }

  private static String printed(String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(demo().printed());
    assertThat(found.find()).as("%s in%n%s", pattern, demo().printed()).isTrue();
    return found.group();
  }

  private static Demo demo() {
    return router.getBean(Demo.class);
  }

  private static Path file(String destination) {
    return Path.of(destination.substring(destination.indexOf("-> ") + 3));
  }

  private static HttpResponse<String> get(String path) throws Exception {
    String port = router.getEnvironment().getProperty("local.server.port");
    return get(URI.create("http://localhost:" + port + path));
  }

  private static HttpResponse<String> get(URI address) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }
}
