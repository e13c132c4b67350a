package org.extendrouter.mail;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.angus.mail.util.WriteTimeoutSocket;

/**
 * A connection for one mail. A server that keeps sending a little never meets a time-out for one
 * read or write; this closes the connection at the deadline, whatever the two are at. A line that
 * does not end would be kept in memory whole; this reads no more of all answers than a mail can
 * need.
 */
final class DeadlineSocket extends WriteTimeoutSocket {

  private static final int LONGEST_ANSWERS = 1 << 20;

  private final Duration deadline;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  /** Of all streams: there is one more for each layer of TLS. */
  private final AtomicLong read = new AtomicLong();

  private volatile boolean expired;

  /**
   * @param socket the connection, made or not
   * @param smtp how long a write and a whole mail may take
   */
  DeadlineSocket(Socket socket, Smtp smtp) throws IOException {
    super(socket, Math.toIntExact(smtp.timeout().toMillis()));
    this.deadline = smtp.deadline();
    closed
        .orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(late -> expire(socket));
  }

  private Void expire(Socket socket) {
    expired = true;
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more, which is what closing is for.
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    closed.complete(null);
    super.close();
  }

  private IOException reason(IOException failure) {
    if (!expired) {
      return failure;
    }
    SocketTimeoutException late =
        new SocketTimeoutException(
            "the mail server took longer than the %s that one mail may take (extend.review.email.smtp.deadline), so the connection was closed"
                .formatted(deadline.toString().substring(2).toLowerCase(Locale.ROOT)));
    late.addSuppressed(failure);
    return late;
  }

  private int counted(int bytes) throws IOException {
    if (bytes > 0 && read.addAndGet(bytes) > LONGEST_ANSWERS) {
      throw new IOException(
          "the mail server's answers are longer than 1 MB; check that extend.review.email.smtp.host and port are a mail server's");
    }
    return bytes;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {

      @Override
      public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
          return counted(in.read(bytes, offset, length));
        } catch (IOException e) {
          throw reason(e);
        }
      }
    };
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new FilterOutputStream(super.getOutputStream()) {

      @Override
      public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
          out.write(bytes, offset, length);
        } catch (IOException e) {
          throw reason(e);
        }
      }
    };
  }
}
