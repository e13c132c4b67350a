package org.extendrouter.inbox;

import java.util.List;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.extendrouter.connection.BrokerCheck;
import org.extendrouter.connection.BrokerHealthIndicator;
import org.extendrouter.routes.RouterRoutes;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether webhooks can be stored now, in the health page as {@code inbox}, in an application as
 * {@code extendInbox}. What is wrong with the broker besides must not keep webhooks away: Extend
 * gives them up in the end.
 */
@Component("extendInboxHealthIndicator")
class InboxHealthIndicator implements HealthIndicator {

  private static final String RECEIVE = "receive";

  private static final String NOT_RECEIVING =
      "the route receive %s, so that webhooks are not stored; look at the log for why, and restart the router";

  private final List<BrokerCheck> checks;
  private final ObjectProvider<CamelContext> camel;
  private final RouterRoutes routes;

  /** Does not ask for the context yet: it is made of beans that health knows, too. */
  InboxHealthIndicator(
      List<BrokerCheck> checks, ObjectProvider<CamelContext> camel, RouterRoutes routes) {
    this.checks = checks;
    this.camel = camel;
    this.routes = routes;
  }

  @Override
  public Health health() {
    CamelContext context = camel.getObject();
    if (!context.getStatus().isStarted()) {
      return notYet("the router is starting or ending, and answers webhooks 503");
    }
    ServiceStatus receiving = context.getRouteController().getRouteStatus(routes.own(RECEIVE));
    if (receiving == null || !receiving.isStarted()) {
      if (receiving != null && isLeftToOthers(context)) {
        return notYet("the route receive does not run yet, and webhooks are answered 503");
      }
      return Health.down().withDetail("problem", notReceiving(receiving)).build();
    }
    return BrokerHealthIndicator.of(checks.stream().filter(check -> !check.storesAllTheSame()));
  }

  private static Health notYet(String problem) {
    return Health.outOfService().withDetail("problem", problem).build();
  }

  /** Camel waits before it starts routes, or an application starts them itself. */
  private static boolean isLeftToOthers(CamelContext context) {
    return context.getRouteController().isStartingRoutes() || !context.isAutoStartup();
  }

  private static String notReceiving(ServiceStatus receiving) {
    return NOT_RECEIVING.formatted(
        receiving == null ? "is gone" : "is " + receiving.name().toLowerCase(Locale.ROOT));
  }
}
