package org.extendrouter.check.losses;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.paths.OnlyDelivery;
import org.extendrouter.check.routes.Send;
import org.extendrouter.check.routes.SendFinder;
import org.extendrouter.check.staff.StaffSteps;
import org.extendrouter.check.wiring.WiredRoute;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;

/** A file of one name for all events, or several of them, which each of them writes anew. */
public final class OverwrittenFile implements WiringRule {

  private static final Pattern NAME = Pattern.compile("[?&]fileName=([^&]+)");
  private static final Pattern REPLACES =
      Pattern.compile("[?&]fileExist=(Override|Move)(?:&|$)", Pattern.CASE_INSENSITIVE);

  /** What several events share, unless it is where the earlier file goes. */
  private static final Pattern SHARED =
      Pattern.compile(
          "(?i)[$]\\{(?:file:name|(?<!moveExisting=[^&]{0,99})(?:date|routeId|hostname|headers?\\W+Extend(?!(?:FileName|EventId|RunId|Ticket|ReviewId)\\b)))[^{}]*}");

  @Override
  public Stream<Fault> warnings(Wiring wiring) {
    return StaffSteps.routes(wiring)
        .filter(
            route ->
                OnlyDelivery.is(route, send -> warning(send, route, wiring).isPresent(), wiring))
        .flatMap(route -> warnings(route, wiring));
  }

  private static Stream<Fault> warnings(WiredRoute route, Wiring wiring) {
    return StaffSteps.running(route.definition().getOutputs(), wiring)
        .flatMap(SendFinder::of)
        .flatMap(send -> warning(send, route, wiring).stream());
  }

  private static Optional<Fault> warning(Send send, WiredRoute route, Wiring wiring) {
    String address = route.names().resolved(send.uri());
    Matcher name = NAME.matcher(address);
    Matcher replaces = REPLACES.matcher(address);
    if (!address.startsWith("file:")
        || !name.find()
        || !replaces.find()
        || SHARED.matcher(address).replaceAll("").contains(Send.EXPRESSION)) {
      return Optional.empty();
    }
    return Optional.of(
        new Fault(
            wiring.places().place(send.part(), "fileName"),
            (name.group(1).contains(Send.EXPRESSION)
                    ? "fileExist=%s with the name %s: events that share this name replace each other, and the earlier one, which counts as delivered, is gone"
                    : "fileExist=%s with the one name %s: each event takes the place of an earlier one, which counts as delivered and is gone")
                .formatted(replaces.group(1), name.group(1)),
            "write fileName: ${header.ExtendFileName}.json"));
  }
}
