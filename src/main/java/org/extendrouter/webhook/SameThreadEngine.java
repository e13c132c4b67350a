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
    return new SpringBootPlatformHttpConsumer(endpoint, processor, Runnable::run) {
      /** For a future Spring dispatches the request a second time, even if it is complete. */
      @Override
      public CompletableFuture<Void> service(
          HttpServletRequest request, HttpServletResponse response) {
        CompletableFuture<Void> done = super.service(request, response);
        return done.isCompletedExceptionally() ? done : null;
      }
    };
  }
}
