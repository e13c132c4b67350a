package org.extendrouter.httpclient;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.springframework.util.unit.DataSize;

/**
 * Lets a step over HTTP fail whose answer is too large. Camel reads each answer into memory, and
 * one that is larger than the heap would end the process with each attempt.
 */
record AnswerLimit(DataSize most) implements HttpClientConfigurer {

  @Override
  public void configureHttpClient(HttpClientBuilder client) {
    // The broker's attempts are counted, and it does not sleep within a step.
    client.disableAutomaticRetries();
    client.setRedirectStrategy(new RedirectsThatKeepTheBody());
    // The first sees the answer last, unpacked.
    client.addExecInterceptorFirst(
        "answer-limit",
        (request, scope, chain) -> {
          ClassicHttpResponse answer;
          try {
            answer = chain.proceed(request, scope);
          } catch (MessageConstraintException e) {
            // Without its cause, which would be told in place of it.
            throw new IOException(
                "the answer of %s has more than %d headers, or one larger than %d KB"
                    .formatted(
                        request.getAuthority(),
                        BoundedHttpComponent.MOST_HEADERS,
                        BoundedHttpComponent.LONGEST_LINE / 1024));
          }
          if (answer.getEntity() != null) {
            String reason =
                "the answer %d of %s is larger than the %s of extend.http.max-answer-size"
                    .formatted(answer.getCode(), request.getAuthority(), size());
            answer.setEntity(
                new HttpEntityWrapper(answer.getEntity()) {
                  @Override
                  public InputStream getContent() throws IOException {
                    return new LimitedStream(
                        super.getContent(), reason, scope.execRuntime::discardEndpoint);
                  }
                });
          }
          return answer;
        });
  }

  private String size() {
    return most.toMegabytes() > 0 ? most.toMegabytes() + " MB" : most.toBytes() + " bytes";
  }

  private final class LimitedStream extends FilterInputStream {

    private final String reason;
    private final Runnable disconnect;
    private long left = most.toBytes();
    private boolean ended;

    LimitedStream(InputStream content, String reason, Runnable disconnect) {
      super(content);
      this.reason = reason;
      this.disconnect = disconnect;
    }

    @Override
    public int read() throws IOException {
      int octet = super.read();
      count(octet < 0 ? octet : 1);
      return octet;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = super.read(bytes, offset, length);
      count(n);
      return n;
    }

    private void count(int n) throws IOException {
      ended |= n < 0;
      left -= Math.max(n, 0);
      if (left < 0) {
        throw new IOException(reason);
      }
    }

    /**
     * The client would read an answer to its end first, to use the connection again. A short rest
     * is worth that.
     */
    @Override
    public void close() throws IOException {
      byte[] rest = new byte[8192];
      for (int i = 0; i < 8 && !ended; i++) {
        ended = super.read(rest, 0, rest.length) < 0;
      }
      if (ended) {
        super.close();
      } else {
        disconnect.run();
      }
    }
  }
}
