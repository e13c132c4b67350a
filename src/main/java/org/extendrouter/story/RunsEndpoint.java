package org.extendrouter.story;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.extendrouter.ledger.Ledger;
import org.extendrouter.ledger.TicketLedger;
import org.extendrouter.names.RunIds;
import org.extendrouter.schedule.RouterClock;
import org.extendrouter.triage.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Component;

/**
 * Runs for operators, over HTTP on the management port: {@code GET /actuator/runs}, {@code GET} and
 * {@code DELETE /actuator/runs/{runId}}.
 */
@Component
@WebEndpoint(id = "runs")
class RunsEndpoint {

  private static final Logger LOG = LoggerFactory.getLogger(RunsEndpoint.class);

  private static final int DEFAULT_LIMIT = 100;
  private static final int MOST = 1000;

  /** In digits, so that it fits into a number. */
  private static final Pattern LIMIT = Pattern.compile("\\d{1,9}");

  /** What triage may decide. */
  private static final List<String> DECISIONS =
      Stream.concat(
              TicketLedger.WITHOUT_TICKET.stream(),
              Arrays.stream(Reason.values()).map(Reason::name))
          .toList();

  private final Ledger ledger;
  private final StoryTeller teller;
  private final Clock clock;

  RunsEndpoint(Ledger ledger, StoryTeller teller, @RouterClock Clock clock) {
    this.ledger = ledger;
    this.teller = teller;
    this.clock = clock;
  }

  /**
   * Runs, the newest first.
   *
   * @param type the type that the model saw
   * @param decision what triage decided
   * @param since a day, a time, or how long ago; all if it is not given
   * @param limit how many to list, 1000 at the most; 100 if it is not given
   * @return 200; 400 for another decision, since, limit or parameter; 503 if the database does not
   *     answer
   */
  @ReadOperation
  public WebEndpointResponse<Object> list(
      @Nullable String type,
      @Nullable String decision,
      @Nullable String since,
      @Nullable String limit) {
    if (limit != null && !LIMIT.matcher(limit).matches()) {
      return Responses.failed(
          WebEndpointResponse.STATUS_BAD_REQUEST, "limit is how many to list: 0 to " + MOST);
    }
    if (decision != null && !DECISIONS.contains(decision)) {
      return Responses.failed(
          WebEndpointResponse.STATUS_BAD_REQUEST,
          "decision is one of " + String.join(", ", DECISIONS));
    }
    int wanted = limit == null ? DEFAULT_LIMIT : Math.min(Integer.parseInt(limit), MOST);
    return Responses.since(
        since, clock, from -> Map.of("runs", ledger.runs(type, decision, from, wanted)));
  }

  /**
   * The whole story of a run.
   *
   * @param runId Extend's id of the run
   * @return 200; 404 if nothing is known of it
   */
  @ReadOperation
  public WebEndpointResponse<Object> story(@Selector String runId) {
    if (RunIds.UNKNOWN.equals(runId)) {
      return Responses.failed(
          WebEndpointResponse.STATUS_NOT_FOUND, "- is the id of no run: that could not be read");
    }
    RunStory story = teller.of(runId);
    return story.isUnknown()
        ? Responses.failed(WebEndpointResponse.STATUS_NOT_FOUND, "nothing is known of this run")
        : new WebEndpointResponse<>(story);
  }

  /**
   * Deletes what the ledger has of a run. What waits in queues, and files, stay.
   *
   * @param runId Extend's id of the run
   * @return 200 with how many entries there were; 503 if the database does not answer
   */
  @DeleteOperation
  public WebEndpointResponse<Object> delete(@Selector String runId) {
    return Responses.ofTheLedger(
        () -> {
          int deleted = ledger.delete(runId);
          LOG.info(
              "deleted {} entries of a run from the ledger at the wish of an operator", deleted);
          return Map.of("deleted", deleted);
        });
  }
}
