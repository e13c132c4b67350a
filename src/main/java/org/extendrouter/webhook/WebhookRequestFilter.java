package org.extendrouter.webhook;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Hands the routes a webhook's raw bytes and its two signature headers, and nothing else of the
 * request: no other header, no parameter, no content type or encoding that could change how the
 * bytes are read. A body that is too large or too slow is turned away here, before a route waits
 * for it.
 */
final class WebhookRequestFilter extends OncePerRequestFilter {

  private static final Set<String> HEADERS =
      Set.of(SignatureVerifier.TIMESTAMP_HEADER, SignatureVerifier.SIGNATURE_HEADER);

  private final int maxBytes;
  private final long timeoutNanos;

  WebhookRequestFilter(WebhookProperties properties) {
    this.maxBytes = Math.toIntExact(properties.maxBodySize().toBytes());
    this.timeoutNanos = properties.bodyTimeout().toNanos();
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !HttpMethod.POST.matches(request.getMethod());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() > maxBytes) {
      turnAway(request, response, HttpStatus.PAYLOAD_TOO_LARGE);
      return;
    }
    long deadline = System.nanoTime() + timeoutNanos;
    ByteArrayOutputStream body =
        new ByteArrayOutputStream(Math.max(32, request.getContentLength()));
    byte[] buffer = new byte[8192];
    InputStream in = request.getInputStream();
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      body.write(buffer, 0, read);
      if (body.size() > maxBytes) {
        turnAway(request, response, HttpStatus.PAYLOAD_TOO_LARGE);
        return;
      }
      if (System.nanoTime() - deadline > 0) {
        turnAway(request, response, HttpStatus.REQUEST_TIMEOUT);
        return;
      }
    }
    chain.doFilter(new SignedRequest(request, body.toByteArray()), response);
  }

  private void turnAway(HttpServletRequest request, HttpServletResponse response, HttpStatus status)
      throws IOException {
    logger.warn(
        "Webhook turned away with %d %s: body larger than extend.webhook.max-body-size (%d bytes) or slower than extend.webhook.body-timeout (%d s), from %s"
            .formatted(
                status.value(),
                status.getReasonPhrase(),
                maxBytes,
                timeoutNanos / 1_000_000_000L,
                request.getRemoteAddr()));
    response.setStatus(status.value());
    response.setHeader(HttpHeaders.CONNECTION, "close");
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response
        .getWriter()
        .print(
            status == HttpStatus.PAYLOAD_TOO_LARGE
                ? "{\"error\":\"too large\"}"
                : "{\"error\":\"too slow\"}");
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
