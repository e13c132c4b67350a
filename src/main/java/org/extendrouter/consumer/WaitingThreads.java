package org.extendrouter.consumer;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * The threads of one route that wait for a message. They may wait long: whoever stops them does
 * not. Each is interrupted while it waits, and never in its work.
 */
final class WaitingThreads {

  private final Set<Thread> waiting = new HashSet<>();
  private final Set<Thread> woken = new HashSet<>();

  /** Waits for a message; returns null if none came in time. */
  @FunctionalInterface
  interface Receive {
    Message message() throws JMSException;
  }

  /**
   * Waits, on the thread that calls.
   *
   * @param wanted whether a message is wanted still
   * @return null if none came in time, or none is wanted; what came as the thread was woken
   * @throws CancellationException if the thread was woken before one came
   */
  Message receive(Receive receive, BooleanSupplier wanted) throws JMSException {
    Thread thread = Thread.currentThread();
    synchronized (this) {
      waiting.add(thread);
    }
    try {
      // Asked after it can be woken: what stops it then does so too.
      return wanted.getAsBoolean() ? receive.message() : null;
    } catch (JMSException | RuntimeException e) {
      if (end(thread)) {
        throw new CancellationException();
      }
      throw e;
    } finally {
      end(thread);
    }
  }

  /** Has each that waits go on without a message, unless one has just come. */
  synchronized void wake() {
    woken.addAll(waiting);
    waiting.forEach(Thread::interrupt);
    waiting.clear();
  }

  /** Returns whether it was woken; it goes on without the interrupt. */
  private synchronized boolean end(Thread thread) {
    waiting.remove(thread);
    boolean wasWoken = woken.remove(thread);
    if (wasWoken) {
      Thread.interrupted();
    }
    return wasWoken;
  }
}
