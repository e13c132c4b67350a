package org.extendrouter.deadletter;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.extendrouter.letters.DeadLetter;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What became of a dead letter that an operator did not want any more.
 *
 * @param letter the dead letter, which does not wait any longer
 * @param file where it is kept, below the data directory
 */
record Discard(@JsonUnwrapped DeadLetter letter, String file) implements OperationResponseBody {}
