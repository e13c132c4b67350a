package org.extendrouter.queues;

import org.extendrouter.connection.BrokerFailure;

/** The broker answers, but does not let this user ask about its queues and settings. */
public final class ManagementRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ManagementRefusedException(Throwable cause) {
    super(BrokerFailure.describe(cause), cause);
  }
}
