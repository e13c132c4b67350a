package org.extendrouter.openticket;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.RunIds;
import org.extendrouter.triage.Reason;

/**
 * A ticket that nobody has decided about yet, or a moment ago.
 *
 * @param name the name, without ending, of its files
 * @param since when it was opened
 * @param headers the headers of its run, by name
 * @param trace by which headers it belongs to the trace of its event; empty if there is none
 * @param event the event as it was received
 */
public record OpenTicket(
    String name,
    Instant since,
    Map<String, String> headers,
    Map<String, String> trace,
    byte[] event) {

  private static final String OURS = "Extend";

  static OpenTicket of(BytesMessage message) throws JMSException {
    byte[] event = new byte[Math.toIntExact(message.getBodyLength())];
    message.readBytes(event);
    Map<String, String> headers = headers(message);
    return new OpenTicket(
        headers.get(HeaderNames.TICKET),
        Instant.ofEpochMilli(message.getJMSTimestamp()),
        headers,
        strings(message, HeaderNames.TRACE::contains),
        event);
  }

  static Map<String, String> headers(Message message) throws JMSException {
    return strings(message, name -> name.startsWith(OURS));
  }

  private static Map<String, String> strings(Message message, Predicate<String> wanted)
      throws JMSException {
    Map<String, String> found = new HashMap<>();
    Enumeration<?> names = message.getPropertyNames();
    while (names.hasMoreElements()) {
      String name = (String) names.nextElement();
      if (wanted.test(name) && message.getObjectProperty(name) instanceof String value) {
        found.put(name, value);
      }
    }
    return Map.copyOf(found);
  }

  /**
   * The run it is about.
   *
   * @return its id; {@code -} if that could not be read
   */
  public String runId() {
    return headers.getOrDefault(HeaderNames.RUN_ID, RunIds.UNKNOWN);
  }

  /**
   * The event it is about.
   *
   * @return its id; {@code -} if that could not be read
   */
  public String eventId() {
    return headers.getOrDefault(HeaderNames.EVENT_ID, "-");
  }

  /**
   * The type that its run was of when the ticket was opened.
   *
   * @return null if it was not known
   */
  public String type() {
    return headers.get(HeaderNames.TYPE);
  }

  /**
   * How sure the model was.
   *
   * @return null if it did not say, or if what it said is too long for a header
   */
  public BigDecimal confidence() {
    String confidence =
        headers.getOrDefault(HeaderNames.MODEL_CONFIDENCE, headers.get(HeaderNames.CONFIDENCE));
    try {
      return confidence == null ? null : new BigDecimal(confidence);
    } catch (NumberFormatException cutShort) {
      return null;
    }
  }

  /**
   * The type that its run was delivered as, before a review in Extend said otherwise.
   *
   * @return null if it was not
   */
  public String deliveredType() {
    return headers.get(HeaderNames.DELIVERED_TYPE);
  }

  /**
   * Whether a decision is about this ticket alone. Else it is about the run, and closes its other
   * tickets as well.
   *
   * @return true if the run has been decided about before, or is not known
   */
  public boolean standsAlone() {
    return runId().equals(RunIds.UNKNOWN) || reason() == Reason.REVIEWED_OTHERWISE;
  }

  /**
   * Why a person must look.
   *
   * @return the reason
   */
  public Reason reason() {
    return Reason.valueOf(headers.get(HeaderNames.DECISION));
  }
}
