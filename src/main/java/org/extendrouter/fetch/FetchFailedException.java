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

  /**
   * A failure.
   *
   * @param kind what trying again is good for
   * @param message what happened; it is put on one line
   */
  public FetchFailedException(Kind kind, String message) {
    super(SafeText.oneLine(message, MESSAGE));
    this.kind = kind;
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
