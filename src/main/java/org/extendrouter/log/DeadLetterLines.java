package org.extendrouter.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.slf4j.Marker;

/**
 * Leaves out the broker's line about each dead letter, which shows all headers of the message with
 * whatever a route has put into them. The router's own line says why it was given up.
 */
public final class DeadLetterLines extends TurboFilter {

  private static final String BROKER = "org.apache.activemq.artemis.core.server";
  private static final String SENT_TO_DEAD_LETTERS = "AMQ222149:";

  @Override
  public FilterReply decide(
      Marker marker, Logger logger, Level level, String format, Object[] values, Throwable cause) {
    return format != null
            && format.startsWith(SENT_TO_DEAD_LETTERS)
            && BROKER.equals(logger.getName())
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }
}
