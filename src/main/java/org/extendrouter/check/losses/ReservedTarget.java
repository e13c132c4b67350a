package org.extendrouter.check.losses;

import java.util.Set;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.routes.Send;
import org.extendrouter.check.staff.StaffSteps;
import org.extendrouter.check.wiring.EndpointNames;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;
import org.extendrouter.names.QueueNames;
import org.extendrouter.routes.RouteFile;
import org.extendrouter.routes.RouteFile.Role;
import org.extendrouter.routes.RouterRoutes;

/** A step of staff's that sends past the route of the router's that its target needs. */
public final class ReservedTarget implements WiringRule {

  private static final Set<String> DEAD_LETTERS =
      Set.of(EndpointNames.JMS + QueueNames.DEAD_LETTERS, EndpointNames.JMS + QueueNames.REASONS);

  private static final Set<String> REVIEW =
      Set.of(
          "direct:review",
          "direct:" + RouterRoutes.PREFIX + "review",
          EndpointNames.JMS + QueueNames.OPEN_TICKETS,
          EndpointNames.JMS + QueueNames.REVIEW_FILE,
          EndpointNames.JMS + QueueNames.REVIEW_MAIL,
          EndpointNames.JMS + QueueNames.DECISIONS,
          EndpointNames.JMS + QueueNames.DECIDED,
          EndpointNames.JMS + QueueNames.DONE);

  private static final String GIVE_UP = "direct:dead-letter";

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return StaffSteps.sends(wiring)
        .filter(send -> StaffSteps.isStaffs(send.part(), wiring))
        .flatMap(send -> fault(send, wiring.names().of(send.uri()), wiring));
  }

  private static Stream<Fault> fault(Send send, String target, Wiring wiring) {
    if (DEAD_LETTERS.contains(target)) {
      return Stream.of(
          new Fault(
              wiring.places().place(send.part(), EndpointNames.queue(target)),
              "sends to %s, so that the event counts as delivered, and its dead letter says neither why nor from where"
                  .formatted(EndpointNames.shown(target)),
              "write " + GIVE_UP + " in place of it"));
    }
    RouteFile file = wiring.places().file(send.part());
    return file != null && file.role() == Role.TYPE && REVIEW.contains(target)
        ? Stream.of(
            new Fault(
                wiring.places().place(send.part(), EndpointNames.queue(target)),
                "sends to %s, which takes what triage sends alone, so that the event becomes a dead letter"
                    .formatted(EndpointNames.shown(target)),
                "raise the threshold of the type (extend.types) to have people look at its runs, or send to "
                    + GIVE_UP))
        : Stream.empty();
  }
}
