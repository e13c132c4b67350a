package org.extendrouter.webhook;

/**
 * A request that is not shown to come from Extend. The message says why, for the log alone; the
 * sender is told nothing.
 */
public final class RejectedWebhookException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why a request is turned away: few and fixed, so that they can be counted. */
  public enum Rejection {
    /** A header is missing, empty or repeated. */
    MISSING_HEADER,
    /** The timestamp is not Unix seconds in plain decimal digits. */
    MALFORMED_TIMESTAMP,
    /** The timestamp is older than allowed. */
    STALE,
    /** The timestamp is further ahead than allowed. */
    IN_THE_FUTURE,
    /** The signature is not 32 bytes in hexadecimal. */
    MALFORMED_SIGNATURE,
    /** The signature fits none of the secrets. */
    WRONG_SIGNATURE
  }

  private final Rejection reason;

  RejectedWebhookException(Rejection reason, String message) {
    // No stack trace: forged requests come in floods, and the place is always the verifier.
    super(message, null, false, false);
    this.reason = reason;
  }

  /**
   * The countable reason.
   *
   * @return why the request was turned away
   */
  public Rejection getReason() {
    return reason;
  }
}
