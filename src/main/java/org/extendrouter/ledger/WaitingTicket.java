package org.extendrouter.ledger;

import java.time.OffsetDateTime;

/**
 * A ticket that nobody has decided about yet, as far as the ledger has heard.
 *
 * @param ticket its name
 * @param openedAt when its event was received
 */
public record WaitingTicket(String ticket, OffsetDateTime openedAt) {}
