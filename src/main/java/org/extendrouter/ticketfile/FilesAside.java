package org.extendrouter.ticketfile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.extendrouter.text.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What nobody can act on is out of the way here, with the reason in a file beside it. */
@Component
public final class FilesAside {

  private static final Logger LOG = LoggerFactory.getLogger(FilesAside.class);

  /** A reason may name types. */
  private static final int LONGEST = 8000;

  private final ReviewFolders folders;
  private final TicketWrites writes;

  FilesAside(ReviewFolders folders, TicketWrites writes) {
    this.folders = folders;
    this.writes = writes;
  }

  /**
   * Moves a file out of the way. A link is moved as a link.
   *
   * @param file the file
   * @param reason why nothing can be done about it, in one line
   * @throws IOException if it cannot be moved
   */
  public void put(Path file, String reason) throws IOException {
    put(file, file.getFileName().toString(), reason);
  }

  /**
   * Moves a file out of the way, under another name.
   *
   * @param file the file
   * @param fileName the name that people know it by
   * @param reason why nothing can be done about it, in one line
   * @throws IOException if it cannot be moved
   */
  public void put(Path file, String fileName, String reason) throws IOException {
    AsideName name = AsideName.of(fileName);
    Path directory = folders.aside();
    int copy = 1;
    while (Files.exists(directory.resolve(name.numbered(copy)), LinkOption.NOFOLLOW_LINKS)) {
      copy++;
    }
    Path target = directory.resolve(name.numbered(copy));
    writes.write(
        "aside",
        target.getFileName() + ".reason.txt",
        (SafeText.oneLine(reason, LONGEST) + "\n").getBytes(StandardCharsets.UTF_8));
    writes.move(file, target);
    LOG.warn("put aside {}, see {}.reason.txt beside it: {}", target, target.getFileName(), reason);
  }
}
