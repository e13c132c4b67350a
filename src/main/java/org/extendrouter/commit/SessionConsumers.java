package org.extendrouter.commit;

import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Which consumer has taken the message in work, for a step that takes more of its queue. A second
 * consumer would find little: what the first has fetched ahead is out of its reach.
 */
@Component
public final class SessionConsumers {

  private final Map<Session, MessageConsumer> consumers = new ConcurrentHashMap<>();

  /**
   * The consumer of what is in work.
   *
   * @param session where the message in work was received
   * @return the consumer, on the same session; null if the session has no message in work
   */
  public MessageConsumer of(Session session) {
    return consumers.get(session);
  }

  /**
   * Notes who receives next.
   *
   * @param session where the next message is received; null for none that is kept
   * @param consumer receives it
   */
  public void begin(Session session, MessageConsumer consumer) {
    if (session != null && consumer != null) {
      consumers.put(session, consumer);
    }
  }

  /**
   * Forgets a consumer.
   *
   * @param session has ended its work; null for none that was kept
   */
  public void end(Session session) {
    if (session != null) {
      consumers.remove(session);
    }
  }
}
