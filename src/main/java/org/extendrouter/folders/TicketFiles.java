package org.extendrouter.folders;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.extendrouter.decision.ReviewDecision;
import org.extendrouter.delivery.FilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The files of tickets: once decided, they go to {@code review/done/}, and say so. */
@Component("extendTicketFiles")
public final class TicketFiles {

  private static final Logger LOG = LoggerFactory.getLogger(TicketFiles.class);

  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("yyyy-MM", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final String WRITTEN =
      "extend-file:{{extend.data-dir}}/review?tempPrefix=.part-&fileExist=Override";

  private final ReviewFolders folders;
  private final ProducerTemplate producer;

  TicketFiles(ReviewFolders folders, ProducerTemplate producer) {
    this.folders = folders;
    this.producer = producer;
  }

  /**
   * Moves the files of a ticket to the month of its decision, from wherever below {@code review/}
   * they are. What is there already stays as it is.
   *
   * @param decision the decision
   * @throws IOException if a file cannot be moved
   */
  public synchronized void close(@Body ReviewDecision decision) throws IOException {
    for (Path file : files(decision.ticket())) {
      TicketFileName name = TicketFileName.of(file.getFileName().toString()).orElseThrow();
      try {
        move(file, name, decision);
      } catch (NoSuchFileException movedMeanwhile) {
        LOG.debug("another router on the same directory has moved {}", file);
      }
    }
  }

  private void move(Path file, TicketFileName name, ReviewDecision decision) throws IOException {
    String month = MONTH.format(decision.time());
    Path target = folders.month(month).resolve(name.original());
    if (Files.exists(target)) {
      Files.delete(file);
    } else if (name.isText()) {
      writeText(file, month + "/" + name.original(), decision);
    } else {
      moveAsItIs(file, target);
    }
  }

  private void writeText(Path file, String target, ReviewDecision decision) throws IOException {
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      String end = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
      write("done/" + target, text + end + lastLine(decision));
      Files.delete(file);
    } catch (AccessDeniedException e) {
      LOG.warn("{} may not be read and says nothing of its decision; let the router read it", file);
      moveAsItIs(file, folders.done().resolve(target));
    }
  }

  private static String lastLine(ReviewDecision decision) {
    String remark = decision.remark() == null ? "" : ": " + decision.remark();
    return "\nDecided: %s%s\n".formatted(decision.words(), remark);
  }

  /** Moves a file that is no ticket's to the month of the decision that it holds. */
  void keep(Path file, ReviewDecision decision) throws IOException {
    Path month = folders.month(MONTH.format(decision.time()));
    moveAsItIs(file, month.resolve(decision.ticket() + ".decision.json"));
  }

  /** Moves a file out of the way, with the reason in a file beside it. */
  void putAside(Path file, String reason) throws IOException {
    String name = file.getFileName().toString();
    Path target = folders.aside().resolve(name);
    for (int copy = 2; Files.exists(target); copy++) {
      name = copy + "-" + file.getFileName();
      target = target.resolveSibling(name);
    }
    write("aside/" + name + ".reason.txt", reason + "\n");
    moveAsItIs(file, target);
    LOG.warn("put aside {}, see {}.reason.txt beside it: {}", target, name, reason);
  }

  private void write(String name, String text) {
    producer.sendBodyAndHeader(WRITTEN, text, Exchange.FILE_NAME, name);
  }

  private static void moveAsItIs(Path file, Path target) throws IOException {
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    FilePermissions.force(target.toAbsolutePath().getParent());
  }

  private List<Path> files(String ticket) throws IOException {
    List<Path> directories =
        new ArrayList<>(List.of(folders.tickets(), folders.confirm(), folders.reject()));
    directories.addAll(folders.types());
    List<Path> found = new ArrayList<>();
    for (Path directory : directories) {
      for (Path file : folders.files(directory)) {
        if (TicketFileName.of(file.getFileName().toString())
            .filter(name -> name.ticket().equals(ticket))
            .isPresent()) {
          found.add(file);
        }
      }
    }
    return found;
  }
}
