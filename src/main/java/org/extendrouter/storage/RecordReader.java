package org.extendrouter.storage;

import java.nio.file.Path;
import org.apache.activemq.artemis.api.core.ActiveMQBuffers;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.journal.RecordInfo;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;
import org.apache.activemq.artemis.core.journal.impl.JournalReaderCallback;
import org.apache.activemq.artemis.core.persistence.impl.journal.JournalRecordIds;
import org.apache.activemq.artemis.spi.core.protocol.MessagePersister;

/** Takes the records of one journal file: measures each, and checks messages by their checksum. */
final class RecordReader implements JournalReaderCallback {

  /** Since then each record has a byte more. */
  private static final int VERSION_OF_THE_BYTE = 2;

  private final int more;
  private final StoredRecords records;
  private final Path path;
  private long bytes;

  RecordReader(int version, Path path, StoredRecords records) {
    this.path = path;
    this.more = version >= VERSION_OF_THE_BYTE ? 1 : 0;
    this.records = records;
  }

  /** How many bytes the records have together. */
  long bytes() {
    return bytes;
  }

  @Override
  public void onReadEventRecord(RecordInfo info) {
    read(JournalImpl.SIZE_ADD_RECORD + info.data.length);
  }

  @Override
  public void onReadAddRecord(RecordInfo info) {
    read(JournalImpl.SIZE_ADD_RECORD + info.data.length);
    check(info);
    records.add(info);
  }

  @Override
  public void onReadUpdateRecord(RecordInfo info) {
    read(JournalImpl.SIZE_ADD_RECORD + info.data.length);
    records.update(info);
  }

  @Override
  public void onReadDeleteRecord(long id) {
    read(JournalImpl.SIZE_DELETE_RECORD);
    records.delete(id);
  }

  @Override
  public void onReadAddRecordTX(long transaction, RecordInfo info) {
    read(JournalImpl.SIZE_ADD_RECORD_TX + info.data.length);
    check(info);
    records.inTransaction(transaction, () -> records.add(info));
  }

  @Override
  public void onReadUpdateRecordTX(long transaction, RecordInfo info) {
    read(JournalImpl.SIZE_ADD_RECORD_TX + info.data.length);
    records.inTransaction(transaction, () -> records.update(info));
  }

  @Override
  public void onReadDeleteRecordTX(long transaction, RecordInfo info) {
    read(JournalImpl.SIZE_DELETE_RECORD_TX + info.data.length);
    records.inTransaction(transaction, () -> records.delete(info.id));
  }

  @Override
  public void onReadPrepareRecord(long transaction, byte[] extra, int numberOfRecords) {
    read(JournalImpl.SIZE_PREPARE_RECORD + extra.length);
  }

  @Override
  public void onReadCommitRecord(long transaction, int numberOfRecords) {
    read(JournalImpl.SIZE_COMMIT_RECORD);
    records.commit(transaction);
  }

  @Override
  public void onReadRollbackRecord(long transaction) {
    read(JournalImpl.SIZE_ROLLBACK_RECORD);
    records.rollback(transaction);
  }

  private void read(int size) {
    bytes += size + more;
  }

  private void check(RecordInfo info) {
    if (info.getUserRecordType() != JournalRecordIds.ADD_MESSAGE_PROTOCOL) {
      return;
    }
    try {
      Message message =
          MessagePersister.getInstance()
              .decode(ActiveMQBuffers.wrappedBuffer(info.data), null, null);
      if (info.id != message.getMessageID() || !MessageChecksum.isIntact(message)) {
        // By its own id: a record that has changed may have that of one the broker is done with.
        changed(message.getMessageID(), MessageChecksum.changed(message));
      }
    } catch (RuntimeException e) {
      changed(info.id, "holds a message that cannot be read, " + info.id);
    }
  }

  private void changed(long id, String problem) {
    records.changed(id, new Damage(path, problem));
  }
}
