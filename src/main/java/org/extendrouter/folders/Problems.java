package org.extendrouter.folders;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.extendrouter.health.DiskTrouble;
import org.extendrouter.text.SafeText;
import org.extendrouter.ticketfile.LinkRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.JmsException;
import org.springframework.stereotype.Component;

/** Files and directories that decisions are not taken from, and why; each is told once. */
@Component
final class Problems {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private static final int LONGEST = 300;

  private final Map<Path, String> all = new ConcurrentSkipListMap<>();

  /** Does something with a file or directory, which is no problem of any other if it fails. */
  void attempt(Path path, Step step) {
    try {
      step.run();
      all.remove(path);
    } catch (NoSuchFileException movedMeanwhile) {
      all.remove(path);
      LOG.debug("gone while it was looked at: {}", path);
    } catch (JmsException e) {
      LOG.debug("{} is looked at again once the broker answers", path, e);
    } catch (IOException | RuntimeException e) {
      String problem = problem(e);
      if (!problem.equals(all.put(path, problem))) {
        LOG.error("cannot act on {}: {}. It will be tried again", path, problem);
        LOG.debug("the cause", e);
      }
    }
  }

  /** Forgets what is gone. */
  void retain(Set<Path> paths) {
    all.keySet().retainAll(paths);
  }

  /** What is wrong now and what to do, by file or directory. */
  Map<Path, String> all() {
    return Map.copyOf(all);
  }

  private static String problem(Exception e) {
    if (e instanceof AccessDeniedException denied) {
      return SafeText.oneLine(denied.getFile(), LONGEST)
          + " may not be read or moved by the router: give the group that it shares with reviewers"
          + " the right to read and write";
    }
    if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
      return SafeText.oneLine(((FileSystemException) e).getFile(), LONGEST)
          + " is a file, not a directory: move it elsewhere";
    }
    if (e instanceof LinkRefusedException) {
      return SafeText.oneLine(e.getMessage(), LONGEST)
          + ", which is not followed: put a directory in its place";
    }
    String whole = SafeText.oneLine(e.toString(), LONGEST);
    return e instanceof IOException
        ? whole + ": " + DiskTrouble.remedy(e).orElse("let the router read and move it")
        : whole + ": this is a mistake in the router, please report it with its log";
  }

  interface Step {
    void run() throws IOException;
  }
}
