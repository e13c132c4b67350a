package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand connections of someone without a secret, without a proxy in front, against the router
 * as it is shipped and with 256 MB.
 */
class FloodIT {

  private static final int CONNECTIONS = 1_000;
  private static final int TRIES = 3;

  @TempDir static Path home;

  static PackagedRouter router;

  @BeforeAll
  static void start() throws IOException {
    router = new PackagedRouter(home).start();
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  /** What is sent on each connection at first, and after that again and again. */
  private enum Flood {
    DRIPPING_BODIES(RawHttp.head("Content-Length: 100000") + "\r\n{", "x"),
    LARGE_BODIES(RawHttp.head("Content-Length: 4000000") + "\r\n" + "x".repeat(40_000), "x"),
    BODIES_OF_NO_WEBHOOK(
        "POST /elsewhere HTTP/1.1\r\nHost: x\r\nContent-Length: 4000000\r\n\r\n", ""),
    KEPT_ALIVE_AFTER_404("GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n", ""),
    DRIPPING_HEADS("POST /webhooks/extend HTTP/1.1\r\nX-Drip: ", "x"),
    SILENT("", "");

    private final String first;
    private final String drop;

    Flood(String first, String drop) {
      this.first = first;
      this.drop = drop;
    }
  }

  @Test
  void aThousandConnectionsOfEachKindDelayAWebhookByLessThanASecond() throws Exception {
    List<Attack> attacks = new ArrayList<>();
    try {
      for (Flood flood : Flood.values()) {
        attacks.add(new Attack(flood));
        assertTakenAtOnce(small(), "beside " + flood);
        attacks.forEach(Attack::drip);
        if (flood == Flood.LARGE_BODIES) {
          assertTakenAtOnce(large(), "of 3 MB beside " + flood);
        }
      }
      assertTakenAtOnce(small(), "beside all");
      assertTakenAtOnce(large(), "of 3 MB beside all");
    } finally {
      for (Attack attack : attacks) {
        attack.close();
      }
    }
  }

  private static byte[] small() throws IOException {
    return Extend.fresh("01-invoice-accepted").body();
  }

  private static byte[] large() throws IOException {
    byte[] event = Extend.fresh("16-other-event-type").body();
    byte[] large = Arrays.copyOf(event, 3_000_000);
    Arrays.fill(large, event.length, large.length, (byte) ' ');
    return large;
  }

  /** A busy machine may delay some of them, but not the fastest. */
  private static void assertTakenAtOnce(byte[] webhook, String as) throws Exception {
    assertThat(fastest(webhook))
        .as("the fastest of %d webhooks %s", TRIES, as)
        .isLessThan(Duration.ofSeconds(1));
  }

  private static Duration fastest(byte[] body) throws Exception {
    Duration fastest = Duration.ofDays(1);
    for (int i = 0; i < TRIES; i++) {
      long begin = System.nanoTime();
      try (RawHttp http = new RawHttp(router.extend().port())) {
        assertThat(http.post(body, RawHttp.signature(body)).answer().status()).isEqualTo(200);
      }
      Duration taken = Duration.ofNanos(System.nanoTime() - begin);
      fastest = taken.compareTo(fastest) < 0 ? taken : fastest;
    }
    return fastest;
  }

  /** Connections that stay open unless the router closes them. */
  private static final class Attack implements AutoCloseable {

    private final Flood flood;
    private final List<RawHttp> connections = new ArrayList<>();

    Attack(Flood flood) throws IOException {
      this.flood = flood;
      for (int i = 0; i < CONNECTIONS; i++) {
        RawHttp http = new RawHttp(router.extend().port());
        connections.add(http);
        send(http, flood.first);
      }
    }

    void drip() {
      connections.forEach(http -> send(http, flood.drop));
    }

    private static void send(RawHttp http, String text) {
      try {
        http.send(text);
      } catch (IOException closed) {
        // That is for the router to decide.
      }
    }

    @Override
    public void close() throws IOException {
      for (RawHttp http : connections) {
        http.close();
      }
    }
  }
}
