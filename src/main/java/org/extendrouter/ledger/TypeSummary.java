package org.extendrouter.ledger;

/**
 * How the runs of one type went.
 *
 * @param type the type that the model saw; {@code -} for those without
 * @param runs how many there were
 * @param accepted how many of them were accepted without a person
 * @param reviewed how many a person has decided
 * @param confirmed how many of these were as the model said
 * @param corrected how many were of another type
 * @param rejected how many were not to be delivered
 * @param medianSecondsToDecision half of the decisions took no longer, from the receipt of the
 *     webhook; null if there is none
 */
public record TypeSummary(
    String type,
    long runs,
    long accepted,
    long reviewed,
    long confirmed,
    long corrected,
    long rejected,
    Double medianSecondsToDecision) {}
