package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.extendrouter.consumer.MessagesInWork;
import org.extendrouter.page.ReviewLinks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What someone who has the link of one ticket can do to those who have none. */
class PageAbuseIT {

  private static final int CONNECTIONS = 200;
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

  @TempDir static Path data;

  static RunningRouter router;
  static int port;
  static String page;

  @BeforeAll
  static void start() throws Exception {
    router =
        RunningRouter.start(
            data,
            "server.tomcat.connection-timeout=2s",
            "extend.webhook.body-timeout=3s",
            "extend.review.page.base-url=http://reviews.example.com",
            "extend.review.page.key=0123456789abcdef0123456789abcdef");
    port = router.extend().port();
    page = page(Extend.fresh("05-receipt-low-confidence"));
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE"})
  void formsThatDripHoldUpNoWebhookAndAreCutOff(String method) throws Exception {
    List<RawHttp> dripping = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      dripping.add(new RawHttp(port).send(head(method, 60_000) + "t"));
    }
    Dripping drops = new Dripping(dripping, "a");
    try {
      for (int i = 0; i < 3; i++) {
        Extend.Event genuine = Extend.fresh("01-invoice-accepted");
        assertThat(router.extend().post(genuine.body()).statusCode()).isEqualTo(200);
        router.awaitFiles("accepted/invoice", genuine.id(), 1);
      }
      for (RawHttp http : dripping) {
        assertThat(http.isClosed()).isTrue();
      }
    } finally {
      drops.stop();
      for (RawHttp http : dripping) {
        http.close();
      }
    }
  }

  @Test
  void aFormThatComesInPiecesIsTakenAsAWhole() throws Exception {
    // A busy machine may send it too slowly.
    RawHttp.Answer answer =
        await()
            .ignoreExceptionsInstanceOf(IOException.class)
            .until(
                () -> sendInPieces("decision=confirm&reviewer=Ada&token=none"),
                given -> given.status() != 408);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("This form was not one of this page", "value=\"Ada\"");
  }

  private static RawHttp.Answer sendInPieces(String form) throws IOException {
    try (RawHttp http = new RawHttp(port)) {
      http.send(head("POST", form.length()));
      for (char each : form.toCharArray()) {
        http.send(String.valueOf(each));
      }
      return http.answer();
    }
  }

  @Test
  void aFormThatStopsComingIsAnsweredWithWords() throws Exception {
    try (RawHttp http = new RawHttp(port)) {
      RawHttp.Answer answer = http.send(head("POST", 60_000) + "t").answer();
      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.body()).contains("Nothing was decided", "<html");
      assertThat(http.isHungUpOn()).isTrue();
    }
  }

  @Test
  void aPageWithoutMemoryForItsEventSaysSoAndKeepsNoSmallOneOut() throws Exception {
    Extend.Event event = Extend.fresh("05-receipt-low-confidence");
    byte[] large = Arrays.copyOf(event.body(), 1_000_000);
    Arrays.fill(large, event.body().length, large.length, (byte) ' ');
    String ofLarge = page(new Extend.Event(event.id(), large));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    CompletableFuture<Boolean> work = CompletableFuture.supplyAsync(() -> holdAllRoom(begun, done));
    try {
      begun.await();
      RawHttp.Answer answer = get(ofLarge);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.headers()).contains("Retry-After: 5");
      assertThat(answer.body()).contains("Try again in a few seconds", "<html");
      assertThat(get(page).status()).isEqualTo(200);
    } finally {
      done.countDown();
    }
    assertThat(work.get()).isTrue();
    assertThat(get(ofLarge).status()).isEqualTo(200);
  }

  private static boolean holdAllRoom(CountDownLatch begun, CountDownLatch done) {
    try {
      return router
          .bean(MessagesInWork.class)
          .beside(1L << 40, Duration.ofMinutes(1), () -> waitFor(begun, done))
          .orElse(false);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean waitFor(CountDownLatch begun, CountDownLatch done) {
    begun.countDown();
    try {
      done.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RawHttp.Answer get(String page) throws IOException {
    try (RawHttp http = new RawHttp(port)) {
      return http.send("GET " + page + " HTTP/1.1\r\nHost: x\r\n\r\n").answer();
    }
  }

  private static String page(Extend.Event event) throws Exception {
    assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
    router.awaitFiles("review", event.id(), 2);
    String run = new ObjectMapper().readTree(event.body()).at("/payload/id").asText();
    String link =
        router
            .bean(ReviewLinks.class)
            .link(Extend.fileName(run, event.id()), Instant.now().toString());
    URI address = URI.create(link);
    return address.getRawPath() + "?" + address.getRawQuery();
  }

  private static String head(String method, int length) {
    return "%s %s HTTP/1.1\r\nHost: reviews.example.com\r\n%s\r\nContent-Length: %d\r\n\r\n"
        .formatted(method, page, FORM, length);
  }
}
