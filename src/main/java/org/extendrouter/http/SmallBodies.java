package org.extendrouter.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.extendrouter.http.room.BodyRoom;
import org.extendrouter.webhook.RejectedWebhookException.Rejection;
import org.springframework.http.HttpStatus;

/**
 * Takes in the small bodies of requests that are no webhooks: no thread waits for one. They have
 * room of their own, so that they take none from webhooks.
 */
public final class SmallBodies {

  /** Each takes some 75 KB beside its own bytes, most of it the server's buffers. */
  private static final int MOST_INCOMPLETE = 32;

  /** Besides the first block of each. */
  private static final long TOTAL_BYTES = 1024 * 1024;

  private final int maxBytes;
  private final Duration timeout;
  private final BodyRoom room = new BodyRoom(TOTAL_BYTES, MOST_INCOMPLETE, System::nanoTime);

  /**
   * Bodies within these limits.
   *
   * @param maxBytes the largest body
   * @param timeout how long one may take
   */
  public SmallBodies(int maxBytes, Duration timeout) {
    this.maxBytes = maxBytes;
    this.timeout = timeout;
  }

  /** Answers a request whose body is not taken. */
  public interface Refusal {

    /**
     * Answers the request.
     *
     * @param status 400, 408, 413 or 503
     * @param response the answer
     * @throws IOException if the sender is gone
     */
    void answer(HttpStatus status, HttpServletResponse response) throws IOException;
  }

  /**
   * The body of a request, if it is here. Another is waited for without a thread: the request is
   * dispatched anew, and then comes here again.
   *
   * @param request the request as the server made it
   * @param response its answer
   * @param path where it is dispatched to
   * @param refusal answers it, now or later, if its body is not taken
   * @return nothing if it is answered, or will be
   * @throws IOException if the sender is gone
   */
  public Optional<byte[]> receive(
      HttpServletRequest request, HttpServletResponse response, String path, Refusal refusal)
      throws IOException {
    if (request.getAttribute(IncomingBody.ATTRIBUTE) instanceof IncomingBody body) {
      request.removeAttribute(IncomingBody.ATTRIBUTE);
      return whole(body, response, refusal);
    }
    if (request.getContentLength() > maxBytes) {
      refusal.answer(HttpStatus.PAYLOAD_TOO_LARGE, response);
      return Optional.empty();
    }
    return IncomingBody.receive(
        request,
        response,
        new IncomingBody.Limits(path, maxBytes, timeout),
        room,
        (rejection, late) -> refusal.answer(status(rejection.getReason()), late));
  }

  private static Optional<byte[]> whole(
      IncomingBody body, HttpServletResponse response, Refusal refusal) throws IOException {
    body.release();
    if (body.rejection() == null) {
      return Optional.of(body.bytes());
    }
    refusal.answer(status(body.rejection().getReason()), response);
    return Optional.empty();
  }

  private static HttpStatus status(Rejection reason) {
    return switch (reason) {
      case TOO_LARGE -> HttpStatus.PAYLOAD_TOO_LARGE;
      case TOO_SLOW -> HttpStatus.REQUEST_TIMEOUT;
      case NO_ROOM, GAVE_WAY -> HttpStatus.SERVICE_UNAVAILABLE;
      default -> HttpStatus.BAD_REQUEST;
    };
  }
}
