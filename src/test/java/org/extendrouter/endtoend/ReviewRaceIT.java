package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.extendrouter.page.ReviewLinks;
import org.extendrouter.testrun.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A decision on the page, and a review in Extend that says otherwise, at the same moment. */
class ReviewRaceIT {

  private static final int PAIRS = 16;
  private static final int OFFSETS = 8;
  private static final int MILLIS_BETWEEN = 8;

  private static final String MODEL =
      "{\"id\": \"purchase_receipt\", \"type\": \"receipt\", \"confidence\": 0.41}";
  private static final String PAGES = "https://reviews.example.com";
  private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir Path data;
  @TempDir Path brokerData;

  private final ScheduledExecutorService hands = Executors.newScheduledThreadPool(2);

  private record Pair(String run, String event, String reviewed, int answer) {}

  /** Who decides when. */
  private interface Order {

    /** Returns what the person was answered; {@code closed} waits until the ticket is. */
    int answer(Callable<Integer> person, Callable<?> extend, Runnable closed) throws Exception;
  }

  @AfterEach
  void stop() {
    hands.shutdownNow();
  }

  @Test
  void eitherTheDecisionIsCarriedOutAndExtendsOpensATicketOrThePersonIsTold() throws Exception {
    try (RunningRouter router = RunningRouter.start(data, settings())) {
      raceAndLook(router, router);
    }
  }

  @Test
  void soItIsWithTwoRoutersOnOneBroker() throws Exception {
    int port = Ports.free();
    ExternalBroker broker = ExternalBroker.in(brokerData, port, ExternalBroker.settings());
    broker.start();
    try (RunningRouter one = RunningRouter.withExternalBroker(data, port, settings());
        RunningRouter two = RunningRouter.withExternalBroker(data, port, settings())) {
      raceAndLook(one, two);
    } finally {
      broker.close();
    }
  }

  @Test
  void aReviewOfATypeWithoutARouteAsksAgainOrThePersonIsTold() throws Exception {
    try (RunningRouter router = RunningRouter.start(data, settings())) {
      List<Pair> pairs = race(router, router, "passport");
      for (Pair pair : pairs) {
        await().until(() -> router.files("review", pair.event()).isEmpty());
        String ticket = Files.readString(router.awaitFiles("review", pair.reviewed(), 2).get(1));
        if (pair.answer() == 200) {
          assertThat(ticket).contains("REVIEWED_OTHERWISE", "corrected to invoice by Ada on ");
          await().until(() -> delivered(pair.run()).equals(List.of("invoice/" + pair.event())));
        } else {
          assertThat(pair.answer()).isEqualTo(409);
          assertThat(ticket).contains("UNROUTED_TYPE");
        }
      }
      await().until(() -> Queues.browse(router, "extend.review.decisions").isEmpty());
      assertThat(pairs)
          .allSatisfy(
              pair -> {
                assertThat(router.files("review", pair.reviewed())).as("stays open").hasSize(2);
                assertThat(delivered(pair.run())).hasSize(pair.answer() == 200 ? 1 : 0);
              });
      assertThat(pairs.stream().map(Pair::answer)).as("some of both").contains(200, 409);
    }
  }

  private static String[] settings() {
    return new String[] {
      "extend.review.page.base-url=" + PAGES,
      "extend.review.page.key=0123456789abcdef0123456789abcdef"
    };
  }

  private void raceAndLook(RunningRouter extendsRouter, RunningRouter pageRouter) throws Exception {
    List<Pair> pairs = race(extendsRouter, pageRouter, "receipt");
    await()
        .until(
            () ->
                Queues.browse(extendsRouter, "extend.review.decisions").isEmpty()
                    && pairs.stream().allMatch(pair -> !delivered(pair.run()).isEmpty()));
    assertThat(pairs)
        .allSatisfy(
            pair ->
                assertThat(delivered(pair.run()))
                    .containsExactly(
                        pair.answer() == 200
                            ? "invoice/" + pair.event()
                            : "receipt/" + pair.reviewed()));
    for (Pair pair : pairs) {
      if (pair.answer() == 200) {
        List<Path> ticket = extendsRouter.awaitFiles("review", pair.reviewed(), 2);
        assertThat(Files.readString(ticket.get(1)))
            .contains("REVIEWED_OTHERWISE", "corrected to invoice by Ada on ");
      } else {
        assertThat(pair.answer()).isEqualTo(409);
        assertThat(extendsRouter.files("review", pair.reviewed())).isEmpty();
      }
      await().until(() -> extendsRouter.files("review", pair.event()).isEmpty());
    }
    assertThat(pairs.stream().map(Pair::answer)).as("some of both").contains(200, 409);
  }

  /** Of the first and the last pair it is sure who comes first. */
  private List<Pair> race(RunningRouter extendsRouter, RunningRouter pageRouter, String inExtend)
      throws Exception {
    List<Order> orders = new ArrayList<>();
    orders.add(
        (person, extend, closed) -> {
          int answer = person.call();
          extend.call();
          return answer;
        });
    for (int i = 0; i < PAIRS; i++) {
      int offset = i % OFFSETS * MILLIS_BETWEEN;
      orders.add(
          (person, extend, closed) -> {
            Future<Integer> answer = hands.schedule(person, offset, TimeUnit.MILLISECONDS);
            extend.call();
            return answer.get();
          });
    }
    orders.add(
        (person, extend, closed) -> {
          extend.call();
          closed.run();
          return person.call();
        });
    List<Pair> pairs = new ArrayList<>();
    for (Order order : orders) {
      pairs.add(decide(extendsRouter, pageRouter, inExtend, order));
    }
    return pairs;
  }

  private Pair decide(
      RunningRouter extendsRouter, RunningRouter pageRouter, String inExtend, Order order)
      throws Exception {
    String run = "clr_" + UUID.randomUUID().toString().replace("-", "");
    Extend.Event event = event(run, false, "receipt");
    extendsRouter.extend().post(event.body());
    extendsRouter.awaitFiles("review", event.id(), 2);
    URI page =
        URI.create(
            pageRouter
                .bean(ReviewLinks.class)
                .link(Extend.fileName(run, event.id()), Instant.now().toString())
                .replace(PAGES, "http://localhost:" + pageRouter.extend().port()));
    Matcher token = TOKEN.matcher(send(HttpRequest.newBuilder(page)).body());
    assertThat(token.find()).isTrue();
    HttpRequest.Builder correct =
        HttpRequest.newBuilder(page)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                BodyPublishers.ofString(
                    "decision=correct&type=invoice&reviewer=Ada&token=" + token.group(1)));
    Extend.Event reviewed = event(run, true, inExtend);
    int answer =
        order.answer(
            () -> send(correct).statusCode(),
            () ->
                assertThat(extendsRouter.extend().post(reviewed.body()).statusCode())
                    .isEqualTo(200),
            () -> await().until(() -> extendsRouter.files("review", event.id()).isEmpty()));
    return new Pair(run, event.id(), reviewed.id(), answer);
  }

  private static Extend.Event event(String run, boolean reviewed, String type) throws IOException {
    Extend.Event sample = Extend.fresh("05-receipt-low-confidence");
    String event =
        new String(sample.body(), StandardCharsets.UTF_8)
            .replace("clr_pf6eDuYanL9NDp5fXQikD", run)
            .replaceFirst("\"type\": \"receipt\"", "\"type\": \"" + type + "\"")
            .replaceFirst(
                "\"id\": \"purchase_receipt\"",
                "\"id\": \"" + (type.equals("receipt") ? "purchase_receipt" : "any") + "\"")
            .replace("\"reviewed\": false", "\"reviewed\": " + reviewed)
            .replace("\"initialOutput\": null", "\"initialOutput\": " + (reviewed ? MODEL : null));
    return new Extend.Event(sample.id(), event.getBytes(StandardCharsets.UTF_8));
  }

  /** As {@code <type>/<event>}. */
  private List<String> delivered(String run) {
    return FilesBelow.of(data.resolve("accepted")).keySet().stream()
        .filter(file -> file.getFileName().toString().startsWith(run))
        .map(
            file ->
                file.getName(file.getNameCount() - 2)
                    + "/"
                    + file.getFileName()
                        .toString()
                        .replaceFirst(".*--(.*)-[0-9a-f]{16}\\.json", "$1"))
        .toList();
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }
}
