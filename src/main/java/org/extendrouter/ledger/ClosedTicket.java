package org.extendrouter.ledger;

import java.time.OffsetDateTime;

/**
 * A ticket that a review in Extend has decided. One that was decided here is told by its {@link
 * ReviewEntry}.
 *
 * @param ticket its name
 * @param runId the run that it is about; null if that is not known
 * @param at when that was
 */
public record ClosedTicket(String ticket, String runId, OffsetDateTime at) {}
