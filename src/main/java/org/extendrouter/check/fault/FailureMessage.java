package org.extendrouter.check.fault;

import org.extendrouter.text.Addresses;

/** Says in one sentence what has failed. */
public final class FailureMessage {

  private FailureMessage() {}

  /**
   * The message of the innermost cause, after those around it if it is a name alone.
   *
   * @param failure what was thrown
   * @return its message, without secrets of addresses; the name of its class if it has none
   */
  public static String of(Throwable failure) {
    return Addresses.withoutSecrets(whole(failure));
  }

  private static String whole(Throwable failure) {
    String own =
        failure.getMessage() == null || failure.getMessage().isBlank()
            ? failure.getClass().getSimpleName()
            : failure.getMessage();
    if (failure.getCause() == null || failure.getCause() == failure) {
      return own;
    }
    String inner = whole(failure.getCause());
    return inner.contains(" ") || own.contains(inner) ? inner : own + ": " + inner;
  }
}
