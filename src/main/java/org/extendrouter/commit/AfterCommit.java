package org.extendrouter.commit;

import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.extendrouter.names.HeaderNames;
import org.springframework.stereotype.Component;

/**
 * What is to be told of a message once its work is committed. A consumer has one message in work at
 * a time, in a session of its own, but not always on one thread.
 */
@Component
public final class AfterCommit {

  private final Map<Session, Queue<Runnable>> waiting = new ConcurrentHashMap<>();

  /**
   * Runs a task after the commit of what is in work, and never if that is rolled back; at once if
   * it does not come from a queue.
   *
   * @param exchange what a route works on, or a part of it
   * @param task is quick and does not fail
   */
  public void run(Exchange exchange, Runnable task) {
    Session session = exchange.getProperty(HeaderNames.SESSION, Session.class);
    if (session == null) {
      task.run();
    } else {
      run(session, task);
    }
  }

  /**
   * Runs a task after the commit of a session, and never if that is rolled back.
   *
   * @param session where the message in work was received
   * @param task is quick and does not fail
   */
  public void run(Session session, Runnable task) {
    waiting.computeIfAbsent(session, each -> new ConcurrentLinkedQueue<>()).add(task);
  }

  /**
   * Runs what waits for a commit.
   *
   * @param session was committed, or else closed meanwhile
   */
  public void committed(Session session) {
    Queue<Runnable> tasks = waiting.remove(session);
    if (tasks != null && isOpen(session)) {
      tasks.forEach(Runnable::run);
    }
  }

  /**
   * Drops what still waits.
   *
   * @param session has ended its work
   */
  public void forget(Session session) {
    waiting.remove(session);
  }

  /** Spring takes the failed commit of a session that was closed meanwhile for a commit. */
  private static boolean isOpen(Session session) {
    try {
      session.getTransacted();
      return true;
    } catch (JMSException closed) {
      return false;
    }
  }
}
