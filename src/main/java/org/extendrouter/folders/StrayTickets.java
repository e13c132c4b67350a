package org.extendrouter.folders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.extendrouter.ticketfile.FilesAside;
import org.extendrouter.ticketfile.ReviewFolders;
import org.extendrouter.ticketfile.TicketFileName;
import org.springframework.stereotype.Component;

/**
 * Tickets that a reviewer has moved to where nothing is decided. They are put aside, since who
 * moved them takes them for decided. Files of others stay where they are.
 */
@Component
final class StrayTickets {

  /** What is below is hardly a reviewer's, and would be looked through each second. */
  private static final int DEEPEST = 3;

  private final ReviewFolders folders;
  private final FilesAside aside;

  StrayTickets(ReviewFolders folders, FilesAside aside) {
    this.folders = folders;
    this.aside = aside;
  }

  /** Those among files. */
  static List<Path> among(List<Path> files) {
    return files.stream().filter(StrayTickets::isTicket).toList();
  }

  /** Those in a directory that somebody has made where tickets are moved to, and below it. */
  List<Path> within(Path directory) throws IOException {
    return within(directory, DEEPEST);
  }

  private List<Path> within(Path directory, int levels) throws IOException {
    ReviewFolders.Content content = folders.content(directory);
    List<Path> strays = new ArrayList<>(among(content.files()));
    if (levels > 1) {
      for (Path below : content.directories()) {
        strays.addAll(within(below, levels - 1));
      }
    }
    return strays;
  }

  private static boolean isTicket(Path file) {
    return !Files.isSymbolicLink(file)
        && TicketFileName.of(file.getFileName().toString()).isPresent();
  }

  /** A whole directory may hold what the reviewer has not looked at. */
  void takeWithin(Path file, Path meant) throws IOException {
    aside.put(
        file,
        "It was in the directory %s, which is not looked into. Move the ticket itself into %s/."
            .formatted(file.getParent().getFileName(), folders.tickets().relativize(meant)));
  }

  void takeBesideTypes(Path file) throws IOException {
    aside.put(file, "as/ stands for no type. Move it into one of the directories there.");
  }
}
