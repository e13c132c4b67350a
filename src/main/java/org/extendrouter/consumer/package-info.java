/**
 * How routes consume from their queues: how much at once, and when not. Holds for every route from
 * {@code jms:}, whoever wrote it, by Camel's route policies.
 */
package org.extendrouter.consumer;
