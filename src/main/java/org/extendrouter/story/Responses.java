package org.extendrouter.story;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;

/** How questions to the ledger are answered where it cannot be asked, or not like that. */
final class Responses {

  private static final Logger LOG = LoggerFactory.getLogger(Responses.class);

  private static final String WHEN =
      "since is a day, a time or how long ago: 2026-11-28, 2026-11-28T10:00:00Z or 30d";

  private Responses() {}

  static WebEndpointResponse<Object> since(
      String text, Clock clock, Function<Instant, Map<String, Object>> question) {
    return Since.parse(text, clock)
        .map(since -> ofTheLedger(() -> question.apply(since)))
        .orElseGet(() -> failed(WebEndpointResponse.STATUS_BAD_REQUEST, WHEN));
  }

  static WebEndpointResponse<Object> ofTheLedger(Supplier<Map<String, Object>> question) {
    try {
      return new WebEndpointResponse<>(OperationResponseBody.of(question.get()));
    } catch (DataAccessException e) {
      LOG.warn(
          "{}: {}",
          StoryTeller.NO_DATABASE,
          NestedExceptionUtils.getMostSpecificCause(e).getMessage());
      return failed(WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE, StoryTeller.NO_DATABASE);
    }
  }

  static WebEndpointResponse<Object> failed(int status, String error) {
    return new WebEndpointResponse<>(OperationResponseBody.of(Map.of("error", error)), status);
  }
}
