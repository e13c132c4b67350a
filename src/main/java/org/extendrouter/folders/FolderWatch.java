package org.extendrouter.folders;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.extendrouter.decision.Answer;
import org.extendrouter.decision.Asked;
import org.extendrouter.decision.Channel;
import org.extendrouter.decision.DecisionDesk;
import org.extendrouter.decision.ReviewDecision;
import org.extendrouter.decision.TakenDecisions;
import org.extendrouter.decision.Verdict;
import org.extendrouter.openticket.OpenTicket;
import org.extendrouter.openticket.OpenTicketQueue;
import org.extendrouter.review.Review;
import org.extendrouter.schedule.RouterClock;
import org.extendrouter.text.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jms.JmsException;
import org.springframework.stereotype.Component;

/**
 * Looks for tickets that were moved, and for decisions that were dropped. A file stays where it is
 * until its decision is stored, so that none is lost, and is looked at again if anything fails.
 */
@Component("extendFolderWatch")
public final class FolderWatch {

  private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

  private static final int LONGEST = 300;
  private static final Duration SWEEP = Duration.ofMinutes(1);
  private static final Duration SWEPT_AGAIN = Duration.ofHours(1);

  private final ObjectMapper mapper =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final boolean inUse;
  private final ReviewFolders folders;
  private final TicketFiles files;
  private final DecisionDesk desk;
  private final OpenTicketQueue tickets;
  private final TakenDecisions taken;
  private final WholeFiles whole;

  private final Clock clock;

  private String told;
  private Instant swept = Instant.EPOCH;

  FolderWatch(
      Review review,
      ReviewFolders folders,
      TicketFiles files,
      DecisionDesk desk,
      OpenTicketQueue tickets,
      TakenDecisions taken,
      @RouterClock Clock clock) {
    this.inUse = review.byFile();
    this.folders = folders;
    this.files = files;
    this.desk = desk;
    this.tickets = tickets;
    this.taken = taken;
    this.whole = new WholeFiles(clock);
    this.clock = clock;
  }

  /** Makes the directories, before anybody is told that the router has started. */
  @EventListener(ApplicationReadyEvent.class)
  void makeFolders() {
    if (inUse) {
      attempt(folders.tickets(), folders::make);
    }
  }

  /** Looks once. Called by a route, so that nothing else waits for a share that hangs. */
  public void look() {
    if (!inUse) {
      return;
    }
    try {
      folders.make();
      Set<Path> found = new HashSet<>();
      lookInto(folders.confirm(), Verdict.CONFIRM, null, found);
      lookInto(folders.reject(), Verdict.REJECT, null, found);
      for (Path directory : folders.types()) {
        lookInto(directory, Verdict.CORRECT, folders.type(directory), found);
      }
      for (Path file : folders.files(folders.decisions())) {
        found.add(file);
        attempt(file, () -> lookAtDecision(file));
      }
      whole.retain(found);
      attempt(folders.tickets(), this::sweep);
    } catch (IOException e) {
      tell(folders.tickets(), e);
    }
  }

  /** Of a ticket that was written after it was decided, or that another router has closed. */
  private void sweep() throws IOException {
    Instant now = clock.instant();
    if (Duration.between(swept, now).compareTo(SWEEP) < 0) {
      return;
    }
    Set<String> here =
        folders.files(folders.tickets()).stream()
            .map(file -> TicketFileName.of(file.getFileName().toString()))
            .flatMap(Optional::stream)
            .map(TicketFileName::ticket)
            .collect(Collectors.toSet());
    if (!here.isEmpty()) {
      for (ReviewDecision decision : taken.since(swept.minus(SWEPT_AGAIN))) {
        if (here.contains(decision.ticket())) {
          files.close(decision);
        }
      }
    }
    swept = now;
  }

  private void lookInto(Path directory, Verdict verdict, String type, Set<Path> found)
      throws IOException {
    for (Path file : folders.files(directory)) {
      found.add(file);
      attempt(file, () -> lookAtTicket(file, verdict, type));
    }
  }

  private void lookAtTicket(Path file, Verdict verdict, String type) throws IOException {
    if (!whole.isAtRest(file)) {
      return;
    }
    Optional<TicketFileName> name = TicketFileName.of(file.getFileName().toString());
    if (name.isEmpty()) {
      files.putAside(file, "The name of this file is not that of a ticket. Move it as it is.");
    } else if (!name.get().isEvent() || isWholeEvent(file, name.get().ticket())) {
      Asked asked = new Asked(verdict, type, owner(file), null, Channel.FILE);
      Answer answer = desk.take(name.get().ticket(), asked);
      if (answer.isInForce()) {
        files.close(answer.first());
      } else {
        files.putAside(file, answer.words());
      }
    }
  }

  /** An event that cannot be read has no end to look for. */
  private boolean isWholeEvent(Path file, String ticket) throws IOException {
    long size = Files.size(file);
    return whole.isWholeJson(file)
        || tickets.find(ticket).filter(open -> open.event().length == size).isPresent();
  }

  private void lookAtDecision(Path file) throws IOException {
    if (!whole.isAtRest(file) || !whole.isWholeJson(file)) {
      return;
    }
    DecisionFile decision;
    try {
      decision = mapper.readValue(Files.readAllBytes(file), DecisionFile.class);
    } catch (JsonProcessingException e) {
      files.putAside(
          file,
          "This is not a decision: %s. Write for example {\"run\":\"clr_1\",\"decision\":\"correct\",\"type\":\"invoice\",\"reviewer\":\"Ada\",\"remark\":\"\"}"
              .formatted(SafeText.oneLine(e.getOriginalMessage(), LONGEST)));
      return;
    }
    Optional<Verdict> verdict = Verdict.of(decision.decision());
    List<String> meant = meant(decision);
    if (verdict.isEmpty()) {
      files.putAside(file, "\"decision\" is none of confirm, correct and reject.");
    } else if (verdict.get() == Verdict.CORRECT && decision.type() == null) {
      files.putAside(file, "\"type\" is missing: name the right type.");
    } else if (meant.size() != 1) {
      files.putAside(
          file,
          meant.isEmpty()
              ? "No ticket of this run is open. \"run\" is Extend's id of a run."
              : "Several tickets of this run are open. Name one of them as \"ticket\": %s."
                  .formatted(String.join(", ", meant)));
    } else {
      take(file, decision, verdict.get(), meant.get(0));
    }
  }

  private void take(Path file, DecisionFile decision, Verdict verdict, String ticket)
      throws IOException {
    String reviewer =
        decision.reviewer() == null || decision.reviewer().isBlank()
            ? owner(file)
            : decision.reviewer();
    Answer answer =
        desk.take(
            ticket, new Asked(verdict, decision.type(), reviewer, decision.remark(), Channel.FILE));
    if (answer.isInForce()) {
      files.keep(file, answer.first());
      files.close(answer.first());
    } else {
      files.putAside(file, answer.words());
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
    if (decision.run() == null || decision.run().isBlank()) {
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

  private void attempt(Path file, Step step) {
    try {
      step.run();
    } catch (NoSuchFileException movedMeanwhile) {
      LOG.debug("gone while it was looked at: {}", file);
    } catch (JmsException e) {
      LOG.debug("{} is looked at again once the broker answers", file, e);
    } catch (IOException | RuntimeException e) {
      tell(file, e);
    }
  }

  private void tell(Path file, Exception failure) {
    String line = file + ": " + SafeText.oneLine(failure.toString(), LONGEST);
    if (!Objects.equals(line, told)) {
      told = line;
      LOG.error("cannot act on {}; will be tried again, let the router read and move it", line);
    }
  }

  private static String owner(Path file) throws IOException {
    try {
      return Files.getOwner(file).getName();
    } catch (UnsupportedOperationException noOwners) {
      return "unknown";
    }
  }

  private interface Step {
    void run() throws IOException;
  }
}
