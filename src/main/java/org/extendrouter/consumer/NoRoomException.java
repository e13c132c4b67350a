package org.extendrouter.consumer;

/** A large message waited too long for others to be done; it is delivered again later. */
final class NoRoomException extends Exception {

  private static final long serialVersionUID = 1L;

  NoRoomException(String message) {
    super(message);
  }
}
