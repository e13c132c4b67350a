package org.extendrouter.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/**
 * Whether lines of the log can be written. Each thread that has one waits while the console takes
 * none, those that answer webhooks among them.
 */
@Component("consoleHealthIndicator")
@ConditionalOnBooleanProperty("extend.standalone")
final class ConsoleHealthIndicator implements HealthIndicator {

  /** Whoever reads it may be away for a while. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Override
  public Health health() {
    return LoggerFactory.getILoggerFactory() instanceof LoggerContext logback
        ? health(logback)
        : Health.up().build();
  }

  static Health health(LoggerContext logback) {
    Appender<ILoggingEvent> console =
        logback.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("CONSOLE");
    return health(console instanceof WatchedConsole watched ? watched.stuckFor() : Duration.ZERO);
  }

  static Health health(Duration stuckFor) {
    return stuckFor.compareTo(PATIENCE) < 0
        ? Health.up().build()
        : Health.down()
            .withDetail(
                "problem",
                "nobody has read the console for %d s, and the router waits to write its log: see to what reads it (the container's log driver, a pipe, a terminal that is held by ^S), and restart the router if it does not go on"
                    .formatted(stuckFor.toSeconds()))
            .build();
  }
}
