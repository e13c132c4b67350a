package org.extendrouter.story;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Stream;
import org.extendrouter.ledger.ReviewEntry;
import org.extendrouter.ledger.RunEntry;
import org.extendrouter.letters.DeadLetter;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * All that is known of one run.
 *
 * @param runId Extend's id of the run
 * @param events what became of each event about it, the oldest first
 * @param reviews what reviewers said, the oldest first
 * @param openTickets the tickets that nobody has decided yet
 * @param decisions what was decided here, as the broker keeps it
 * @param waiting what waits for it in other queues
 * @param deadLetters what was given up of it
 * @param discarded the files of what was given up and then discarded, below the data directory
 * @param problems why some of this may be missing
 */
record RunStory(
    String runId,
    List<RunEntry> events,
    List<ReviewEntry> reviews,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<QueuedMessage> openTickets,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<QueuedMessage> decisions,
    List<QueuedMessage> waiting,
    List<DeadLetter> deadLetters,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> discarded,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> problems)
    implements OperationResponseBody {

  boolean isUnknown() {
    return Stream.of(
            events, reviews, openTickets, decisions, waiting, deadLetters, discarded, problems)
        .allMatch(List::isEmpty);
  }
}
