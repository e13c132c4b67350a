package org.extendrouter.decision;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.extendrouter.openticket.OpenTicket;

/**
 * What was decided about the tickets of a run.
 *
 * @param all one for each ticket that a decision closes, the oldest first
 */
public record RunDecisions(List<ReviewDecision> all) {

  /**
   * The decisions by which the run was delivered or filed, or is going to be.
   *
   * @return each once, however many tickets it closes, the oldest first
   */
  public List<ReviewDecision> inForce() {
    Map<String, ReviewDecision> byId = new LinkedHashMap<>();
    all.stream()
        .filter(ReviewDecision::isInForce)
        .forEach(decision -> byId.putIfAbsent(decision.id(), decision));
    return List.copyOf(byId.values());
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
   * The decision that counts for an open ticket, be it about another ticket of the run. A review in
   * Extend goes before what a person decided at the same moment: it has been delivered.
   *
   * @param ticket the ticket
   * @return nothing if it can be decided
   */
  public Optional<ReviewDecision> first(OpenTicket ticket) {
    Optional<ReviewDecision> own = about(ticket.name());
    if (ticket.standsAlone() || own.filter(decision -> !decision.isInForce()).isPresent()) {
      return own;
    }
    List<ReviewDecision> decisions = inForce();
    return decisions.stream()
        .filter(decision -> decision.channel() == Channel.EXTEND)
        .findFirst()
        .or(() -> decisions.stream().findFirst());
  }

  /**
   * What a later review in Extend is compared with: the last decision that rejected nothing, since
   * a rejection of what Extend says leaves what was delivered.
   *
   * @return a rejection if there is nothing else; nothing if the run was not decided about
   */
  public Optional<ReviewDecision> last() {
    List<ReviewDecision> decisions = inForce();
    return decisions.stream()
        .filter(decision -> decision.decision() != Verdict.REJECT)
        .reduce((older, newer) -> newer)
        .or(() -> decisions.stream().findFirst());
  }
}
