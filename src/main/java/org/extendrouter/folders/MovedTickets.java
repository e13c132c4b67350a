package org.extendrouter.folders;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.extendrouter.decision.Channel;
import org.extendrouter.decision.Verdict;
import org.extendrouter.desk.Answer;
import org.extendrouter.desk.Asked;
import org.extendrouter.desk.DecisionDesk;
import org.extendrouter.openticket.OpenTicketQueue;
import org.extendrouter.ticketfile.FileOwner;
import org.extendrouter.ticketfile.FilesAside;
import org.extendrouter.ticketfile.TicketFileName;
import org.extendrouter.ticketfile.TicketFiles;
import org.springframework.stereotype.Component;

/** Decides as reviewers have moved files of tickets. */
@Component
final class MovedTickets {

  private final TicketFiles files;
  private final FilesAside aside;
  private final DecisionDesk desk;
  private final OpenTicketQueue tickets;
  private final WholeFiles whole;

  MovedTickets(
      TicketFiles files,
      FilesAside aside,
      DecisionDesk desk,
      OpenTicketQueue tickets,
      WholeFiles whole) {
    this.files = files;
    this.aside = aside;
    this.desk = desk;
    this.tickets = tickets;
    this.whole = whole;
  }

  void take(Path file, Verdict verdict, String type) throws IOException {
    Optional<TicketFileName> name = TicketFileName.of(file.getFileName().toString());
    if (name.isEmpty()) {
      aside.put(file, "The name of this file is not that of a ticket. Move it as it is.");
    } else if (!name.get().isEvent() || isWholeEvent(file, name.get().ticket())) {
      Asked asked = new Asked(verdict, type, FileOwner.of(file), null, Channel.FILE);
      Answer answer = desk.take(name.get().ticket(), asked);
      if (answer.isInForce()) {
        files.closeMoved(file, answer.first());
      } else {
        aside.put(file, answer.words());
      }
    }
  }

  /** An event that cannot be read has no end to look for. */
  private boolean isWholeEvent(Path file, String ticket) throws IOException {
    long size = WholeFiles.attributes(file).size();
    return whole.isWholeJson(file)
        || tickets.find(ticket).filter(open -> open.event().length == size).isPresent();
  }
}
