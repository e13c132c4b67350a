package org.extendrouter.payload;

import java.io.IOException;
import org.extendrouter.text.SafeText;

/**
 * A payload could not be fetched, or is not to be trusted. The message is for logs and tickets: it
 * names the host at most, never the URL, and has no cause whose message might.
 */
public final class PayloadUnavailableException extends IOException {

  private static final long serialVersionUID = 1L;

  private static final int MESSAGE = 300;

  private final boolean permanent;

  private PayloadUnavailableException(boolean permanent, String message) {
    super(SafeText.oneLine(message, MESSAGE));
    this.permanent = permanent;
  }

  static PayloadUnavailableException forGood(String message) {
    return new PayloadUnavailableException(true, message);
  }

  static PayloadUnavailableException forNow(String message) {
    return new PayloadUnavailableException(false, message);
  }

  /**
   * Whether trying again is no use.
   *
   * @return true if the payload will never be available
   */
  public boolean isPermanent() {
    return permanent;
  }
}
