package org.extendrouter.logfields;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.extendrouter.log.LogFields;
import org.extendrouter.log.StructuredLog;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.redelivery.Failure;
import org.springframework.stereotype.Component;

/**
 * Tells a structured log what a message from a queue is about, until its work is committed or its
 * failure is told, which is behind the last step.
 */
@Component
public final class MessageFields {

  private final StructuredLog log;

  MessageFields(StructuredLog log) {
    this.log = log;
  }

  /**
   * Works on a message.
   *
   * @param message as it was received
   * @param from where its route takes it from
   * @param work is done on this thread
   * @throws JMSException if the work does, or the message cannot be read
   */
  public void around(Message message, Endpoint from, Work work) throws JMSException {
    if (!log.isOn()) {
      work.run();
      return;
    }
    LogFields fields =
        LogFields.of(
            Failure.text(message, HeaderNames.EVENT_ID),
            Failure.text(message, HeaderNames.RUN_ID),
            Failure.text(message, HeaderNames.TYPE),
            route(from));
    try {
      work.run();
    } finally {
      fields.close();
    }
  }

  private static String route(Endpoint from) {
    CamelContext camel = from.getCamelContext();
    return camel.getRoutes().stream()
        .filter(route -> route.getEndpoint() == from)
        .map(Route::getRouteId)
        .findFirst()
        .orElse(null);
  }

  /** What is done with a message. */
  public interface Work {

    /**
     * Does it.
     *
     * @throws JMSException if the broker does not answer
     */
    void run() throws JMSException;
  }
}
