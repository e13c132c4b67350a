package org.extendrouter.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.slf4j.Marker;
import org.springframework.core.NestedExceptionUtils;

/**
 * Says in one line why Artemis's client cannot connect, and now and then again. The client writes
 * dozens of lines at each attempt, several times a second, and what it throws does not tell why.
 */
public final class BrokerClientLines extends TurboFilter {

  private static final String CLIENT = "org.apache.activemq.artemis.core.client";

  /** Failed to create a connection, to decode a packet, and to decode a buffer. */
  private static final Set<String> WITH_TRACE = Set.of("AMQ214016", "AMQ214013", "AMQ214031");

  private static final String CONNECTION_FAILURE = "AMQ212037";

  /** The client's word for what no Artemis sends. */
  private static final String INVALID_TYPE = "AMQ219032";

  private static final int NUMBER = 9;

  private static final Duration AGAIN_AFTER = Duration.ofMinutes(10);

  /** More lines than a broker has addresses. */
  private static final int MOST = 50;

  /** When each line was told, in nanoseconds. */
  private final Map<String, Long> told = new HashMap<>();

  @Override
  public FilterReply decide(
      Marker marker, Logger logger, Level level, String format, Object[] values, Throwable cause) {
    if (format == null || format.length() < NUMBER || !CLIENT.equals(logger.getName())) {
      return FilterReply.NEUTRAL;
    }
    String number = format.substring(0, NUMBER);
    if (WITH_TRACE.contains(number) && cause != null) {
      tell(logger, line(cause));
      return FilterReply.DENY;
    }
    return number.equals(CONNECTION_FAILURE) && Arrays.toString(values).contains(INVALID_TYPE)
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }

  private void tell(Logger logger, String line) {
    if (isNews(line)) {
      logger.error("{}", line);
    }
  }

  private synchronized boolean isNews(String line) {
    long now = System.nanoTime();
    told.values().removeIf(at -> now - at > AGAIN_AFTER.toNanos());
    return told.size() < MOST && told.putIfAbsent(line, now) == null;
  }

  private static String line(Throwable cause) {
    Throwable root = NestedExceptionUtils.getMostSpecificCause(cause);
    String message = String.valueOf(root.getMessage());
    if (message.startsWith(INVALID_TYPE)) {
      return "what answers at the broker's address is no Artemis (%s): look at spring.artemis.broker-url"
          .formatted(message);
    }
    if (root instanceof CertificateException
        || root instanceof CertPathBuilderException
        || root instanceof CertPathValidatorException) {
      return "the broker's certificate is not trusted (%s): look at trustStorePath in spring.artemis.broker-url"
          .formatted(message);
    }
    return root instanceof SSLException
        ? "the broker does not agree on TLS (%s): look at sslEnabled in spring.artemis.broker-url"
            .formatted(message)
        : "no connection to the broker (%s: %s): look at spring.artemis.broker-url"
            .formatted(root.getClass().getSimpleName(), message);
  }
}
