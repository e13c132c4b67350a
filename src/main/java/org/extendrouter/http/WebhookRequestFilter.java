package org.extendrouter.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.extendrouter.http.room.BodyRoom;
import org.extendrouter.webhook.AnswersInPlace;
import org.extendrouter.webhook.RejectedWebhookException;
import org.extendrouter.webhook.Rejections;
import org.extendrouter.webhook.SignedRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Hands the routes webhooks whose bodies are whole, as {@link SignedRequest}s. A body that came
 * with its head is passed on at once; another is waited for without a thread. One that is beyond a
 * limit is rejected here, before a route hears of it.
 */
final class WebhookRequestFilter implements Filter {

  private final IncomingBody.Limits limits;
  private final BodyRoom room;
  private final Rejections rejections;
  private final Receiving receiving;
  private final AnswerTimes times;
  private final AnswersInPlace inPlace;

  WebhookRequestFilter(
      IncomingBody.Limits limits,
      BodyRoom room,
      Rejections rejections,
      Receiving receiving,
      AnswerTimes times) {
    this.limits = limits;
    this.room = room;
    this.rejections = rejections;
    this.receiving = receiving;
    this.times = times;
    this.inPlace = new AnswersInPlace(limits.path(), rejections);
  }

  @Override
  public void doFilter(
      ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) servletRequest;
    HttpServletResponse response = new ClosingResponse((HttpServletResponse) servletResponse);
    if (request.getAttribute(IncomingBody.ATTRIBUTE) instanceof IncomingBody body) {
      request.removeAttribute(IncomingBody.ATTRIBUTE);
      goOn(body, request, response, chain);
    } else if (request.getDispatcherType() == DispatcherType.REQUEST
        && HttpMethod.POST.matches(request.getMethod())) {
      begin(request, response, chain);
    } else {
      chain.doFilter(request, response);
      inPlace.look(request, response);
    }
  }

  private void begin(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<RejectedWebhookException> obstacle = receiving.obstacle();
    if (obstacle.isPresent()) {
      reject(obstacle.get(), request, response);
    } else if (request.getContentLengthLong() > limits.maxBytes()) {
      reject(limits.tooLarge(), request, response);
    } else {
      Optional<byte[]> body = IncomingBody.receive(request, response, limits, room, this::answer);
      if (body.isPresent()) {
        work(new SignedRequest(request, limits.path(), body.get()), response, chain);
      }
    }
  }

  /** Returns when the route has run: it does so on this thread. */
  private void work(SignedRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    long begun = System.nanoTime();
    chain.doFilter(request, response);
    times.add(response.getStatus(), System.nanoTime() - begun);
    inPlace.look(request, response);
  }

  private void goOn(
      IncomingBody body,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    if (body.isDiscarded()) {
      return;
    }
    if (body.rejection() != null) {
      reject(body.rejection(), request, response);
      return;
    }
    try {
      work(new SignedRequest(request, limits.path(), body.bytes()), response, chain);
    } finally {
      body.release();
    }
  }

  private void reject(
      RejectedWebhookException rejection, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(rejection, response);
    switch (rejection.getReason()) {
      case TOO_SLOW, GAVE_WAY -> {
        // The rest is not waited for.
      }
      default -> IncomingBody.discard(request, response, limits, room);
    }
  }

  private void answer(RejectedWebhookException rejection, HttpServletResponse response)
      throws IOException {
    rejections.add(rejection);
    switch (rejection.getReason()) {
      case TOO_LARGE -> answer(response, HttpStatus.PAYLOAD_TOO_LARGE, "too large");
      case TOO_SLOW -> answer(response, HttpStatus.REQUEST_TIMEOUT, "too slow");
      case NO_ROOM, GAVE_WAY, NOT_STARTED -> {
        response.setHeader(HttpHeaders.RETRY_AFTER, "5");
        answer(response, HttpStatus.SERVICE_UNAVAILABLE, "try again");
      }
      default -> answer(response, HttpStatus.BAD_REQUEST, "bad request");
    }
  }

  private static void answer(HttpServletResponse response, HttpStatus status, String error)
      throws IOException {
    byte[] body = "{\"error\":\"%s\"}".formatted(error).getBytes(StandardCharsets.US_ASCII);
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.flushBuffer();
  }

  /** Says with every answer but 200 that the connection ends. */
  private static final class ClosingResponse extends HttpServletResponseWrapper {

    ClosingResponse(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void setStatus(int status) {
      if (status != SC_OK) {
        setHeader(HttpHeaders.CONNECTION, "close");
      }
      super.setStatus(status);
    }
  }
}
