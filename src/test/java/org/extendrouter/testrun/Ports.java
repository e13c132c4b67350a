package org.extendrouter.testrun;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports for what must be known before anybody listens there; where it may be, use port 0. */
public final class Ports {

  /**
   * Below those the system gives to outgoing connections: one of these that tries a port again and
   * again while nothing listens there ends up connected to itself.
   */
  private static final int FIRST = 20_000;

  private static final int COUNT = 12_000;

  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

  /** Who may listen on these allows others to be bound to them too, as servers do. */
  private static final List<Socket> HELD = new ArrayList<>();

  private Ports() {}

  /**
   * One that nobody listens on, and that no process of tests is given until this one has ended,
   * also while a router that used it is down.
   */
  public static synchronized int free() {
    while (true) {
      int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
      try (ServerSocket alone = new ServerSocket()) {
        alone.setReuseAddress(false);
        alone.bind(new InetSocketAddress(port));
      } catch (IOException taken) {
        continue;
      }
      try {
        Socket held = new Socket();
        HELD.add(held);
        held.setReuseAddress(true);
        held.bind(new InetSocketAddress(port));
        return port;
      } catch (IOException takenMeanwhile) {
        // The next one may be free.
      }
    }
  }
}
