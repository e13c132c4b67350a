package org.extendrouter.webhook;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.coyote.CloseNowException;
import org.extendrouter.webhook.RejectedWebhookException.Rejection;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Hands the routes a webhook's raw bytes and its two signature headers, and nothing else of the
 * request: no other header, no parameter, no content type or encoding that could change how the
 * bytes are read. A body that is beyond a limit is turned away here, before a route waits for it.
 */
final class WebhookRequestFilter extends OncePerRequestFilter {

  private static final Set<String> HEADERS =
      Set.of(SignatureVerifier.TIMESTAMP_HEADER, SignatureVerifier.SIGNATURE_HEADER);

  private final BodyReader reader;
  private final Rejections rejections;
  private final CamelContext camel;

  WebhookRequestFilter(BodyReader reader, Rejections rejections, CamelContext camel) {
    this.reader = reader;
    this.rejections = rejections;
    this.camel = camel;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !HttpMethod.POST.matches(request.getMethod());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    BodyReader.Body body;
    try {
      checkStarted();
      body = reader.read(request);
    } catch (RejectedWebhookException rejection) {
      rejections.add(rejection);
      // Tomcat itself answers a body that stops coming with 408, one that breaks off with 400.
      if (response.getStatus() == HttpServletResponse.SC_OK) {
        turnAway(rejection.getReason(), request, response);
      }
      return;
    }
    try {
      // Returns when the route has run: it does so on this thread.
      chain.doFilter(new SignedRequest(request, body.bytes()), response);
    } finally {
      body.release();
    }
  }

  /** The port is open before the routes run; without them the answer would be 404. */
  private void checkStarted() throws RejectedWebhookException {
    if (!camel.getStatus().isStarted()) {
      throw new RejectedWebhookException(
          Rejection.NOT_STARTED, "the router is starting, answered 503 so that it is sent again");
    }
  }

  private void turnAway(Rejection reason, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (reason) {
      case TOO_LARGE -> answer(response, HttpStatus.PAYLOAD_TOO_LARGE, "too large");
      case TOO_SLOW -> answer(response, HttpStatus.REQUEST_TIMEOUT, "too slow");
      case NO_ROOM, NOT_STARTED -> {
        response.setHeader(HttpHeaders.RETRY_AFTER, "5");
        answer(response, HttpStatus.SERVICE_UNAVAILABLE, "try again");
      }
      default -> answer(response, HttpStatus.BAD_REQUEST, "bad request");
    }
    // A sender that is cut off in the middle of a body may never see the answer.
    if (reason == Rejection.TOO_SLOW || !reader.discard(request)) {
      throw new CloseNowException("the rest of the body is not waited for");
    }
  }

  private static void answer(HttpServletResponse response, HttpStatus status, String error)
      throws IOException {
    byte[] body = "{\"error\":\"%s\"}".formatted(error).getBytes(StandardCharsets.US_ASCII);
    response.setStatus(status.value());
    response.setHeader(HttpHeaders.CONNECTION, "close");
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.flushBuffer();
  }

  private static final class SignedRequest extends HttpServletRequestWrapper {

    private final byte[] body;

    SignedRequest(HttpServletRequest request, byte[] body) {
      super(request);
      this.body = body;
    }

    @Override
    public ServletInputStream getInputStream() {
      return new Body(body);
    }

    @Override
    public String getContentType() {
      return MediaType.APPLICATION_OCTET_STREAM_VALUE;
    }

    @Override
    public String getCharacterEncoding() {
      return null;
    }

    /** Not known if there is none: Camel makes a null of a body that is known to be empty. */
    @Override
    public int getContentLength() {
      return body.length == 0 ? -1 : body.length;
    }

    @Override
    public long getContentLengthLong() {
      return getContentLength();
    }

    @Override
    public String getHeader(String name) {
      return visible(name) ? super.getHeader(name) : null;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return visible(name) ? super.getHeaders(name) : Collections.emptyEnumeration();
    }

    @Override
    public Enumeration<String> getHeaderNames() {
      List<String> names =
          Collections.list(super.getHeaderNames()).stream().filter(SignedRequest::visible).toList();
      return Collections.enumeration(names);
    }

    @Override
    public String getParameter(String name) {
      return null;
    }

    @Override
    public Map<String, String[]> getParameterMap() {
      return Map.of();
    }

    @Override
    public Enumeration<String> getParameterNames() {
      return Collections.emptyEnumeration();
    }

    @Override
    public String[] getParameterValues(String name) {
      return null;
    }

    private static boolean visible(String header) {
      return HEADERS.contains(header.toLowerCase(Locale.ROOT));
    }
  }

  private static final class Body extends ServletInputStream {

    private final ByteArrayInputStream bytes;

    Body(byte[] bytes) {
      this.bytes = new ByteArrayInputStream(bytes);
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return bytes.read(target, offset, length);
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("the body is already in memory");
    }
  }
}
