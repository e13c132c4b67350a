package org.extendrouter.letters;

import java.util.List;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What waits in the dead-letter queue.
 *
 * @param total how many messages wait
 * @param oldest those given up first
 */
public record Waiting(long total, List<DeadLetter> oldest) implements OperationResponseBody {}
