package org.extendrouter.check.losses;

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

  private static final String DEAD_LETTERS = EndpointNames.JMS + QueueNames.DEAD_LETTERS;
  private static final String REVIEW_QUEUES = EndpointNames.JMS + "extend.review.";
  private static final String REVIEW = "direct:review";
  private static final String REVIEW_IN_APPLICATION = "direct:" + RouterRoutes.PREFIX + "review";

  private static final String GIVE_UP = "direct:dead-letter";

  @Override
  public Stream<Fault> faults(Wiring wiring) {
    return wiring.sends().stream()
        .filter(send -> !send.isDisabled() && StaffSteps.isStaffs(send.part(), wiring))
        .flatMap(send -> fault(send, wiring.names().of(send.uri()), wiring));
  }

  private static Stream<Fault> fault(Send send, String target, Wiring wiring) {
    if (target.startsWith(DEAD_LETTERS)) {
      return Stream.of(
          new Fault(
              wiring.places().place(send.part(), EndpointNames.queue(target)),
              "sends to %s, so that the event counts as delivered, and its dead letter says neither why nor from where"
                  .formatted(EndpointNames.shown(target)),
              "write " + GIVE_UP + " in place of it"));
    }
    RouteFile file = wiring.places().file(send.part());
    return file != null && file.role() == Role.TYPE && isReview(target)
        ? Stream.of(
            new Fault(
                wiring.places().place(send.part(), EndpointNames.queue(target)),
                "sends to %s, which takes what triage sends alone, so that the event becomes a dead letter"
                    .formatted(EndpointNames.shown(target)),
                "raise the threshold of the type (extend.types) to have people look at its runs, or send to "
                    + GIVE_UP))
        : Stream.empty();
  }

  private static boolean isReview(String target) {
    return target.startsWith(REVIEW_QUEUES)
        || target.equals(REVIEW)
        || target.equals(REVIEW_IN_APPLICATION);
  }
}
