package org.extendrouter.webhook;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.extendrouter.text.SafeText;
import org.extendrouter.webhook.RejectedWebhookException.Rejection;

/** Webhooks that came to another path than that of the router. */
public final class WrongPath {

  private static final int LONGEST_PATH = 100;

  private WrongPath() {}

  /**
   * Whether a request came to another path.
   *
   * @param request the request
   * @param path where webhooks come to, below the application's context path
   * @return true also if a server would take the path for the same, as with {@code //} in it
   */
  public static boolean isOf(HttpServletRequest request, String path) {
    return !request.getRequestURI().equals(right(request, path));
  }

  /**
   * Says so with both paths.
   *
   * @param request the request
   * @param response what was answered
   * @param path where webhooks come to, below the application's context path
   * @return the rejection
   */
  public static RejectedWebhookException rejection(
      HttpServletRequest request, HttpServletResponse response, String path) {
    return new RejectedWebhookException(
        Rejection.WRONG_PATH,
        ("it came to %s and was answered %d; %s receives webhooks: correct the endpoint in Extend,"
                + " or what a proxy makes of paths")
            .formatted(
                SafeText.oneLine(request.getRequestURI(), LONGEST_PATH),
                response.getStatus(),
                right(request, path)));
  }

  private static String right(HttpServletRequest request, String path) {
    return request.getContextPath() + path;
  }
}
