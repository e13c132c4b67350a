package org.extendrouter.webhook;

/**
 * A request that is not let in. The message says why, for the log alone; who is not shown to be
 * Extend is told nothing.
 */
public final class RejectedWebhookException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why a request is rejected: few and fixed, so that they can be counted. */
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
    WRONG_SIGNATURE,
    /** The body is larger than {@code extend.webhook.max-body-size}. */
    TOO_LARGE,
    /** The body took longer than {@code extend.webhook.body-timeout}, or stopped coming. */
    TOO_SLOW,
    /** The body stopped coming, and others needed its room. */
    GAVE_WAY,
    /** The connection ended before the body did, or the body is not what HTTP allows. */
    BROKEN_OFF,
    /** The bodies in memory fill {@code extend.webhook.max-total-body-size}. */
    NO_ROOM,
    /**
     * The route for webhooks does not run: the router starts or ends, or the route alone is
     * stopped.
     */
    NOT_STARTED,
    /** It came to a path at which nothing receives webhooks. */
    WRONG_PATH,
    /** A filter, interceptor or controller of the application answered it in place of the route. */
    ANSWERED_BY_APPLICATION
  }

  private final Rejection reason;

  /**
   * Rejects a request.
   *
   * @param reason why, to be counted
   * @param message the same in words for the log; holds nothing of the request that is secret
   */
  public RejectedWebhookException(Rejection reason, String message) {
    // No stack trace: forged requests come in floods, and the place is always the verifier.
    super(message, null, false, false);
    this.reason = reason;
  }

  /**
   * The countable reason.
   *
   * @return why the request was rejected
   */
  public Rejection getReason() {
    return reason;
  }
}
