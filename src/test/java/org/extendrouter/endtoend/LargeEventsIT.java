package org.extendrouter.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.extendrouter.testrun.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Bursts of the largest events, within the heap that the documentation asks for. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@ExtendWith(Distribution.class)
class LargeEventsIT {

  private static final int CONNECTIONS = 8;
  private static final int PAYLOADS = 8;

  /** With the sample's own bytes not far below the shipped {@code max-body-size}. */
  private static final int PADDING = 5_000_000;

  /** The same for {@code extend.payload.max-size}. */
  private static final int PAYLOAD_PADDING = 10_000_000;

  private static final int WIDE_TEXTS = 6;
  private static final int WIDE_PADDING = 5_150_000;

  /** Each of twelve bytes, with a name of its own. */
  private static final int SMALL_OBJECTS = 420_000;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path home;

  @Test
  void largeBodiesAreDeliveredAndTicketed() throws Exception {
    int mailPort = Ports.free();
    try (MailCounter mailServer = new MailCounter(mailPort);
        PackagedRouter router = PackagedRouter.withReviewMail(home, mailPort).start();
        EventStream stream = new EventStream(router.extend(), CONNECTIONS, number -> PADDING)) {
      stream.awaitMore(CONNECTIONS);
      stream.finish();
      new Outcome(router.data(), mailServer).awaitExactly(stream.answered());
      assertNothingFailed(router);
    }
  }

  @Test
  void largePayloadsAreFetchedAndTicketed() throws Exception {
    TlsIdentity identity = TlsIdentity.make(home);
    try (PayloadHost host = new PayloadHost(identity.serverContext());
        PackagedRouter router =
            new PackagedRouter(
                    home,
                    "extend.payload.allow-private-addresses=true",
                    "extend.payload.hosts=localhost",
                    "extend.payload.ssl-bundle=payload",
                    "spring.ssl.bundle.pem.payload.truststore.certificate="
                        + identity.certificate().toUri())
                .start()) {
      String run =
          "{\"object\":\"classify_run\",\"id\":\"clr_large\",\"status\":\"PROCESSED\",\"metadata\":\"%s\"}"
              .formatted("x".repeat(PAYLOAD_PADDING));
      String url = host.url(PayloadHost.answering(run.getBytes(UTF_8)));
      for (int i = 1; i <= PAYLOADS; i++) {
        String event =
            "{\"eventId\":\"evt_%d\",\"eventType\":\"classify_run.processed\",\"payload\":{\"object\":\"signed_data_url\",\"data\":\"%s\",\"id\":\"clr_large\"}}"
                .formatted(i, url);
        assertThat(router.extend().post(event.getBytes(UTF_8)).statusCode()).isEqualTo(200);
      }
      await()
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofMillis(250))
          .untilAsserted(
              () -> assertThat(tickets(router, "REVIEW: NO_OUTPUT\n")).hasSize(PAYLOADS));
      assertNothingFailed(router);
    }
  }

  /** One character beyond Latin-1 makes Java hold the whole text in twice the bytes. */
  @Test
  void largeTextsAndMassesOfSmallObjectsAreTicketedByFileAndMail() throws Exception {
    String text = "\"%s→\"".formatted("x".repeat(WIDE_PADDING));
    String objects =
        IntStream.range(0, SMALL_OBJECTS)
            .mapToObj("{\"%05x\":0}"::formatted)
            .collect(Collectors.joining(",", "[", "]"));
    int mailPort = Ports.free();
    try (MailCounter mailServer = new MailCounter(mailPort);
        PackagedRouter router = PackagedRouter.withReviewMail(home, mailPort).start()) {
      ExecutorService senders = Executors.newFixedThreadPool(WIDE_TEXTS);
      for (int i = 1; i <= 2 * WIDE_TEXTS; i++) {
        byte[] event =
            """
            {"eventId":"evt_%d","eventType":"classify_run.processed","payload":{"object":"classify_run",\
            "id":"clr_wide","status":"PROCESSED","output":{"type":"invoice","confidence":0.1},\
            "metadata":{"large":%s}}}"""
                .formatted(i, i <= WIDE_TEXTS ? text : objects)
                .getBytes(UTF_8);
        senders.submit(() -> postUntilTaken(router, event));
      }
      senders.shutdown();
      assertThat(senders.awaitTermination(3, TimeUnit.MINUTES)).isTrue();
      await()
          .pollInterval(Duration.ofMillis(250))
          .untilAsserted(
              () -> {
                assertThat(tickets(router, "REVIEW: LOW_CONFIDENCE\n")).hasSize(2 * WIDE_TEXTS);
                assertThat(mailServer.mails()).hasSize(2 * WIDE_TEXTS);
              });
      assertNothingFailed(router);
    }
  }

  private static Void postUntilTaken(PackagedRouter router, byte[] event) throws Exception {
    // To sign megabytes each time would take the processor from the router.
    HttpRequest.Builder signed = router.extend().signed(event);
    while (!isTaken(router, signed)) {
      // There is room for one such body at a time, and to post it takes processor.
      TimeUnit.SECONDS.sleep(1);
    }
    return null;
  }

  private static boolean isTaken(PackagedRouter router, HttpRequest.Builder signed)
      throws Exception {
    try {
      return router.extend().send(signed).statusCode() == 200;
    } catch (IOException gaveWay) {
      return false;
    }
  }

  private static Stream<Path> tickets(PackagedRouter router, String firstLine) throws IOException {
    Path review = router.data().resolve("review");
    if (!Files.isDirectory(review)) {
      return Stream.of();
    }
    try (Stream<Path> files = Files.list(review)) {
      return files
          .filter(file -> file.toString().endsWith(".txt"))
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(file -> startsWith(file, firstLine))
          .toList()
          .stream();
    }
  }

  private static boolean startsWith(Path file, String text) {
    try {
      return Files.readString(file).startsWith(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertNothingFailed(PackagedRouter router) {
    assertThat(router.count("OutOfMemoryError")).as("times out of memory").isZero();
    assertThat(router.count("failed event=")).as("steps failed").isZero();
    assertThat(router.count("no payload for event=")).as("payloads not fetched").isZero();
  }
}
