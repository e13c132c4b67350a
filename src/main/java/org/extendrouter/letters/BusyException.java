package org.extendrouter.letters;

/** Others are at work with dead letters. Its message tells an operator what to do. */
public final class BusyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BusyException(String message) {
    super(message);
  }
}
