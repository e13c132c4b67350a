package org.extendrouter.retries;

import java.time.Instant;

/**
 * A message that was tried, or is being tried for the first time.
 *
 * @param id its JMS message id
 * @param put when it was put in its queue
 * @param waits whether it failed and waits for its next attempt; else it is being delivered
 */
public record TriedMessage(String id, Instant put, boolean waits) {}
