package org.extendrouter.deadletter;

import java.util.List;

/**
 * What waits in the dead-letter queue.
 *
 * @param total how many messages wait
 * @param oldest those given up first
 */
record DeadLetterList(long total, List<DeadLetter> oldest) {}
