package org.extendrouter.log;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** Keeps a message on its one line. */
public final class OneLineMessageConverter extends MessageConverter {

  /** Spring Boot's report of why a start stopped: it has lines, and it tells of no event. */
  private static final String FAILED_START =
      "org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter";

  @Override
  public String convert(ILoggingEvent event) {
    String message = super.convert(event);
    return FAILED_START.equals(event.getLoggerName())
        ? message
        : ControlCharacters.writtenOut(message);
  }
}
