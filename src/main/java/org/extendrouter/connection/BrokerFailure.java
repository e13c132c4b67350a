package org.extendrouter.connection;

import jakarta.jms.IllegalStateException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.extendrouter.health.DiskTrouble;
import org.extendrouter.text.Addresses;
import org.extendrouter.text.SafeText;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.util.StringUtils;

/** Says what the broker, or the way to it, has against a call. */
public final class BrokerFailure {

  private static final int LENGTH = 300;

  private static final String CHECK_THE_BROKER =
      "; check that the broker runs, that it is an Artemis whose certificate is trusted, and"
          + " spring.artemis.broker-url (in an application extend.broker.url)";

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
        StringUtils.hasText(root.getMessage())
            ? root.getMessage()
            : root.getClass().getSimpleName();
    return SafeText.oneLine(Addresses.withoutSecrets(message), LENGTH) + advice(root, message);
  }

  /**
   * Whether no connection was there, or it ended before the broker answered.
   *
   * @param failure what was caught
   * @return false for what the broker itself has against a call
   */
  static boolean isNoAnswer(Throwable failure) {
    return isNoConnection(NestedExceptionUtils.getMostSpecificCause(failure));
  }

  private static boolean isNoConnection(Throwable root) {
    // The first is of a connection that has failed under somebody else's call.
    return root instanceof IllegalStateException
        || root instanceof ActiveMQException broker && BROKEN_OFF.contains(broker.getType());
  }

  private static String advice(Throwable root, String message) {
    if (isNoConnection(root)) {
      return CHECK_THE_BROKER;
    }
    Optional<String> remedy = DiskTrouble.remedy(root);
    if (remedy.isPresent()) {
      return "; " + remedy.get();
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
    return ANSWERS_OF_ARTEMIS.matcher(message).find()
        ? "; look at the broker's log, its disk and its load"
        : "";
  }
}
