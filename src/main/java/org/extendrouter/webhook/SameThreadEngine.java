package org.extendrouter.webhook;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpConsumer;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpEngine;

/**
 * Runs a route on the thread that took the request: it waits for the journal either way, and a
 * second pool would be one more limit to set.
 */
final class SameThreadEngine extends SpringBootPlatformHttpEngine {

  SameThreadEngine(int port) {
    super(port);
  }

  @Override
  public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
    return new Consumer(endpoint, processor);
  }

  /** Takes the requests of one route. */
  static final class Consumer extends SpringBootPlatformHttpConsumer {

    private static final String TAKEN = Consumer.class.getName() + ".taken";

    private Consumer(PlatformHttpEndpoint endpoint, Processor processor) {
      super(endpoint, processor, Runnable::run);
    }

    /** For a future Spring dispatches the request a second time, even if it is complete. */
    @Override
    public CompletableFuture<Void> service(
        HttpServletRequest request, HttpServletResponse response) {
      request.setAttribute(TAKEN, true);
      CompletableFuture<Void> done = super.service(request, response);
      return done.isCompletedExceptionally() ? done : null;
    }

    /** Whether a request has come to a route, in whichever of its dispatches. */
    static boolean hasTaken(HttpServletRequest request) {
      return request.getAttribute(TAKEN) != null;
    }
  }
}
