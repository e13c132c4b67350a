package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Events that were in work when the process died. The record is taken while they are, and put back
 * for the next start, as a kill would leave it; only the number of deaths before is written into
 * it.
 */
class InWorkIT {

  private static final int SLOT = 64;

  @TempDir Path data;
  @TempDir Path routes;

  private final List<String> received = new CopyOnWriteArrayList<>();
  private final CountDownLatch answer = new CountDownLatch(1);
  private volatile int status = 500;

  @Test
  void whatWasInWorkAtEveryDeathIsGivenUpAndWhatWasAtSomeIsDelivered() throws Exception {
    HttpServer service =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.setExecutor(Executors.newCachedThreadPool());
    service.createContext(
        "/",
        exchange -> {
          received.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          try {
            answer.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    service.start();
    try {
      deliverTo(service.getAddress().getPort());
      Extend.Event deadly = Extend.fresh("01-invoice-accepted");
      Extend.Event unlucky = Extend.fresh("01-invoice-accepted");
      Path record = data.resolve("in-work");
      byte[] asKilled;
      try (RunningRouter router = router()) {
        assertThat(router.extend().post(deadly.body()).statusCode()).isEqualTo(200);
        await().until(() -> received.size() == 1);
        asKilled = awaitSlots(record, 1);
        setDeaths(asKilled, 4);
        byte[] first = asKilled.clone();
        assertThat(router.extend().post(unlucky.body()).statusCode()).isEqualTo(200);
        await().until(() -> received.size() == 2);
        asKilled = awaitSlots(record, 2);
        setDeaths(asKilled, 3);
        keep(first, asKilled);
        answer.countDown();
      }
      Files.write(record, asKilled);
      received.clear();
      status = 200;

      try (RunningRouter router = router()) {
        await()
            .untilAsserted(
                () ->
                    assertThat(Queues.browse(router, "extend.dead-letter"))
                        .singleElement()
                        .satisfies(
                            dead -> {
                              assertThat(dead.getStringProperty("ExtendFailure"))
                                  .contains("died 5 times");
                              assertThat(dead.getStringProperty("ExtendFailedAt"))
                                  .isEqualTo("extend.accept.invoice");
                              assertThat(dead.getBody(byte[].class)).isEqualTo(deadly.body());
                            }));
        await().until(() -> !received.isEmpty());
        assertThat(received).containsExactly(new String(unlucky.body(), StandardCharsets.UTF_8));
        // Worked on to an end, they are not remembered.
        awaitSlots(record, 0);
      }
    } finally {
      answer.countDown();
      service.stop(0);
    }
  }

  private void deliverTo(int port) throws Exception {
    Files.writeString(
        routes.resolve("invoice.camel.yaml"),
        """
        - route:
            id: accept-invoice
            from:
              uri: jms:extend.accept.invoice
              steps:
                - to: http://localhost:%d/
        """
            .formatted(port));
  }

  private RunningRouter router() {
    return RunningRouter.start(
        data,
        "camel.main.routes-include-pattern=" + RunningRouter.routes(routes),
        "extend.redelivery.max-delay=5s",
        "extend.redelivery.give-up-after=24h");
  }

  /** The second byte of a slot that is in use. */
  private static void setDeaths(byte[] record, int deaths) {
    for (int slot = 0; slot < record.length; slot += SLOT) {
      if (record[slot] != 0) {
        record[slot + 1] = (byte) deaths;
      }
    }
  }

  private static void keep(byte[] earlier, byte[] record) {
    for (int slot = 0; slot < record.length; slot += SLOT) {
      if (earlier[slot] != 0) {
        System.arraycopy(earlier, slot, record, slot, SLOT);
      }
    }
  }

  /** What routes did before may be forgotten a moment later than the next step begins. */
  private static byte[] awaitSlots(Path record, int count) {
    return await().until(() -> Files.readAllBytes(record), found -> slots(found) == count);
  }

  private static int slots(byte[] record) {
    int slots = 0;
    for (int slot = 0; slot < record.length; slot += SLOT) {
      slots += record[slot] == 0 ? 0 : 1;
    }
    return slots;
  }
}
