package org.extendrouter.webhook;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpConsumer;
import org.extendrouter.webhook.RejectedWebhookException.Rejection;
import org.springframework.http.HttpMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Tells operators of webhooks that a filter, interceptor or controller of an application answered
 * in place of the route: the router itself has nothing to say about them, and Extend sends them
 * again in vain.
 */
public final class AnswersInPlace {

  private final String path;
  private final Rejections rejections;

  /**
   * Looks after the webhooks of one path.
   *
   * @param path where they come to, below the application's context path
   * @param rejections is told of those that something else answered
   */
  public AnswersInPlace(String path, Rejections rejections) {
    this.path = path;
    this.rejections = rejections;
  }

  /**
   * Counts a webhook that was answered and has not come to the route. One that waits for a later
   * dispatch, in which it may come there, is left to that.
   *
   * @param request the request when a dispatch of it is done
   * @param response what was answered
   */
  public void look(HttpServletRequest request, HttpServletResponse response) {
    if (isWebhook(request) && !request.isAsyncStarted() && !cameToARoute(request)) {
      rejections.add(
          new RejectedWebhookException(
              Rejection.ANSWERED_BY_APPLICATION,
              ("the application answered it %d in place of the router: permit %s in its"
                      + " SecurityFilterChain, exempt it from CSRF protection, and let no other"
                      + " filter, interceptor or controller answer there")
                  .formatted(response.getStatus(), path)));
    }
  }

  private static boolean isWebhook(HttpServletRequest request) {
    return HttpMethod.POST.matches(request.getMethod())
        && request.getHeaders(SignatureVerifier.SIGNATURE_HEADER).hasMoreElements();
  }

  private static boolean cameToARoute(HttpServletRequest request) {
    return SameThreadEngine.Consumer.hasTaken(request) || isForACopyOfTheRoute(request);
  }

  /**
   * An older copy of the route runs on Camel's own engine, which tells nothing. Spring MVC notes
   * whom a request is for before its interceptors have let it through.
   */
  private static boolean isForACopyOfTheRoute(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE)
            instanceof HandlerMethod handler
        && handler.getBean() instanceof SpringBootPlatformHttpConsumer consumer
        && !(consumer instanceof SameThreadEngine.Consumer);
  }
}
