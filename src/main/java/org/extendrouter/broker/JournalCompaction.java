package org.extendrouter.broker;

import java.util.stream.Stream;
import org.apache.activemq.artemis.core.journal.impl.JournalFile;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.extendrouter.damage.DamageReport;
import org.extendrouter.embedded.EmbeddedServer;
import org.extendrouter.schedule.ScheduleConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Makes the embedded broker's journal smaller while its disk is short of room. Artemis does so by
 * itself only when it begins a new file, and it begins none while nothing new is taken. Also
 * rewrites a journal with damage that is reported, so that it is not found again.
 */
class JournalCompaction {

  private static final Logger LOG = LoggerFactory.getLogger(JournalCompaction.class);

  private static final int TIMEOUT_SECONDS = 60;

  /** Besides those for what is live, which are written before the old ones go. */
  private static final int FILE_BEGUN = 1;

  /**
   * One that Artemis opens ahead, and one for what is delivered meanwhile. A disk that is full in
   * the middle of it stops the broker.
   */
  private static final int OPENED_MEANWHILE = 2;

  private final EmbeddedServer embedded;
  private final Journal journal;
  private final DamageReport damage;

  JournalCompaction(EmbeddedServer embedded, Journal journal, DamageReport damage) {
    this.damage = damage;
    this.embedded = embedded;
    this.journal = journal;
  }

  /** Asks for it if that is of use, and if there is room enough to do it. */
  @Scheduled(scheduler = ScheduleConfiguration.SCHEDULER, fixedDelay = 1000)
  void makeRoom() {
    if (!journal.isShortOfRoom() && !damage.isFresh()) {
      return;
    }
    ActiveMQServer server = embedded.getActiveMQServer();
    if (server.isActive()
        && server.getStorageManager().getMessageJournal() instanceof JournalImpl files) {
      try {
        // Files that hold nothing live go at once.
        files.checkReclaimStatus();
        if (damage.isFresh()) {
          compact(files, "what cannot be read is left out");
          damage.rewritten();
        } else if (journal.isShortOfRoom() && isWorthwhile(files, journal.room())) {
          compact(files, "its disk is short of room");
        }
      } catch (Exception e) {
        LOG.warn("the journal cannot be compacted, will be tried again: {}", e.toString());
      }
    }
  }

  private void compact(JournalImpl files, String reason) throws Exception {
    int before = files.getDataFilesCount();
    files.scheduleCompactAndBlock(TIMEOUT_SECONDS);
    if (!embedded.getActiveMQServer().isActive()) {
      throw new IllegalStateException("the broker could not write, and has stopped");
    }
    LOG.info(
        "compacted the journal, {}: {} of {} files are left",
        reason,
        files.getDataFilesCount(),
        before);
  }

  private static boolean isWorthwhile(JournalImpl files, long room) {
    long live = Stream.of(files.getDataFiles()).mapToLong(JournalFile::getLiveSize).sum();
    long written = FILE_BEGUN + live / files.getFileSize() + 1;
    return written < files.getDataFilesCount()
        && (written + OPENED_MEANWHILE) * files.getFileSize() <= room;
  }
}
