package org.extendrouter.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.extendrouter.http.room.BodyRoom;
import org.extendrouter.webhook.RejectedWebhookException;
import org.extendrouter.webhook.RejectedWebhookException.Rejection;
import org.springframework.util.FastByteArrayOutputStream;

/**
 * A body that comes bit by bit, read as it comes: no thread waits for it. When it is whole, or must
 * not be waited for any longer, the request is dispatched anew with this body as its attribute.
 */
final class IncomingBody implements ReadListener, AsyncListener {

  /** The attribute of a dispatched request that holds its body. */
  static final String ATTRIBUTE = IncomingBody.class.getName();

  /**
   * What becomes of a body that stopped coming, broke off or is not what HTTP or a limit allows.
   */
  interface BrokenOff {

    /** Answers the request if that is still possible; nothing is dispatched. */
    void answer(RejectedWebhookException rejection, HttpServletResponse response)
        throws IOException;
  }

  private final ServletInputStream in;
  private final AsyncContext async;
  private final Limits limits;
  private final BrokenOff brokenOff;
  private final BodyRoom.Place place;

  /** Null if the bytes are read only so that the sender sees its answer. */
  private final FastByteArrayOutputStream bytes;

  private long read;
  private boolean ended;
  private boolean dispatched;
  private RejectedWebhookException rejection;

  /**
   * How much may come, and for how long.
   *
   * @param path where the request is dispatched to
   * @param maxBytes the largest body
   * @param timeout how long one may take
   */
  record Limits(String path, int maxBytes, Duration timeout) {

    RejectedWebhookException tooLarge() {
      return new RejectedWebhookException(
          Rejection.TOO_LARGE,
          ("the body is larger than extend.webhook.max-body-size (%d bytes), answered 413: in Extend,"
                  + " set the endpoint's payload format to url with urlThresholdBytes below that"
                  + " size, since an event that stays too large is lost")
              .formatted(maxBytes));
    }

    private RejectedWebhookException tooSlow() {
      return new RejectedWebhookException(
          Rejection.TOO_SLOW,
          "the body took longer than extend.webhook.body-timeout (%d ms) or stopped coming"
              .formatted(timeout.toMillis()));
    }
  }

  private IncomingBody(
      AsyncContext async,
      Limits limits,
      BodyRoom room,
      BrokenOff brokenOff,
      FastByteArrayOutputStream bytes)
      throws IOException {
    this.in = async.getRequest().getInputStream();
    this.async = async;
    this.limits = limits;
    this.brokenOff = brokenOff;
    this.bytes = bytes;
    this.read = bytes == null ? 0 : bytes.size();
    this.place = room.place(this::giveWay);
  }

  /**
   * Takes a body in. One that came with its head is here at once; another is read as it comes, and
   * the request is dispatched anew.
   *
   * @return the body; empty if it is still coming
   */
  static Optional<byte[]> receive(
      HttpServletRequest request,
      HttpServletResponse response,
      Limits limits,
      BodyRoom room,
      BrokenOff brokenOff)
      throws IOException {
    if (HeldBody.isOf(request)) {
      return held(request.getInputStream(), response, limits, brokenOff);
    }
    int length = request.getContentLength();
    byte[] first = new byte[length <= BodyRoom.BLOCK ? Math.max(length, 0) : 0];
    ServletInputStream in = request.getInputStream();
    // Tomcat tells whether anything is here, not how much; what is here it gives without a wait.
    int count = first.length > 0 && in.available() > 0 ? Math.max(in.read(first), 0) : 0;
    if (count == length) {
      return Optional.of(first);
    }
    FastByteArrayOutputStream kept = new FastByteArrayOutputStream(1024);
    kept.write(first, 0, count);
    begin(request, response, limits, room, brokenOff, kept);
    return Optional.empty();
  }

  private static Optional<byte[]> held(
      ServletInputStream in, HttpServletResponse response, Limits limits, BrokenOff tooLarge)
      throws IOException {
    byte[] body = in.readNBytes(limits.maxBytes() + 1);
    if (body.length > limits.maxBytes()) {
      tooLarge.answer(limits.tooLarge(), response);
      return Optional.empty();
    }
    return Optional.of(body);
  }

  /**
   * Begins to read a body that has been rejected, and forgets it: a sender that is cut off in the
   * middle of its body may never see the answer.
   */
  static void discard(
      HttpServletRequest request, HttpServletResponse response, Limits limits, BodyRoom room)
      throws IOException {
    if (!HeldBody.isOf(request)) {
      begin(request, response, limits, room, (rejection, unused) -> {}, null);
    }
  }

  private static void begin(
      HttpServletRequest request,
      HttpServletResponse response,
      Limits limits,
      BodyRoom room,
      BrokenOff brokenOff,
      FastByteArrayOutputStream kept)
      throws IOException {
    AsyncContext async = request.startAsync(request, response);
    async.setTimeout(limits.timeout().toMillis());
    IncomingBody body = new IncomingBody(async, limits, room, brokenOff, kept);
    async.addListener(body);
    body.in.setReadListener(body);
    // Last, since it may be asked to give way as soon as others see it.
    body.place.enter();
  }

  /** Why there is no body; null if it is whole. */
  RejectedWebhookException rejection() {
    return rejection;
  }

  /** Whether the request has had its answer already. */
  boolean isDiscarded() {
    return bytes == null;
  }

  byte[] bytes() {
    return bytes.toByteArrayUnsafe();
  }

  void release() {
    place.release();
  }

  @Override
  public void onDataAvailable() throws IOException {
    byte[] buffer = new byte[8192];
    boolean more = true;
    while (more) {
      int count;
      synchronized (this) {
        if (ended || !in.isReady()) {
          return;
        }
        count = in.read(buffer);
        if (count < 0) {
          return;
        }
        read += count;
      }
      more = take(buffer, count);
    }
  }

  private boolean take(byte[] buffer, int count) throws IOException {
    if (read > limits.maxBytes()) {
      return end(limits.tooLarge());
    }
    if (bytes == null) {
      return true;
    }
    if (!place.growTo((int) read)) {
      return end(
          new RejectedWebhookException(
              Rejection.NO_ROOM,
              "the bodies in memory fill extend.webhook.max-total-body-size, answered 503 so that it is sent again"));
    }
    bytes.write(buffer, 0, count);
    return true;
  }

  @Override
  public void onAllDataRead() {
    end(null);
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    end(limits.tooSlow());
  }

  private void giveWay() {
    try {
      end(
          new RejectedWebhookException(
              Rejection.GAVE_WAY,
              "the body stopped coming and others needed its room, answered 503 so that it is sent again"));
    } catch (RuntimeException gone) {
      // Its connection is, and so is the request. Whoever needs the place has nothing to do with
      // that.
    }
  }

  /** Ends the reading, once. Returns false: there is no more to read. */
  private boolean end(RejectedWebhookException why) {
    synchronized (this) {
      if (ended) {
        return false;
      }
      ended = true;
      dispatched = true;
      rejection = why;
    }
    if (why == null) {
      place.complete();
    } else {
      place.release();
    }
    async.getRequest().setAttribute(ATTRIBUTE, this);
    async.dispatch(limits.path());
    return false;
  }

  private static RejectedWebhookException brokenOff() {
    return new RejectedWebhookException(
        Rejection.BROKEN_OFF, "the body did not come whole, or not as HTTP allows");
  }

  /** The connection ended, or the body is not what HTTP allows: there is nothing to dispatch. */
  @Override
  public void onError(Throwable cause) {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
    }
    place.release();
    try {
      brokenOff.answer(
          cause instanceof SocketTimeoutException ? limits.tooSlow() : brokenOff(),
          (HttpServletResponse) async.getResponse());
    } catch (IOException gone) {
      // So is whoever would read it.
    }
  }

  @Override
  public void onError(AsyncEvent event) {
    onError(event.getThrowable());
    if (!isDispatched()) {
      event.getAsyncContext().complete();
    }
  }

  private synchronized boolean isDispatched() {
    return dispatched;
  }

  @Override
  public void onComplete(AsyncEvent event) {
    place.release();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // The dispatched request may wait for its own reasons.
  }
}
