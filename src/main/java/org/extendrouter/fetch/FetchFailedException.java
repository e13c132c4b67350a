package org.extendrouter.fetch;

import java.io.IOException;
import org.extendrouter.text.SafeText;

/**
 * Nothing could be fetched, or what was is not to be trusted. The message is for logs and tickets:
 * it names the host at most, never the URL, and has no cause whose message might.
 */
public final class FetchFailedException extends IOException {

  private static final long serialVersionUID = 1L;

  private static final int MESSAGE = 300;

  /** What trying again is good for. */
  public enum Kind {
    /** It will always fail. */
    PERMANENT,
    /** It may pass: the host answered so. */
    TEMPORARY,
    /** The host did not answer, or not in time. */
    NO_ANSWER
  }

  private final Kind kind;
  private final int status;

  /**
   * The host answered, but not with what was asked for.
   *
   * @param status of HTTP
   * @param kind what trying again is good for
   * @param message what happened; it is put on one line
   */
  FetchFailedException(int status, Kind kind, String message) {
    super(SafeText.oneLine(message, MESSAGE));
    this.kind = kind;
    this.status = status;
  }

  /**
   * A failure.
   *
   * @param kind what trying again is good for
   * @param message what happened; it is put on one line
   */
  public FetchFailedException(Kind kind, String message) {
    this(0, kind, message);
  }

  /**
   * The status of HTTP that the host answered with, if that was the failure.
   *
   * @return 0 if it was not
   */
  public int status() {
    return status;
  }

  /**
   * What trying again is good for.
   *
   * @return the kind of failure
   */
  public Kind kind() {
    return kind;
  }
}
