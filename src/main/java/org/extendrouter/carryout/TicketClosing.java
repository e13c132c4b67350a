package org.extendrouter.carryout;

import java.io.IOException;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.extendrouter.decision.DecisionJson;
import org.extendrouter.decision.ReviewDecision;
import org.extendrouter.decision.RunDecisions;
import org.extendrouter.decision.TakenDecisions;
import org.extendrouter.names.RunIds;
import org.extendrouter.names.VariableNames;
import org.extendrouter.openticket.OpenTicketQueue;
import org.springframework.stereotype.Component;

/** Which tickets a decision closes: its own, and the others of the run. */
@Component("extendTicketClosing")
public final class TicketClosing {

  private final OpenTicketQueue tickets;
  private final TakenDecisions taken;
  private final DecisionJson json = new DecisionJson();

  TicketClosing(OpenTicketQueue tickets, TakenDecisions taken) {
    this.tickets = tickets;
    this.taken = taken;
  }

  /**
   * The other tickets of the run, which are closed with this one.
   *
   * @param run the decision
   * @return as JSON, the decision about each
   */
  public List<byte[]> others(@Variable(VariableNames.REVIEW) DecidedRun run) {
    String runId = run.ticket().runId();
    if (runId.equals(RunIds.UNKNOWN)) {
      return List.of();
    }
    RunDecisions decided = taken.aboutRun(runId);
    return tickets.ofRun(runId).stream()
        .filter(ticket -> !ticket.name().equals(run.ticket().name()))
        .filter(ticket -> !ticket.standsAlone() && decided.about(ticket.name()).isEmpty())
        .map(ticket -> json.write(run.decision().about(ticket)))
        .toList();
  }

  /**
   * What closes the ticket of a decision that is not carried out, where the decision that was first
   * is about another ticket of the run. One that is still to be carried out closes it then.
   *
   * @param body the decision as it was stored
   * @return as JSON, the first decision about this ticket; else nothing
   * @throws IOException if it is no decision
   */
  public List<byte[]> settled(@Body byte[] body) throws IOException {
    ReviewDecision decision = json.read(body);
    return tickets.find(decision.ticket()).stream()
        .flatMap(
            ticket -> {
              RunDecisions decided = taken.ofRun(ticket);
              return decided.first(ticket).stream()
                  .filter(first -> !first.is(decision) && !decided.isPending(first))
                  .filter(first -> !first.ticket().equals(ticket.name()))
                  .map(first -> json.write(first.about(ticket)));
            })
        .toList();
  }

  /**
   * Whether a decision that is not carried out can be looked up, and is to be taken back: another
   * was first, or its ticket is gone.
   *
   * @param body the decision as it was stored
   * @return false if nobody sees it, or if it has been carried out
   * @throws IOException if it is no decision
   */
  public boolean isInVain(@Body byte[] body) throws IOException {
    ReviewDecision decision = json.read(body);
    RunDecisions decided = taken.aboutTicket(decision.ticket());
    List<ReviewDecision> all = decided.all();
    return all.stream().anyMatch(some -> some.is(decision))
        && (decided.isPending(decision)
            || all.stream().anyMatch(other -> !other.is(decision))
            || tickets.find(decision.ticket()).isPresent());
  }

  /**
   * Whether a ticket is closed by this decision. One that came a moment too late closes nothing.
   *
   * @param body the decision as it was stored
   * @return false if another was first, which closes the ticket once it is carried out
   * @throws IOException if it is no decision
   */
  public boolean closes(@Body byte[] body) throws IOException {
    ReviewDecision decision = json.read(body);
    return taken.about(decision.ticket()).filter(first -> !first.is(decision)).isEmpty();
  }

  /**
   * The ticket that a decision is about.
   *
   * @param decision the decision as JSON
   * @return the ticket's name
   * @throws IOException if it is no decision
   */
  public String ticket(@Body byte[] decision) throws IOException {
    return json.read(decision).ticket();
  }
}
