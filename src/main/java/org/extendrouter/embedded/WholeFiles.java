package org.extendrouter.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.apache.activemq.artemis.core.io.IOCriticalErrorListener;
import org.apache.activemq.artemis.core.io.SequentialFile;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFile;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;

/**
 * Files to which something is written whole, or not at all. Artemis takes a write for done that
 * failed, or of which a full disk took a part: what the message replaces would be gone, too.
 */
final class WholeFiles extends NIOSequentialFileFactory {

  private static final int MAX_IO = 1;

  WholeFiles(File directory, IOCriticalErrorListener errors) {
    super(directory, false, errors, MAX_IO);
  }

  @Override
  public SequentialFile createSequentialFile(String name) {
    return new WholeFile(this, journalDir, name);
  }

  private static final class WholeFile extends NIOSequentialFile {

    private volatile boolean failed;

    WholeFile(WholeFiles files, File directory, String name) {
      super(files, directory, name, MAX_IO);
    }

    @Override
    public SequentialFile cloneFile() {
      return factory.createSequentialFile(getFileName());
    }

    @Override
    public synchronized void writeDirect(ByteBuffer bytes, boolean sync) throws Exception {
      write(bytes.remaining(), () -> super.writeDirect(bytes, sync));
    }

    @Override
    public synchronized void blockingWriteDirect(
        ByteBuffer bytes, boolean sync, boolean releaseBuffer) throws Exception {
      write(bytes.remaining(), () -> super.blockingWriteDirect(bytes, sync, releaseBuffer));
    }

    private void write(int length, Write write) throws Exception {
      if (failed) {
        throw new IOException("what was written to %s before failed".formatted(getFile()));
      }
      FileChannel file = channel;
      final long begin = file == null ? 0 : file.position();
      write.run();
      if (file != null && file.position() != begin + length) {
        failed = true;
        IOException error =
            new IOException("the disk did not take all that was written to " + getFile());
        factory.onIOError(error, error.getMessage(), this);
        // What comes after a part would not be found again.
        file.truncate(begin);
        throw error;
      }
    }
  }

  /** Something that writes. */
  private interface Write {
    void run() throws Exception;
  }
}
