package org.extendrouter.connection;

import org.apache.activemq.artemis.core.config.Configuration;

/** Sets up the router's embedded broker before it starts, and no other that may run beside it. */
@FunctionalInterface
public interface BrokerSetting {

  /**
   * Sets what is to be set.
   *
   * @param broker the broker's configuration; changed
   */
  void apply(Configuration broker);
}
