package org.extendrouter.endtoend;

import java.io.IOException;
import java.util.List;

/** Sends a little on each connection now and again, until it is told to stop. */
final class Dripping {

  private final Thread thread;

  Dripping(List<RawHttp> connections, String drop) {
    thread =
        new Thread(
            () -> {
              try {
                while (!Thread.currentThread().isInterrupted()) {
                  connections.forEach(http -> send(http, drop));
                  Thread.sleep(200);
                }
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
            });
    thread.start();
  }

  private static void send(RawHttp http, String drop) {
    try {
      http.send(drop);
    } catch (IOException hungUp) {
      // What the others get is still to be seen.
    }
  }

  void stop() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
