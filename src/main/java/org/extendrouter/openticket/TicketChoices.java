package org.extendrouter.openticket;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.extendrouter.event.ClassifyRun;
import org.extendrouter.event.ClassifyRun.Classification;
import org.extendrouter.event.ClassifyRun.Compared;
import org.extendrouter.event.ClassifyRun.Output;
import org.extendrouter.event.EventMapper;
import org.extendrouter.event.WebhookEvent;
import org.extendrouter.triage.Branches;
import org.extendrouter.triage.DeliveredTypes;
import org.extendrouter.triage.TypeSettings;
import org.springframework.stereotype.Component;

/** Says what can be decided about a ticket, and where the run goes then. */
@Component
public class TicketChoices {

  private final ObjectMapper events;
  private final TypeSettings settings;
  private final Branches branches;
  private final DeliveredTypes deliveredTypes;

  TicketChoices(
      EventMapper events, TypeSettings settings, Branches branches, DeliveredTypes deliveredTypes) {
    this.events = events.json();
    this.settings = settings;
    this.branches = branches;
    this.deliveredTypes = deliveredTypes;
  }

  /**
   * What can be decided.
   *
   * @param ticket an open ticket
   * @return the type that the event says, those of the classifier's configuration, and those that
   *     are delivered
   */
  public Choices of(OpenTicket ticket) {
    WebhookEvent event = event(ticket);
    ClassifyRun run = event == null ? null : event.run();
    if (run == null || !ticket.reason().leavesARun()) {
      return new Choices(null, null, List.of(), null, new Choices.Model(null, ticket.confidence()));
    }
    String kept = ticket.deliveredType();
    Map<String, Choices.Type> types = new LinkedHashMap<>();
    for (Classification other : run.classifications()) {
      if (other.type() != null) {
        Output chosen = new Output(other.id(), other.type(), null, List.of());
        types.putIfAbsent(
            other.type(),
            new Choices.Type(
                other.type(),
                other.description(),
                other.type().equals(kept) ? null : branch(chosen)));
      }
    }
    for (DeliveredTypes.Target routed : deliveredTypes.all()) {
      types.putIfAbsent(
          routed.type(),
          new Choices.Type(
              routed.type(), null, routed.type().equals(kept) ? null : delivered(routed.branch())));
    }
    Output output = run.output();
    String type = output == null ? null : output.type();
    return new Choices(
        type,
        type == null || type.equals(kept) ? null : branch(output),
        List.copyOf(types.values()),
        kept,
        model(run, type, ticket));
  }

  private static Choices.Model model(ClassifyRun run, String type, OpenTicket ticket) {
    Compared initial = run.initialOutput();
    return initial == null
        ? new Choices.Model(type, ticket.confidence())
        : new Choices.Model(initial.type(), initial.confidence());
  }

  /**
   * The event of a ticket.
   *
   * @param ticket an open ticket
   * @return null if it cannot be read
   */
  public WebhookEvent event(OpenTicket ticket) {
    try {
      return events.readValue(ticket.event(), WebhookEvent.class);
    } catch (IOException unreadable) {
      return null;
    }
  }

  private String branch(Output output) {
    return delivered(settings.branch(output));
  }

  private String delivered(String branch) {
    return branch != null && branches.areDelivered(branch) ? branch : null;
  }
}
