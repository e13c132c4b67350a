package org.extendrouter.connection;

import jakarta.jms.IllegalStateException;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.extendrouter.text.Addresses;
import org.extendrouter.text.SafeText;
import org.springframework.core.NestedExceptionUtils;

/** Says what the broker, or the way to it, has against a call. */
public final class BrokerFailure {

  private static final int LENGTH = 300;

  private static final String CHECK_THE_BROKER =
      "; check that the broker runs, and spring.artemis.broker-url (in an application"
          + " extend.broker.url)";

  /** No connection is there, or it ended before the broker answered. */
  private static final Set<ActiveMQExceptionType> BROKEN_OFF =
      EnumSet.of(
          ActiveMQExceptionType.NOT_CONNECTED,
          ActiveMQExceptionType.DISCONNECTED,
          ActiveMQExceptionType.UNBLOCKED);

  /** What the router's own guard says tells what to do. */
  private static final Pattern ANSWERS_OF_ARTEMIS = Pattern.compile("^AMQ\\d+");

  private BrokerFailure() {}

  /**
   * A failure in one line.
   *
   * @param failure what was caught
   * @return the innermost message, and what to do about it if that is not in it
   */
  public static String describe(Throwable failure) {
    Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
    String message =
        root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return SafeText.oneLine(Addresses.withoutSecrets(message), LENGTH) + advice(root, message);
  }

  private static String advice(Throwable root, String message) {
    // Of a connection that has failed under somebody else's call.
    if (root instanceof IllegalStateException) {
      return CHECK_THE_BROKER;
    }
    if (!(root instanceof ActiveMQException broker)) {
      return "";
    }
    ActiveMQExceptionType type = broker.getType();
    if (type == ActiveMQExceptionType.SECURITY_EXCEPTION) {
      return "; check spring.artemis.user and spring.artemis.password (in an application"
          + " extend.broker.user and extend.broker.password), and what the broker permits"
          + " this user";
    }
    if (BROKEN_OFF.contains(type)) {
      return CHECK_THE_BROKER;
    }
    return ANSWERS_OF_ARTEMIS.matcher(message).find()
        ? "; look at the broker's log, its disk and its load"
        : "";
  }
}
