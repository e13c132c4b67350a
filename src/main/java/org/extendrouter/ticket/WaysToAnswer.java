package org.extendrouter.ticket;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.extendrouter.text.SafeText;
import org.extendrouter.ticket.Ticket.Answers;
import org.extendrouter.ticket.Ticket.Fact;
import org.extendrouter.triage.DeliveredTypes.Target;
import org.extendrouter.triage.Reason;

/** What the reader of a ticket can do about it, by the ways that are switched on. */
final class WaysToAnswer {

  private static final String LIMIT =
      "This run cannot go on as it is. Reject it, or have it replayed once the cause is fixed.";

  private static final int TYPE = 60;

  private final boolean byFile;
  private final Supplier<List<Target>> delivered;

  WaysToAnswer(boolean byFile, Supplier<List<Target>> delivered) {
    this.byFile = byFile;
    this.delivered = delivered;
  }

  Answers answers(Reason reason, String type, String branch, String kept, String link) {
    boolean goesOn = reason.leavesARun();
    return new Answers(
        goesOn ? "" : LIMIT,
        link == null ? "" : link,
        byFile ? directories(goesOn, type, branch, kept) : List.of());
  }

  private static void add(List<Fact> ways, String answer, String directories) {
    if (!directories.isEmpty()) {
      ways.add(new Fact(answer, directories));
    }
  }

  private List<Fact> directories(boolean goesOn, String type, String branch, String kept) {
    List<Fact> ways = new ArrayList<>();
    if (goesOn) {
      List<Target> targets = delivered.get();
      boolean hasType = !type.isEmpty();
      if (hasType) {
        boolean routed = targets.stream().anyMatch(target -> target.branch().equals(branch));
        String yes = routed ? "Yes: deliver it" : "Yes: file it, no route takes it";
        add(ways, type.equals(kept) ? keep(kept) : yes, "confirm/");
      }
      if (!kept.equals(type)) {
        add(ways, keep(kept), paths(targets, target -> target.type().equals(kept)));
      }
      String others =
          paths(targets, target -> !target.type().equals(type) && !target.type().equals(kept));
      add(ways, hasType ? "No: deliver it as" : "Deliver it as", others);
    }
    add(ways, "Reject: file it, deliver nothing", "reject/");
    return List.copyOf(ways);
  }

  private static String keep(String type) {
    return "Keep it as %s (already delivered)".formatted(SafeText.oneLine(type, TYPE));
  }

  private static String paths(List<Target> targets, Predicate<Target> meant) {
    return targets.stream()
        .filter(meant)
        .map(WaysToAnswer::directory)
        .collect(Collectors.joining(", "));
  }

  private static String directory(Target target) {
    String path = "as/" + target.directory() + "/";
    return target.directory().equals(target.type()) ? path : path + " (" + target.type() + ")";
  }
}
