package org.extendrouter.ticketfile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.Body;
import org.extendrouter.decision.ReviewDecision;
import org.extendrouter.text.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The files of tickets: once decided, they go to {@code review/done/}, and say so. */
@Component("extendTicketFiles")
public final class TicketFiles {

  private static final Logger LOG = LoggerFactory.getLogger(TicketFiles.class);

  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("yyyy-MM", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** In bytes. A ticket is some kilobytes; what is larger is not read. */
  private static final int LARGEST_TEXT = 1024 * 1024;

  /** A type, a name and a remark may be as long. */
  private static final int LONGEST_LINE = 8000;

  private final ReviewFolders folders;
  private final TicketWrites writes;

  TicketFiles(ReviewFolders folders, TicketWrites writes) {
    this.folders = folders;
    this.writes = writes;
  }

  /**
   * Moves the files of a ticket from among the open ones to the month of its decision. What is
   * there already stays as it is. What a reviewer has moved is a decision of its own, and stays.
   *
   * @param decision the decision
   * @throws IOException if a file cannot be moved
   */
  public synchronized void close(@Body ReviewDecision decision) throws IOException {
    for (Path file : folders.files(folders.tickets(), decision.ticket())) {
      Optional<TicketFileName> name = TicketFileName.of(file.getFileName().toString());
      if (name.filter(its -> its.ticket().equals(decision.ticket())).isPresent()) {
        try {
          move(file, name.get(), decision);
        } catch (NoSuchFileException movedMeanwhile) {
          LOG.debug("another router on the same directory has moved {}", file);
        }
      }
    }
  }

  /**
   * Moves a file that a reviewer has moved to the month of the decision that it was. If it is a
   * copy, the ticket itself goes there first: the copy may be half of it.
   *
   * @param file a file of a ticket
   * @param decision what was decided about the ticket, by this file or another that says the same
   * @throws IOException if it cannot be moved
   */
  public synchronized void closeMoved(Path file, ReviewDecision decision) throws IOException {
    TicketFileName name = TicketFileName.of(file.getFileName().toString()).orElseThrow();
    if (isThere(folders.tickets().resolve(name.original()))) {
      close(decision);
    }
    move(file, name, decision);
  }

  /**
   * Moves a file that a script has dropped to the month of the decision that it holds.
   *
   * @param file the file
   * @param decision what was decided, by this file or another that says the same
   * @throws IOException if it cannot be moved
   */
  public synchronized void closeDropped(Path file, ReviewDecision decision) throws IOException {
    Path target = folders.month(month(decision)).resolve(decision.ticket() + ".decision.json");
    if (isThere(target)) {
      Files.delete(file);
    } else {
      writes.move(file, target);
    }
  }

  private void move(Path file, TicketFileName name, ReviewDecision decision) throws IOException {
    Path target = folders.month(month(decision)).resolve(name.original());
    if (isThere(target)) {
      keepBeside(file, name, target);
      return;
    }
    if (!name.isText()) {
      writes.move(file, target);
      return;
    }
    try {
      Optional<TicketText> text = read(file);
      if (text.isPresent()) {
        writes.write(
            "done/" + month(decision), name.original(), text.get().with(lastLine(decision)));
        Files.delete(file);
        return;
      }
      LOG.warn("{} is too large for a ticket and is moved as it is", file);
    } catch (AccessDeniedException e) {
      LOG.warn("{} may not be read and says nothing of its decision; let the router read it", file);
    }
    writes.move(file, target);
  }

  /** Of a copy that says nothing that is not there already, one is enough. */
  private void keepBeside(Path file, TicketFileName name, Path target) throws IOException {
    Path beside = target;
    for (int copy = 2; isThere(beside); copy++) {
      if (isBeginning(file, beside)) {
        Files.delete(file);
        return;
      }
      beside = target.resolveSibling("%s (%d)%s".formatted(name.ticket(), copy, name.ending()));
    }
    writes.move(file, beside);
  }

  private static boolean isBeginning(Path file, Path of) throws IOException {
    if (!Files.isReadable(file) || !Files.isRegularFile(of, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    long differsAt = Files.mismatch(file, of);
    return differsAt < 0 || differsAt == Files.size(file);
  }

  private static Optional<TicketText> read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] text = in.readNBytes(LARGEST_TEXT + 1);
      return text.length > LARGEST_TEXT ? Optional.empty() : Optional.of(new TicketText(text));
    }
  }

  private static boolean isThere(Path target) {
    return Files.exists(target, LinkOption.NOFOLLOW_LINKS);
  }

  private static String month(ReviewDecision decision) {
    return MONTH.format(decision.time());
  }

  private static String lastLine(ReviewDecision decision) {
    String remark = decision.remark() == null ? "" : ": " + decision.remark();
    return "\nDecided: %s\n".formatted(SafeText.oneLine(decision.words() + remark, LONGEST_LINE));
  }
}
