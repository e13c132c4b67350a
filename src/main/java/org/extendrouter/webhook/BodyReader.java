package org.extendrouter.webhook;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.concurrent.Semaphore;
import org.extendrouter.webhook.RejectedWebhookException.Rejection;
import org.springframework.util.FastByteArrayOutputStream;

/**
 * Reads bodies within limits: the size of each, the time each takes, and the memory that all
 * together hold until they are stored. Memory is taken as bytes come, not as lengths are declared,
 * and the first block of a body takes none of the total: who fills it with large bodies does not
 * keep the small ones out.
 */
final class BodyReader {

  private static final int BLOCK = 16 * 1024;

  private final int maxBytes;
  private final long timeoutNanos;
  private final long totalBytes;
  private final Semaphore blocks;

  BodyReader(WebhookProperties properties) {
    this.maxBytes = Math.toIntExact(properties.maxBodySize().toBytes());
    this.timeoutNanos = properties.bodyTimeout().toNanos();
    this.totalBytes = properties.maxTotalBodySize().toBytes();
    this.blocks = new Semaphore(Math.toIntExact((totalBytes + BLOCK - 1) / BLOCK));
  }

  /** A body in memory; who read it releases it when it is stored. */
  record Body(byte[] bytes, Semaphore blocks, int taken) {

    void release() {
      blocks.release(taken);
    }
  }

  Body read(HttpServletRequest request) throws RejectedWebhookException {
    int declared = request.getContentLength();
    if (request.getContentLengthLong() > maxBytes) {
      throw tooLarge();
    }
    int taken = 0;
    boolean whole = false;
    try {
      long deadline = System.nanoTime() + timeoutNanos;
      var body = new FastByteArrayOutputStream(Math.max(256, Math.min(declared, BLOCK)));
      byte[] buffer = new byte[8192];
      InputStream in = request.getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        int size = body.size() + read;
        if (size > maxBytes) {
          throw tooLarge();
        }
        int more = (size - 1) / BLOCK - taken;
        if (more > 0) {
          if (!blocks.tryAcquire(more)) {
            throw new RejectedWebhookException(
                Rejection.NO_ROOM,
                "the bodies in memory fill extend.webhook.max-total-body-size (%d bytes), answered 503 so that it is sent again"
                    .formatted(totalBytes));
          }
          taken += more;
        }
        body.write(buffer, 0, read);
        if (System.nanoTime() - deadline > 0) {
          throw tooSlow();
        }
      }
      byte[] bytes = body.toByteArrayUnsafe();
      whole = true;
      return new Body(bytes, blocks, taken);
    } catch (IOException e) {
      if (e.getCause() instanceof SocketTimeoutException) {
        throw tooSlow();
      }
      throw new RejectedWebhookException(
          Rejection.BROKEN_OFF, "the body did not come whole, or not as HTTP allows");
    } finally {
      if (!whole) {
        blocks.release(taken);
      }
    }
  }

  /**
   * Reads on without keeping anything, for no longer and no more than one body may take.
   *
   * @return whether the body's end was reached
   */
  boolean discard(HttpServletRequest request) {
    long deadline = System.nanoTime() + timeoutNanos;
    byte[] buffer = new byte[8192];
    try {
      InputStream in = request.getInputStream();
      long discarded = 0;
      while (discarded <= maxBytes && System.nanoTime() - deadline <= 0) {
        int read = in.read(buffer);
        if (read < 0) {
          return true;
        }
        discarded += read;
      }
    } catch (IOException gone) {
      return false;
    }
    return false;
  }

  private RejectedWebhookException tooLarge() {
    return new RejectedWebhookException(
        Rejection.TOO_LARGE,
        ("the body is larger than extend.webhook.max-body-size (%d bytes), answered 413: in Extend,"
                + " set the endpoint's payload format to url with urlThresholdBytes below that size,"
                + " since an event that stays too large is lost")
            .formatted(maxBytes));
  }

  private RejectedWebhookException tooSlow() {
    return new RejectedWebhookException(
        Rejection.TOO_SLOW,
        "the body took longer than extend.webhook.body-timeout (%d ms) or stopped coming"
            .formatted(timeoutNanos / 1_000_000));
  }
}
