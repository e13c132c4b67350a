package org.extendrouter.decision;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.time.Instant;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.extendrouter.connection.BrokerConnection;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.QueueNames;
import org.extendrouter.names.RunIds;
import org.extendrouter.openticket.OpenTicket;
import org.extendrouter.openticket.OpenTicketQueue;
import org.extendrouter.openticket.SettledTickets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

/**
 * Which decisions were taken. They are looked up in a queue, so that nothing hangs on a database:
 * each is in {@code extend.review.decided} from the moment that it is taken, and nobody takes it
 * out of sight. Of several about one thing the first counts.
 */
@Component
public class TakenDecisions implements SettledTickets {

  /** What a message of that queue has for a verdict if it takes back one with the same decision. */
  public static final String WITHDRAWN = "withdrawn";

  /**
   * What it has for a verdict if the decision is not carried out yet. Once that is done, the same
   * decision follows without it.
   */
  public static final String PENDING = "pending";

  private static final Logger LOG = LoggerFactory.getLogger(TakenDecisions.class);

  private final JmsTemplate jms;
  private final DecisionJson json = new DecisionJson();

  TakenDecisions(BrokerConnection connection) {
    this.jms = new JmsTemplate(connection.browsing());
  }

  /**
   * The decision about a ticket.
   *
   * @param ticket the ticket's name
   * @return nothing if none was taken, or it was long ago
   * @throws org.springframework.jms.JmsException if the broker does not answer
   */
  public Optional<ReviewDecision> about(String ticket) {
    return aboutTicket(ticket).about(ticket);
  }

  /**
   * All that was decided about a ticket.
   *
   * @param ticket the ticket's name
   * @return several if they came at the same moment
   * @throws org.springframework.jms.JmsException if the broker does not answer
   */
  public RunDecisions aboutTicket(String ticket) {
    return OpenTicketQueue.isName(ticket)
        ? browse(HeaderNames.selector(HeaderNames.TICKET, ticket))
        : new RunDecisions(List.of());
  }

  /**
   * What was decided about a run.
   *
   * @param runId the run's id
   * @return its decisions
   * @throws org.springframework.jms.JmsException if the broker does not answer
   */
  public RunDecisions aboutRun(String runId) {
    return browse(HeaderNames.selector(HeaderNames.RUN_ID, runId));
  }

  /**
   * What was decided about the run of a ticket.
   *
   * @param ticket a ticket
   * @return what was decided about the ticket, if its run is not known
   * @throws org.springframework.jms.JmsException if the broker does not answer
   */
  public RunDecisions ofRun(OpenTicket ticket) {
    return ticket.runId().equals(RunIds.UNKNOWN)
        ? aboutTicket(ticket.name())
        : aboutRun(ticket.runId());
  }

  /**
   * The decisions by which tickets were closed lately, or are going to be.
   *
   * @param since from when on
   * @return those that {@link RunDecisions#settles settle} their ticket, the oldest first
   * @throws org.springframework.jms.JmsException if the broker does not answer
   */
  public List<ReviewDecision> since(Instant since) {
    RunDecisions lately = browse("JMSTimestamp >= " + since.toEpochMilli());
    return lately.all().stream().filter(lately::settles).toList();
  }

  /** The decision about another may still be discarded. */
  @Override
  public Set<String> closedTickets() {
    RunDecisions all = browse(null);
    return all.all().stream()
        .filter(decision -> !all.isPending(decision))
        .map(ReviewDecision::ticket)
        .collect(Collectors.toSet());
  }

  /**
   * Whether the decision of a person about a ticket is taken, and not carried out yet.
   *
   * @param ticket the ticket's name
   * @return false if it can be decided, or is closed for good
   * @throws org.springframework.jms.JmsException if the broker does not answer
   */
  public boolean isBeingClosed(String ticket) {
    RunDecisions decided = aboutTicket(ticket);
    return decided.about(ticket).filter(decided::isPending).filter(decided::settles).isPresent();
  }

  private RunDecisions browse(String selector) {
    return jms.browseSelected(
        QueueNames.DECIDED,
        selector,
        (session, browser) -> {
          Map<List<String>, ReviewDecision> found = new LinkedHashMap<>();
          Set<String> pending = new HashSet<>();
          Enumeration<?> messages = browser.getEnumeration();
          while (messages.hasMoreElements()) {
            if (messages.nextElement() instanceof BytesMessage message) {
              String ticket = message.getStringProperty(HeaderNames.TICKET);
              Optional<ReviewDecision> decision = read(message, ticket);
              String verdict = message.getStringProperty(HeaderNames.REVIEW);
              if (WITHDRAWN.equals(verdict)) {
                // What was damaged tells its ticket alone.
                found
                    .values()
                    .removeIf(
                        other ->
                            decision
                                .map(same -> same.id().equals(other.id()))
                                .orElse(other.ticket().equals(ticket)));
              } else {
                decision.ifPresent(
                    some -> {
                      found.putIfAbsent(List.of(some.id(), some.ticket()), some);
                      if (PENDING.equals(verdict)) {
                        pending.add(some.id());
                      } else {
                        pending.remove(some.id());
                      }
                    });
              }
            }
          }
          return new RunDecisions(List.copyOf(found.values()), pending);
        });
  }

  private Optional<ReviewDecision> read(BytesMessage message, String ticket) throws JMSException {
    byte[] body = new byte[Math.toIntExact(message.getBodyLength())];
    message.readBytes(body);
    try {
      return Optional.of(json.read(body));
    } catch (IOException e) {
      LOG.error(
          "what is stored as the decision about ticket={} is none, and is left out", ticket, e);
      return Optional.empty();
    }
  }
}
