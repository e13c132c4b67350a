package org.extendrouter.recording;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.extendrouter.ledger.UnreadableEntryException;
import org.extendrouter.redelivery.Failure;
import org.extendrouter.text.Decimals;
import org.extendrouter.text.SafeText;

/**
 * The properties of a message for the ledger, as they fit into a row.
 *
 * @param message the message
 */
record Properties(Message message) {

  private static final int LONGEST = 1000;

  /** Null if it is none, or none to calculate with. */
  Double number(String name) throws JMSException {
    return number(name, null);
  }

  /** As {@link #number(String)}; a number below another one is so in the row, too. */
  Double number(String name, String bound) throws JMSException {
    BigDecimal value = decimal(name);
    double number = value == null ? Double.NaN : Decimals.floating(value, decimal(bound));
    return Double.isFinite(number) ? (Double) number : null;
  }

  private BigDecimal decimal(String name) throws JMSException {
    String text = name == null ? null : text(name);
    try {
      return text == null ? null : new BigDecimal(text);
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  String text(String name) throws JMSException {
    String text = SafeText.oneLine(Failure.text(message, name), LONGEST);
    return text.isEmpty() ? null : text;
  }

  String required(String name) throws JMSException, UnreadableEntryException {
    String text = text(name);
    if (text == null) {
      throw new UnreadableEntryException("it has no " + name);
    }
    return text;
  }

  private OffsetDateTime time(String name) throws JMSException, UnreadableEntryException {
    try {
      return OffsetDateTime.parse(required(name)).withOffsetSameInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new UnreadableEntryException("its %s is not a time".formatted(name));
    }
  }

  OffsetDateTime time(String name, OffsetDateTime otherwise)
      throws JMSException, UnreadableEntryException {
    return text(name) == null ? otherwise : time(name);
  }

  OffsetDateTime sentAt() throws JMSException {
    return Instant.ofEpochMilli(message.getJMSTimestamp()).atOffset(ZoneOffset.UTC);
  }
}
