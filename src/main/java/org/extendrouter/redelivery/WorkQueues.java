package org.extendrouter.redelivery;

import jakarta.jms.BytesMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import org.extendrouter.names.QueueNames;

/** The router's own queues. They hold events, and an event is bytes. */
public final class WorkQueues {

  private WorkQueues() {}

  /**
   * Whether a message may be worked on. An object is never read, in any queue: that would run code
   * which its sender has chosen.
   *
   * @param queue any queue
   * @param message a message in it, or on its way there
   * @return false for an object, and for anything but bytes in one of the router's own queues
   */
  public static boolean accept(String queue, Message message) {
    return message instanceof BytesMessage
        || !queue.startsWith(QueueNames.PREFIX) && !(message instanceof ObjectMessage);
  }
}
