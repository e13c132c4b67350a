package org.extendrouter.http;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.io.IOException;

/** A body that a filter of the application has read, and holds for whoever comes after it. */
final class HeldBody {

  private HeldBody() {}

  /**
   * Whether the server has no more of the body: whoever reads it then waits for no sender. A filter
   * that only looks on, while others read, holds nothing.
   */
  static boolean isOf(ServletRequest request) throws IOException {
    if (!(request instanceof ServletRequestWrapper)) {
      return false;
    }
    // Some filters read it no sooner than they are asked for it.
    request.getInputStream();
    ServletRequest own = request;
    while (own instanceof ServletRequestWrapper wrapper) {
      own = wrapper.getRequest();
    }
    try {
      return own.getInputStream().isFinished();
    } catch (IllegalStateException takenByItsReader) {
      return true;
    }
  }
}
