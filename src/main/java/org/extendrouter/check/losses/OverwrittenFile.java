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

/** A file of one name for all events, which each of them writes anew. */
public final class OverwrittenFile implements WiringRule {

  private static final Pattern NAME = Pattern.compile("[?&]fileName=([^&]+)");
  private static final Pattern REPLACES =
      Pattern.compile("[?&]fileExist=(Override|Move)(?:&|$)", Pattern.CASE_INSENSITIVE);

  /** Of a file of one name, this is one name, too. */
  private static final Pattern NAME_OF_FILE = Pattern.compile("[$]\\{file:name[.\\w]*}");

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
        || NAME_OF_FILE.matcher(address).replaceAll("").contains(Send.EXPRESSION)) {
      return Optional.empty();
    }
    return Optional.of(
        new Fault(
            wiring.places().place(send.part(), "fileName"),
            "fileExist=%s with the one name %s: each event takes the place of an earlier one, which counts as delivered and is gone"
                .formatted(replaces.group(1), name.group(1)),
            "write fileName: ${header.ExtendFileName}.json"));
  }
}
