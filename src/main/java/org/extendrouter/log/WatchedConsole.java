package org.extendrouter.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** Knows for how long a line has been under way to a console that may be read by nobody. */
public final class WatchedConsole extends ConsoleAppender<ILoggingEvent> {

  /** When the write that is under way began; null if none is. */
  private final AtomicReference<Long> since = new AtomicReference<>();

  /** A console that nothing is written to yet. Logback makes it by its name. */
  public WatchedConsole() {}

  /**
   * How long the writer of a line has waited. Those of other lines wait for it.
   *
   * @return zero if nothing is being written
   */
  Duration stuckFor() {
    Long begun = since.get();
    return begun == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - begun);
  }

  @Override
  public void setOutputStream(OutputStream console) {
    super.setOutputStream(new Watched(console));
  }

  /** Logback writes to it from one thread at a time. */
  private final class Watched extends FilterOutputStream {

    Watched(OutputStream console) {
      super(console);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      since.set(System.nanoTime());
      try {
        out.write(bytes, from, length);
      } finally {
        since.set(null);
      }
    }

    @Override
    public void flush() throws IOException {
      since.set(System.nanoTime());
      try {
        out.flush();
      } finally {
        since.set(null);
      }
    }
  }
}
