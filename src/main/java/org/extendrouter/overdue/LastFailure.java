package org.extendrouter.overdue;

/**
 * What the last attempt to deliver a message failed on.
 *
 * @param attempt which attempt that was, counted from 1
 * @param reason why it failed, on one line
 */
public record LastFailure(int attempt, String reason) {}
