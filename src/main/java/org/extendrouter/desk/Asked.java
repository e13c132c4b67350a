package org.extendrouter.desk;

import org.extendrouter.decision.Channel;
import org.extendrouter.decision.Verdict;

/**
 * What a person wants to be done with a ticket.
 *
 * @param verdict the decision
 * @param type the right type, for {@link Verdict#CORRECT}; else it is not looked at, and may be
 *     null
 * @param reviewer who decides
 * @param remark what the person has to say about it; may be null
 * @param channel how the person said so
 */
public record Asked(
    Verdict verdict, String type, String reviewer, String remark, Channel channel) {}
