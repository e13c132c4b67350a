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
import org.eclipse.angus.mail.util.WriteTimeoutSocket;

/**
 * A connection for one mail. A server that keeps sending a little never meets a time-out for one
 * read or write; this closes the connection at the deadline, whatever the two are at.
 */
final class DeadlineSocket extends WriteTimeoutSocket {

  private final Duration deadline;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

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

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {

      @Override
      public int read() throws IOException {
        try {
          return in.read();
        } catch (IOException e) {
          throw reason(e);
        }
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
          return in.read(bytes, offset, length);
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
