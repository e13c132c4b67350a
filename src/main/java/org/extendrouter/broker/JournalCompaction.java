package org.extendrouter.broker;

import java.util.stream.Stream;
import org.apache.activemq.artemis.core.journal.impl.JournalFile;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Makes the embedded broker's journal smaller while its disk is short of room. Artemis does so by
 * itself only when it begins a new file, and it begins none while nothing new is taken.
 */
class JournalCompaction {

  private static final Logger LOG = LoggerFactory.getLogger(JournalCompaction.class);

  private static final int TIMEOUT_SECONDS = 60;

  /** Besides those for what is live, which are written before the old ones go. */
  private static final int FILE_BEGUN = 1;

  private final ActiveMQServer server;
  private final Journal journal;

  JournalCompaction(EmbeddedActiveMQ embedded, Journal journal) {
    this.server = embedded.getActiveMQServer();
    this.journal = journal;
  }

  /** Asks for it if that is of use, and if there is room enough to do it. */
  @Scheduled(fixedDelay = 1000)
  void makeRoom() {
    if (!journal.isShortOfRoom()
        || !server.isActive()
        || !(server.getStorageManager().getMessageJournal() instanceof JournalImpl files)) {
      return;
    }
    try {
      // Files that hold nothing live go at once.
      files.checkReclaimStatus();
      if (journal.isShortOfRoom() && isWorthwhile(files, journal.room())) {
        int before = files.getDataFilesCount();
        files.scheduleCompactAndBlock(TIMEOUT_SECONDS);
        LOG.info(
            "compacted the journal, its disk being short of room: {} of {} files are left",
            files.getDataFilesCount(),
            before);
      }
    } catch (Exception e) {
      LOG.warn("the journal cannot be compacted, will be tried again: {}", e.toString());
    }
  }

  private static boolean isWorthwhile(JournalImpl files, long room) {
    long live = Stream.of(files.getDataFiles()).mapToLong(JournalFile::getLiveSize).sum();
    long written = FILE_BEGUN + live / files.getFileSize() + 1;
    return written < files.getDataFilesCount() && written * files.getFileSize() <= room;
  }
}
