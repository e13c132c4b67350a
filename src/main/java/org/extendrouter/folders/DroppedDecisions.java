package org.extendrouter.folders;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.extendrouter.decision.Channel;
import org.extendrouter.decision.ReviewDecision;
import org.extendrouter.decision.TakenDecisions;
import org.extendrouter.decision.Verdict;
import org.extendrouter.desk.Answer;
import org.extendrouter.desk.Asked;
import org.extendrouter.desk.DecisionDesk;
import org.extendrouter.folders.dropped.DecisionFile;
import org.extendrouter.names.RunIds;
import org.extendrouter.openticket.OpenTicket;
import org.extendrouter.openticket.OpenTicketQueue;
import org.extendrouter.openticket.TicketChoices;
import org.extendrouter.text.SafeText;
import org.extendrouter.ticketfile.FileOwner;
import org.extendrouter.ticketfile.FilesAside;
import org.extendrouter.ticketfile.OwnName;
import org.extendrouter.ticketfile.TicketFiles;
import org.springframework.stereotype.Component;

/** Decides as scripts have written. */
@Component
final class DroppedDecisions {

  /** In bytes. No decision needs a tenth of it. */
  private static final int LARGEST = 64 * 1024;

  private static final int LONGEST = 300;

  private static final String EXAMPLE =
      "{\"run\":\"clr_1\",\"decision\":\"correct\",\"type\":\"invoice\",\"reviewer\":\"Ada\",\"remark\":\"\"}";

  private final TicketFiles files;
  private final FilesAside aside;
  private final DecisionDesk desk;
  private final OpenTicketQueue tickets;
  private final TicketChoices choices;
  private final TakenDecisions taken;
  private final WholeFiles whole;

  DroppedDecisions(
      TicketFiles files,
      FilesAside aside,
      DecisionDesk desk,
      OpenTicketQueue tickets,
      TicketChoices choices,
      TakenDecisions taken,
      WholeFiles whole) {
    this.files = files;
    this.aside = aside;
    this.desk = desk;
    this.tickets = tickets;
    this.choices = choices;
    this.taken = taken;
    this.whole = whole;
  }

  /** What the router knows of a ticket, open or decided. */
  private record Subject(String run, String type) {}

  /**
   * Takes a decision. A script may put the next one in its place at any moment, so it gets a name
   * of its own first, under which it is looked at again should this process end.
   */
  void take(Path file) throws IOException {
    byte[] json = read(file);
    if (json.length > LARGEST || whole.isWholeJson(file)) {
      Path own = OwnName.of(file);
      Files.move(file, own, StandardCopyOption.ATOMIC_MOVE);
      // Else the next one has come already, and has its turn.
      if (Arrays.equals(json, read(own))) {
        take(own, json);
      }
    }
  }

  private static byte[] read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return in.readNBytes(LARGEST + 1);
    }
  }

  private void putAside(Path file, String reason) throws IOException {
    aside.put(file, OwnName.original(file), reason);
  }

  private void take(Path file, byte[] json) throws IOException {
    if (json.length > LARGEST) {
      putAside(file, "This file is larger than 64 KB, which no decision is. It was not read.");
      return;
    }
    DecisionFile decision;
    try {
      decision = DecisionFile.read(json);
    } catch (IOException e) {
      putAside(
          file,
          "This is not a decision: %s. Write for example %s"
              .formatted(SafeText.oneLine(e.getMessage(), LONGEST), EXAMPLE));
      return;
    }
    List<String> meant = meant(decision);
    Optional<Verdict> verdict = Verdict.of(decision.decision());
    Optional<String> refusal = refusal(decision, verdict.orElse(null), meant);
    if (refusal.isPresent()) {
      putAside(file, refusal.get());
    } else {
      take(file, decision, verdict.get(), meant.get(0));
    }
  }

  /** Why nothing can be done about it. */
  private Optional<String> refusal(DecisionFile decision, Verdict verdict, List<String> meant) {
    if (verdict == null) {
      return Optional.of("\"decision\" is none of confirm, correct and reject.");
    }
    if (verdict == Verdict.CORRECT && decision.type() == null) {
      return Optional.of("\"type\" is missing: name the right type.");
    }
    if (decision.ticket() == null && RunIds.UNKNOWN.equals(decision.run())) {
      return Optional.of(
          "\"-\" is the id of no run. Where it could not be read, name the \"ticket\" instead, or"
              + " move the ticket.");
    }
    if (meant.isEmpty()) {
      return Optional.of("No ticket of this run is open. \"run\" is Extend's id of a run.");
    }
    return meant.size() > 1
        ? Optional.of(
            "Several tickets of this run are open. Name one of them as \"ticket\": %s."
                .formatted(String.join(", ", meant)))
        : contradiction(decision, verdict, meant.get(0));
  }

  private void take(Path file, DecisionFile decision, Verdict verdict, String ticket)
      throws IOException {
    String reviewer = decision.namesReviewer() ? decision.reviewer() : FileOwner.of(file);
    Answer answer =
        desk.take(
            ticket, new Asked(verdict, decision.type(), reviewer, decision.remark(), Channel.FILE));
    if (answer.isInForce()) {
      files.closeDropped(file, answer.first());
    } else {
      putAside(file, answer.words());
    }
  }

  /**
   * The tickets that a decision may be about: those that are open; of a run that was decided about,
   * one that was, so that the same decision again changes nothing.
   */
  private List<String> meant(DecisionFile decision) {
    if (decision.ticket() != null) {
      return List.of(decision.ticket());
    }
    if (!decision.namesRun()) {
      return List.of();
    }
    List<OpenTicket> open = tickets.ofRun(decision.run());
    List<ReviewDecision> decided = taken.aboutRun(decision.run()).inForce();
    return decided.isEmpty()
        ? open.stream().map(OpenTicket::name).toList()
        : Stream.concat(
                open.stream().filter(ticket -> !ticket.standsAlone()).map(OpenTicket::name),
                decided.stream().map(ReviewDecision::ticket))
            .limit(1)
            .toList();
  }

  private Optional<String> contradiction(DecisionFile decision, Verdict verdict, String ticket) {
    boolean namesBoth = decision.ticket() != null && decision.namesRun();
    boolean confirmsType = verdict == Verdict.CONFIRM && decision.namesType();
    Optional<Subject> known = namesBoth || confirmsType ? subject(ticket) : Optional.empty();
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Subject subject = known.get();
    if (namesBoth && !decision.run().equals(subject.run())) {
      return Optional.of(
          "The ticket is not of the run %s but of %s. Name one of them alone."
              .formatted(SafeText.oneLine(decision.run(), LONGEST), subject.run()));
    }
    if (confirmsType && !decision.type().equals(subject.type())) {
      return Optional.of(
          "To confirm is to say that the type is %s, and \"type\" says %s. Write \"correct\" to change it."
              .formatted(
                  SafeText.oneLine(subject.type(), LONGEST),
                  SafeText.oneLine(decision.type(), LONGEST)));
    }
    return Optional.empty();
  }

  private Optional<Subject> subject(String ticket) {
    return tickets
        .find(ticket)
        .map(open -> new Subject(open.runId(), choices.of(open).type()))
        .or(
            () ->
                taken
                    .about(ticket)
                    .map(decision -> new Subject(decision.runId(), decision.confirmable())));
  }
}
