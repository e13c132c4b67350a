package org.extendrouter.delivery;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.springframework.util.unit.DataSize;

/**
 * Lets a step over HTTP fail whose answer is too large. Camel reads each answer into memory, and
 * one that is larger than the heap would end the process with each attempt.
 */
record AnswerLimit(DataSize most) implements HttpClientConfigurer {

  @Override
  public void configureHttpClient(HttpClientBuilder client) {
    // The first sees the answer last, unpacked.
    client.addExecInterceptorFirst(
        "answer-limit",
        (request, scope, chain) -> {
          ClassicHttpResponse answer = chain.proceed(request, scope);
          if (answer.getEntity() != null) {
            answer.setEntity(
                new LimitedEntity(
                    answer.getEntity(),
                    () -> {
                      // Else what is left would be read when it is closed.
                      scope.execRuntime.discardEndpoint();
                      return new IOException(
                          "the answer %d of %s is larger than the %s of extend.http.max-answer-size"
                              .formatted(answer.getCode(), request.getAuthority(), size()));
                    }));
          }
          return answer;
        });
  }

  private String size() {
    return most.toMegabytes() > 0 ? most.toMegabytes() + " MB" : most.toBytes() + " bytes";
  }

  private final class LimitedEntity extends HttpEntityWrapper {

    private final Supplier<IOException> tooLarge;

    LimitedEntity(HttpEntity entity, Supplier<IOException> tooLarge) {
      super(entity);
      this.tooLarge = tooLarge;
    }

    @Override
    public InputStream getContent() throws IOException {
      return new LimitedStream(super.getContent(), tooLarge);
    }
  }

  private final class LimitedStream extends FilterInputStream {

    private final Supplier<IOException> tooLarge;
    private long left = most.toBytes();

    LimitedStream(InputStream content, Supplier<IOException> tooLarge) {
      super(content);
      this.tooLarge = tooLarge;
    }

    @Override
    public int read() throws IOException {
      int octet = super.read();
      count(octet < 0 ? 0 : 1);
      return octet;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = super.read(bytes, offset, length);
      count(n);
      return n;
    }

    private void count(int n) throws IOException {
      left -= Math.max(n, 0);
      if (left < 0) {
        throw tooLarge.get();
      }
    }
  }
}
