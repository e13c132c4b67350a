package org.extendrouter.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.apache.activemq.artemis.core.io.IOCriticalErrorListener;
import org.apache.activemq.artemis.core.io.SequentialFile;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFile;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;

/**
 * Files to which something is written whole, or not at all. Artemis takes a write for done that
 * failed, or of which a full disk took a part: what the message replaces would be gone, too. And it
 * goes on with the second piece of a message if the file could not be opened for the first.
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

    /** What was to be written then is missing. What is there may still be read. */
    private volatile boolean notOpened;

    WholeFile(WholeFiles files, File directory, String name) {
      super(files, directory, name, MAX_IO);
    }

    /** What a message is read by, if only to see that it is stored. */
    @Override
    public SequentialFile cloneFile() {
      try {
        check(failed);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return factory.createSequentialFile(getFileName());
    }

    @Override
    public void open(int maxIo, boolean useExecutor) throws IOException {
      try {
        super.open(maxIo, useExecutor);
      } catch (IOException | RuntimeException e) {
        notOpened = true;
        throw e;
      }
    }

    @Override
    public void position(long position) throws IOException {
      orFail(() -> super.position(position));
    }

    /** Artemis stores a message all the same if this fails, or closing. */
    @Override
    public void sync() throws IOException {
      orFail(super::sync);
    }

    @Override
    public synchronized void close(boolean waitSync, boolean blockOnPending) throws IOException {
      orFail(() -> super.close(waitSync, blockOnPending));
    }

    @Override
    public synchronized void writeDirect(ByteBuffer bytes, boolean sync) throws IOException {
      write(bytes.remaining(), () -> super.writeDirect(bytes, sync));
    }

    @Override
    public synchronized void blockingWriteDirect(
        ByteBuffer bytes, boolean sync, boolean releaseBuffer) throws IOException {
      write(bytes.remaining(), () -> super.blockingWriteDirect(bytes, sync, releaseBuffer));
    }

    private void write(int length, Step write) throws IOException {
      check(notOpened || failed);
      FileChannel file = channel;
      final long begin = file == null ? 0 : file.position();
      orFail(write);
      check(failed);
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

    private void check(boolean missing) throws IOException {
      if (missing) {
        throw new IOException("what was written to %s before failed".formatted(getFile()));
      }
    }

    private void orFail(Step step) throws IOException {
      try {
        step.run();
      } catch (IOException | RuntimeException e) {
        failed = true;
        throw e;
      } catch (Exception e) {
        failed = true;
        throw new IOException(e);
      }
    }
  }

  /** Something that may fail. */
  private interface Step {
    void run() throws Exception;
  }
}
