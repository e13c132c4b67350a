package org.extendrouter.decision;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.extendrouter.openticket.OpenTicket;

/**
 * What was decided about the tickets of a run.
 *
 * @param all one for each ticket that a decision closes, the oldest first
 * @param pending the ids of those that have not been carried out yet
 */
public record RunDecisions(List<ReviewDecision> all, Set<String> pending) {

  RunDecisions(List<ReviewDecision> all) {
    this(all, Set.of());
  }

  /**
   * Whether a decision counts though nothing has come of it yet: it may still be taken back, so it
   * must close no other ticket before it is carried out.
   *
   * @param decision the decision
   * @return true if it waits to be carried out, or was given up
   */
  public boolean isPending(ReviewDecision decision) {
    return pending.contains(decision.id());
  }

  /**
   * Whether the ticket of a decision needs no more attention. To a person who decides it is closed
   * at once.
   *
   * @param decision the decision
   * @return false for a review in Extend that is pending
   */
  public boolean settles(ReviewDecision decision) {
    return decision.channel() != Channel.EXTEND || !isPending(decision);
  }

  /**
   * What a review in Extend has to wait for: if that is taken back the review takes its place, and
   * until then nobody can tell what was delivered.
   *
   * @param review the review, which may be stored among the decisions
   * @return the first pending decision of those in force before it
   */
  public Optional<ReviewDecision> pendingBefore(ReviewDecision review) {
    return inForce().stream()
        .takeWhile(decision -> !decision.is(review))
        .filter(this::isPending)
        .findFirst();
  }

  /**
   * The decisions by which the run was delivered or filed, or is going to be. A review in Extend is
   * one of them if it was the first; a later one asks a person. What came after the first decision
   * about a ticket is none.
   *
   * @return each once, however many tickets it closes, the oldest first
   */
  public List<ReviewDecision> inForce() {
    Map<String, ReviewDecision> byId = new LinkedHashMap<>();
    all.stream()
        .filter(ReviewDecision::isInForce)
        .filter(decision -> about(decision.ticket()).filter(decision::is).isPresent())
        .filter(decision -> byId.isEmpty() || decision.channel() != Channel.EXTEND)
        .forEach(decision -> byId.putIfAbsent(decision.id(), decision));
    return List.copyOf(byId.values());
  }

  /**
   * The decision by which the run was delivered. One that is pending has delivered nothing yet, and
   * may be discarded. One that an earlier version has stored does not say whether a route took its
   * type at that time, and the routes of now do not tell. It counts as none: of a run that was
   * filed nobody must be offered to keep it as delivered, since that would leave it undelivered for
   * good.
   *
   * @return the last one, if there are several; nothing if the run was not delivered
   */
  public Optional<ReviewDecision> delivered() {
    return inForce().stream()
        .filter(ReviewDecision::delivers)
        .filter(decision -> !isPending(decision))
        .reduce((older, newer) -> newer);
  }

  /**
   * What a decision says of each ticket.
   *
   * @param id the decision's id
   * @return nothing if it is not stored, or was taken back
   */
  public List<ReviewDecision> of(String id) {
    return all.stream().filter(decision -> decision.id().equals(id)).toList();
  }

  /**
   * The decision about a ticket.
   *
   * @param ticket the ticket's name
   * @return the first of them; nothing if there is none
   */
  public Optional<ReviewDecision> about(String ticket) {
    return all.stream().filter(decision -> decision.ticket().equals(ticket)).findFirst();
  }

  /**
   * The decision that counts for an open ticket, be it about another ticket of the run.
   *
   * @param ticket the ticket
   * @return nothing if it can be decided
   */
  public Optional<ReviewDecision> first(OpenTicket ticket) {
    Optional<ReviewDecision> own = about(ticket.name());
    return ticket.standsAlone() || own.filter(decision -> !decision.isInForce()).isPresent()
        ? own
        : inForce().stream().findFirst();
  }

  /**
   * What a review in Extend is compared with: the last decision that rejected nothing, since a
   * rejection of what Extend says leaves what was delivered.
   *
   * @param review the review, which may be stored among the decisions
   * @return a rejection if there is nothing else; nothing if the review is the first decision about
   *     the run
   */
  public Optional<ReviewDecision> before(ReviewDecision review) {
    List<ReviewDecision> decisions = inForce();
    Optional<ReviewDecision> first =
        decisions.stream().findFirst().filter(decision -> !decision.is(review));
    return first.flatMap(
        any ->
            decisions.stream()
                .filter(decision -> decision.decision() != Verdict.REJECT)
                .reduce((older, newer) -> newer)
                .or(() -> first));
  }
}
