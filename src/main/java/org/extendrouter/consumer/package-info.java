/**
 * How routes consume from their queues: how much at once, and what the process may die of. Holds
 * for every route from {@code jms:}, whoever wrote it.
 */
package org.extendrouter.consumer;
