package org.extendrouter.http;

import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.extendrouter.webhook.RejectedWebhookException;
import org.extendrouter.webhook.RejectedWebhookException.Rejection;

/**
 * Whether the route for webhooks runs. The port is open before and after that; without the route
 * the answer would be 404.
 *
 * @param camel where the route runs
 * @param route its id
 */
record Receiving(CamelContext camel, String route) {

  /** Why a webhook is rejected that comes now; nothing while the route runs. */
  Optional<RejectedWebhookException> obstacle() {
    ServiceStatus all = camel.getStatus();
    if (!all.isStarted()) {
      return rejection(
          all.isStopping() || all.isStopped() ? "the router is ending" : "the router is starting",
          "");
    }
    ServiceStatus receiving = camel.getRouteController().getRouteStatus(route);
    return receiving != null && receiving.isStarted()
        ? Optional.empty()
        : rejection("the route receive does not run", "; if that lasts, start it");
  }

  private static Optional<RejectedWebhookException> rejection(String what, String fix) {
    return Optional.of(
        new RejectedWebhookException(
            Rejection.NOT_STARTED, what + ", answered 503 so that it is sent again" + fix));
  }
}
