package org.extendrouter.ticketfile;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.extendrouter.decision.ReviewDecision;
import org.extendrouter.decision.TakenDecisions;
import org.extendrouter.schedule.RouterClock;
import org.springframework.stereotype.Component;

/** The files of tickets that were written after the decision, or that another router has closed. */
@Component
public final class LateTickets {

  private static final Duration SWEPT_AGAIN = Duration.ofHours(1);

  private final ReviewFolders folders;
  private final TicketFiles files;
  private final TakenDecisions taken;
  private final Clock clock;

  private Instant swept = Instant.EPOCH;

  LateTickets(
      ReviewFolders folders, TicketFiles files, TakenDecisions taken, @RouterClock Clock clock) {
    this.folders = folders;
    this.files = files;
    this.taken = taken;
    this.clock = clock;
  }

  /**
   * Closes those whose decision has come since the last time, or shortly before. It looks through
   * all decisions that are kept.
   *
   * @throws IOException if a file cannot be moved
   * @throws org.springframework.jms.JmsException if the broker does not answer
   */
  public synchronized void close() throws IOException {
    Instant now = clock.instant();
    Set<String> here =
        folders.files(folders.tickets()).stream()
            .map(file -> TicketFileName.of(file.getFileName().toString()))
            .flatMap(Optional::stream)
            .map(TicketFileName::ticket)
            .collect(Collectors.toSet());
    if (!here.isEmpty()) {
      Instant last = swept.isBefore(now) ? swept : now;
      for (ReviewDecision decision : taken.since(last.minus(SWEPT_AGAIN))) {
        if (here.contains(decision.ticket())) {
          files.close(decision);
        }
      }
    }
    swept = now;
  }
}
