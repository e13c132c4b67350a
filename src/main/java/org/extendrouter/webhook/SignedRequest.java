package org.extendrouter.webhook;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.springframework.http.MediaType;

/**
 * A webhook as the routes see it: its raw bytes and its two signature headers, and nothing else of
 * the request: no other header, no parameter, no content type or encoding that could change how the
 * bytes are read.
 */
public final class SignedRequest extends HttpServletRequestWrapper {

  private static final List<String> HEADERS =
      List.of(SignatureVerifier.TIMESTAMP_HEADER, SignatureVerifier.SIGNATURE_HEADER);

  private final String path;
  private final byte[] body;

  /**
   * A request whose body has been read.
   *
   * @param request the request as it came
   * @param path where it came to, below the application's context path, however it was written
   * @param body all its bytes; not copied
   */
  public SignedRequest(HttpServletRequest request, String path, byte[] body) {
    super(request);
    this.path = path;
    this.body = body;
  }

  /**
   * A server takes {@code //} and {@code /./} for {@code /}, and so does a request that is
   * dispatched anew once its body is there; the route would not be found by them.
   */
  @Override
  public String getRequestURI() {
    String written = super.getRequestURI();
    return written.contains("//") || written.contains("/.") ? getContextPath() + path : written;
  }

  @Override
  public ServletInputStream getInputStream() {
    return new Body(body);
  }

  /** JSON is in UTF-8; another encoding is one that nobody has signed. */
  @Override
  public BufferedReader getReader() {
    return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
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

  /** Camel asks for Content-Encoding alone, and would unpack a body that nobody has verified. */
  @Override
  public String getHeader(String name) {
    return null;
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(HEADERS);
  }

  /** Camel makes headers of parameters, and one could pass for the signature. */
  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.emptyEnumeration();
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
    public int available() {
      return bytes.available();
    }

    @Override
    public boolean isFinished() {
      return available() == 0;
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
