package org.extendrouter.http.connector;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/**
 * Keeps a connection open after the answer to a signed webhook, and after no other: who has no
 * secret holds a connection for one request.
 */
final class KeepAliveValve extends ValveBase {

  private final String path;

  KeepAliveValve(String path) {
    super(true);
    this.path = path;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    boolean dispatched = request.isAsyncDispatching();
    boolean webhook =
        HttpMethod.POST.matches(request.getMethod()) && path.equals(request.getDecodedRequestURI());
    if (!webhook) {
      response.setHeader(HttpHeaders.CONNECTION, "close");
    }
    getNext().invoke(request, response);
    if (request.isAsync()) {
      return;
    }
    if (webhook && response.getStatus() == HttpServletResponse.SC_OK) {
      WebhookConnector connector = (WebhookConnector) request.getConnector().getProtocolHandler();
      connector.signed(request.getServletConnection().getConnectionId());
    } else if (!dispatched) {
      response.finishResponse();
      // Tomcat would wait on this thread for what is left of the body.
      request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }
  }
}
