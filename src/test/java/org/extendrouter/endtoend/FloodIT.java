package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand connections of someone without a secret, without a proxy in front, against the router
 * as it is shipped and with 256 MB.
 */
@ExtendWith(Distribution.class)
class FloodIT {

  private static final int CONNECTIONS = 1_000;
  private static final int TRIES = 5;

  /** One of them must hold; a machine may have other work to do during the others. */
  private static final int MEASUREMENTS = 3;

  private static final Duration MOST = Duration.ofSeconds(1);

  @TempDir static Path home;

  @AutoClose static PackagedRouter router;

  @BeforeAll
  static void start() throws IOException {
    router = new PackagedRouter(home).start();
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
    Duration small = median(FloodIT::small);
    Duration large = median(FloodIT::large);
    List<Attack> attacks = new ArrayList<>();
    try {
      for (Flood flood : Flood.values()) {
        attacks.add(new Attack(flood));
        assertDelay(attacks, small, FloodIT::small, "beside " + flood);
        attacks.forEach(Attack::drip);
        if (flood == Flood.LARGE_BODIES) {
          assertDelay(attacks, large, FloodIT::large, "of 3 MB beside " + flood);
        }
      }
      assertDelay(attacks, small, FloodIT::small, "beside all");
      assertDelay(attacks, large, FloodIT::large, "of 3 MB beside all");
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

  private static void assertDelay(
      List<Attack> attacks, Duration undisturbed, Callable<byte[]> webhook, String as)
      throws Exception {
    List<Duration> delays = new ArrayList<>();
    delays.add(median(webhook).minus(undisturbed));
    while (delays.size() < MEASUREMENTS && delays.get(delays.size() - 1).compareTo(MOST) >= 0) {
      // A delay that lasts until they are cut off is none that the machine made.
      for (Attack attack : attacks) {
        attack.begin();
      }
      delays.add(median(webhook).minus(undisturbed));
    }
    assertThat(delays)
        .as("delay of the median of %d webhooks %s; undisturbed: %s", TRIES, as, undisturbed)
        .anyMatch(delay -> delay.compareTo(MOST) < 0);
  }

  /** Neither the slowest, which the machine may have delayed, nor the luckiest. */
  private static Duration median(Callable<byte[]> webhook) throws Exception {
    Duration[] taken = new Duration[TRIES];
    for (int i = 0; i < TRIES; i++) {
      byte[] body = webhook.call();
      long begin = System.nanoTime();
      try (RawHttp http = new RawHttp(router.extend().port())) {
        assertThat(http.post(body, RawHttp.signature(body)).answer().status())
            .as(() -> "answer; the log ends%n%s".formatted(router.logTail()))
            .isEqualTo(200);
      }
      taken[i] = Duration.ofNanos(System.nanoTime() - begin);
    }
    Arrays.sort(taken);
    return taken[TRIES / 2];
  }

  /** Connections that stay open unless the router closes them. */
  private static final class Attack implements AutoCloseable {

    private final Flood flood;
    private final List<RawHttp> connections = new ArrayList<>();
    private boolean drips;

    Attack(Flood flood) throws IOException {
      this.flood = flood;
      begin();
    }

    /** On new connections in place of those that it may have. */
    void begin() throws IOException {
      close();
      connections.clear();
      for (int i = 0; i < CONNECTIONS; i++) {
        RawHttp http = new RawHttp(router.extend().port());
        connections.add(http);
        send(http, flood.first);
      }
      if (drips) {
        drip();
      }
    }

    void drip() {
      drips = true;
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
