package org.extendrouter.consumer;

/** A message was in work each time the process died, so that it is not worked on any more. */
final class ProcessDiedException extends Exception {

  private static final long serialVersionUID = 1L;

  ProcessDiedException(int deaths) {
    super(
        "the process died %d times while this message was in work, so it was not tried again; find out why, for example in the log, before it is replayed"
            .formatted(deaths));
  }
}
