package org.extendrouter.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.extendrouter.text.SafeText;
import org.extendrouter.webhook.RejectedWebhookException;
import org.extendrouter.webhook.RejectedWebhookException.Rejection;
import org.extendrouter.webhook.Rejections;
import org.extendrouter.webhook.SignatureVerifier;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells operators of webhooks that came to another path than that of the router and were answered
 * 404: the endpoint in Extend has a mistake, or a proxy changes paths. Extend sends them again, for
 * a time that it does not document.
 */
final class MisdirectedWebhooks extends OncePerRequestFilter {

  private static final int LONGEST_PATH = 100;

  private final String path;
  private final Rejections rejections;

  MisdirectedWebhooks(String path, Rejections rejections) {
    this.path = path;
    this.rejections = rejections;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !HttpMethod.POST.matches(request.getMethod())
        || request.getHeader(SignatureVerifier.SIGNATURE_HEADER) == null;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, response);
    String right = request.getContextPath() + path;
    if (response.getStatus() == HttpStatus.NOT_FOUND.value()
        && !request.getRequestURI().equals(right)) {
      rejections.add(
          new RejectedWebhookException(
              Rejection.WRONG_PATH,
              ("it came to %s and was answered 404; %s receives webhooks: correct the endpoint in"
                      + " Extend, or what a proxy makes of paths")
                  .formatted(SafeText.oneLine(request.getRequestURI(), LONGEST_PATH), right)));
    }
  }
}
