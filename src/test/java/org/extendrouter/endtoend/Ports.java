package org.extendrouter.endtoend;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports for what must be known before anybody listens there; where it may be, use port 0. */
final class Ports {

  /**
   * Below those the system gives to outgoing connections: one of these that tries a port again and
   * again while nothing listens there ends up connected to itself.
   */
  private static final int FIRST = 20_000;

  private static final int COUNT = 4_000;

  /** Test processes that run side by side, numbered from 1, take no port from each other. */
  private static final int PROCESS = Integer.getInteger("test.process", 1) % 3;

  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

  private Ports() {}

  /** One that nobody listens on, and that is not given again soon. */
  static int free() {
    while (true) {
      int port = FIRST + PROCESS * COUNT + Math.floorMod(NEXT.getAndIncrement(), COUNT);
      try (ServerSocket free = new ServerSocket(port)) {
        return free.getLocalPort();
      } catch (IOException taken) {
        // The next one may be free.
      }
    }
  }
}
