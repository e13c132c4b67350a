package org.extendrouter.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.extendrouter.letters.DeadLetter;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What became of a dead letter that was to be replayed.
 *
 * @param letter the dead letter; its id is gone once it is replayed
 * @param obstacle why it was left where it is; null if it was sent back
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Replay(@JsonUnwrapped DeadLetter letter, String obstacle) implements OperationResponseBody {

  boolean done() {
    return obstacle == null;
  }
}
