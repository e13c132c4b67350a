package org.extendrouter.httpclient;

import org.apache.hc.client5.http.impl.DefaultRedirectStrategy;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Follows no redirect that turns a POST into a GET: whatever page that one finds, nobody took the
 * body, and the event would count as delivered.
 */
final class RedirectsThatKeepTheBody extends DefaultRedirectStrategy {

  @Override
  public boolean isRedirected(HttpRequest request, HttpResponse response, HttpContext context)
      throws ProtocolException {
    return super.isRedirected(request, response, context)
        && (keepsTheBody(response.getCode())
            || Method.GET.isSame(request.getMethod())
            || Method.HEAD.isSame(request.getMethod()));
  }

  private static boolean keepsTheBody(int status) {
    return status == HttpStatus.SC_TEMPORARY_REDIRECT || status == HttpStatus.SC_PERMANENT_REDIRECT;
  }
}
