package org.extendrouter.ledger;

import java.time.OffsetDateTime;

/**
 * The open tickets of one type.
 *
 * @param type the type that the model saw; null for those without
 * @param branch the branch of that type; null if there is none
 * @param tickets how many are open
 * @param oldest when the event of the oldest was received
 */
public record WaitingType(String type, String branch, long tickets, OffsetDateTime oldest) {}
