package org.extendrouter.story;

import java.time.Clock;
import java.util.Map;
import org.extendrouter.ledger.Ledger;
import org.extendrouter.schedule.RouterClock;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Component;

/** How reviews went, by type: {@code GET /actuator/review-summary}. */
@Component
@WebEndpoint(id = "reviewsummary")
class ReviewSummaryEndpoint {

  private final Ledger ledger;
  private final Clock clock;

  ReviewSummaryEndpoint(Ledger ledger, @RouterClock Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Runs, accepted, reviewed, confirmed, corrected and rejected, and the median time to a decision.
   *
   * @param since a day, a time, or how long ago; all if it is not given
   * @return 200; 400 for another since; 503 if the database does not answer
   */
  @ReadOperation
  public WebEndpointResponse<Object> summary(@Nullable String since) {
    return Responses.since(since, clock, from -> Map.of("types", ledger.summary(from)));
  }
}
