package org.extendrouter.tracing;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Map;
import org.apache.camel.component.jms.JmsEndpoint;

/** Sees each attempt to work on a message. There is none while tracing is off. */
public interface MessageTracing {

  /**
   * Makes an attempt a part of the trace that its message belongs to.
   *
   * @param message as it was received
   * @param from where its route takes it from
   * @param work is done on this thread, with the trace as what is current; what it throws is thrown
   * @throws JMSException if the work does
   */
  void around(Message message, JmsEndpoint from, Work work) throws JMSException;

  /**
   * Writes lines of the log about something that was stored with the trace of its event.
   *
   * @param stored the headers that carry the trace; none if there is none
   * @param lines writes them
   */
  void tell(Map<String, String> stored, Runnable lines);

  /** What is done with a message. */
  interface Work {

    /**
     * Does it.
     *
     * @throws JMSException if the broker does not answer
     */
    void run() throws JMSException;
  }
}
