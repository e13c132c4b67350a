package org.extendrouter.deadletter;

import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.extendrouter.letters.BusyException;
import org.extendrouter.letters.DeadLetterReader;
import org.extendrouter.queues.QueueWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.jms.JmsException;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Component;

/**
 * Dead letters for operators, over HTTP on the management port: {@code GET} and {@code POST
 * /actuator/deadletters}, {@code GET}, {@code POST} and {@code DELETE /actuator/deadletters/{id}},
 * {@code POST /actuator/deadletters/run/{id}} and {@code /queue/{name}}.
 */
@Component
@WebEndpoint(id = "deadletters")
class DeadLetterEndpoint {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterEndpoint.class);

  private static final int DEFAULT_LIMIT = 100;
  private static final int MOST = 1000;
  private static final int STATUS_CONFLICT = 409;

  private final DeadLetterReader letters;
  private final DeadLetterQueue deadLetters;
  private final DeadLetterUpkeep upkeep;
  private final QueueWatch watch;

  DeadLetterEndpoint(
      DeadLetterReader letters,
      DeadLetterQueue deadLetters,
      DeadLetterUpkeep upkeep,
      QueueWatch watch) {
    this.letters = letters;
    this.deadLetters = deadLetters;
    this.upkeep = upkeep;
    this.watch = watch;
  }

  /**
   * How many dead letters there are, and the oldest of them.
   *
   * @param limit how many to list, 1000 at the most; 100 if it is not given
   * @return 200; 503 if the broker does not answer, or others look through them
   */
  @ReadOperation
  public WebEndpointResponse<Object> list(@Nullable Integer limit) {
    int wanted = limit == null ? DEFAULT_LIMIT : Math.max(0, Math.min(limit, MOST));
    return answer(() -> new WebEndpointResponse<>(letters.list(wanted)));
  }

  /**
   * One dead letter with its body.
   *
   * @param id the id from the list
   * @return 200; 404 if no such message waits; 503 if the broker does not answer
   */
  @ReadOperation
  public WebEndpointResponse<Object> show(@Selector String id) {
    return answer(
        () ->
            deadLetters
                .show(id)
                .map(content -> new WebEndpointResponse<Object>(content))
                .orElseGet(DeadLetterEndpoint::unknown));
  }

  /**
   * Replays one dead letter.
   *
   * @param id the id from the list
   * @return 200; 404 if no such message waits; 409 if it cannot be replayed; 503 if the broker does
   *     not answer
   */
  @WriteOperation
  public WebEndpointResponse<Object> replay(@Selector String id) {
    return answer(
        () ->
            deadLetters
                .replay(id)
                .map(
                    replay ->
                        new WebEndpointResponse<Object>(
                            replay,
                            replay.done() ? WebEndpointResponse.STATUS_OK : STATUS_CONFLICT))
                .orElseGet(DeadLetterEndpoint::unknown));
  }

  /**
   * Takes one dead letter out and keeps it as a file.
   *
   * @param id the id from the list
   * @return 200 with the file; 404 if no such message waits; 500 if the file cannot be written; 503
   *     if the broker does not answer
   */
  @DeleteOperation
  public WebEndpointResponse<Object> discard(@Selector String id) {
    return answer(
        () -> {
          try {
            return deadLetters
                .discard(id)
                .map(discard -> new WebEndpointResponse<Object>(discard))
                .orElseGet(DeadLetterEndpoint::unknown);
          } catch (UncheckedIOException e) {
            return failed(
                WebEndpointResponse.STATUS_INTERNAL_SERVER_ERROR,
                "it still waits, since " + e.getCause().getMessage());
          }
        });
  }

  /**
   * Replays the dead letters of one run, or of one queue, that wait now.
   *
   * @param property {@code run} or {@code queue}
   * @param value the run's id, or the name of the queue they failed at
   * @return 200 with how many were sent back and which were left; 400 if there is no such queue;
   *     404 for another property; 503 if the broker does not answer, or others replay many
   */
  @WriteOperation
  public WebEndpointResponse<Object> replaySome(@Selector String property, @Selector String value) {
    return switch (property) {
      // To go through all for the reasons of one run would take longer than its replay.
      case "run" -> answer(() -> replayed(deadLetters.replayRun(value)));
      case "queue" -> replayMany(() -> deadLetters.replayQueue(value), watch.unknown(value));
      default ->
          failed(
              WebEndpointResponse.STATUS_NOT_FOUND,
              "dead letters are replayed by run or by queue: POST deadletters/run/<id> or"
                  + " deadletters/queue/<name>");
    };
  }

  /**
   * Replays all dead letters that wait now.
   *
   * @return 200 with how many were sent back and which were left; 503 if the broker does not
   *     answer, or others replay many
   */
  @WriteOperation
  public WebEndpointResponse<Object> replayAll() {
    return replayMany(deadLetters::replayAll, Optional.empty());
  }

  private WebEndpointResponse<Object> replayMany(
      Supplier<ReplayTally> work, Optional<String> mistake) {
    return answer(
        () -> {
          ReplayTally tally = work.get();
          upkeep.forgetReasons();
          return tally.isEmpty() && mistake.isPresent()
              ? failed(WebEndpointResponse.STATUS_BAD_REQUEST, mistake.get())
              : replayed(tally);
        });
  }

  private static WebEndpointResponse<Object> replayed(ReplayTally tally) {
    return new WebEndpointResponse<>(
        OperationResponseBody.of(
            Map.of(
                "replayed",
                tally.replayed(),
                "left",
                tally.left(),
                "oldestLeft",
                tally.oldestLeft())));
  }

  private static WebEndpointResponse<Object> unknown() {
    return failed(
        WebEndpointResponse.STATUS_NOT_FOUND,
        "no dead letter has this id: it may have been replayed, or given up this very moment, then ask"
            + " again; GET the list for those that wait. If it is listed, more wait before it than the broker reads at a time: replay or"
            + " discard those first");
  }

  private WebEndpointResponse<Object> answer(Supplier<WebEndpointResponse<Object>> work) {
    if (watch.brokerGone().isPresent()) {
      // To ask it would be to wait, behind all routes, for a new connection.
      return brokerGone();
    }
    try {
      return work.get();
    } catch (JmsException e) {
      LOG.warn("the broker does not answer a question about dead letters: {}", e.getMessage());
      return brokerGone();
    } catch (BusyException e) {
      return failed(WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE, e.getMessage());
    }
  }

  private static WebEndpointResponse<Object> brokerGone() {
    return failed(
        WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE,
        "the broker does not answer; what was not replayed still waits");
  }

  private static WebEndpointResponse<Object> failed(int status, String error) {
    return new WebEndpointResponse<>(OperationResponseBody.of(Map.of("error", error)), status);
  }
}
