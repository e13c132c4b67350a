package org.extendrouter.ledger;

import java.time.OffsetDateTime;

/**
 * An open ticket, as the broker knows it.
 *
 * @param ticket its name
 * @param runId the run that it is about; null if that could not be read
 * @param type the type that the model saw; null if it saw none
 * @param branch the branch of that type; null if there is none
 * @param openedAt when its event was received
 */
public record OpenedTicket(
    String ticket, String runId, String type, String branch, OffsetDateTime openedAt) {}
