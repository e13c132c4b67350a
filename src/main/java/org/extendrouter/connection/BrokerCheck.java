package org.extendrouter.connection;

import java.util.Optional;

/** Knows one kind of trouble with the broker, for health. Answers at once, without asking it. */
public interface BrokerCheck {

  /**
   * What is wrong now.
   *
   * @return what is wrong and how to fix it, on one line; empty if all is well
   */
  Optional<String> problem();

  /**
   * Whether that trouble leaves webhooks alone.
   *
   * @return true if they are stored, and kept, all the same
   */
  default boolean storesAllTheSame() {
    return false;
  }
}
