package org.extendrouter.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.extendrouter.event.ClassifyRun;
import org.extendrouter.event.ClassifyRun.Compared;
import org.extendrouter.event.WebhookEvent;
import org.extendrouter.ledger.ReviewEntry;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.VariableNames;
import org.springframework.stereotype.Component;

/** What a person said in Extend of a run, told by what the model said and what that became. */
@Component("extendReviewsInExtend")
public final class ExtendReviews {

  private final ObjectMapper mapper =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  /**
   * The review for the ledger.
   *
   * @param event the event; null if it could not be read
   * @param ticket the name of what is written for the event
   * @param eventId the id by which the inbox knows it
   * @param runId the run
   * @param receivedAt when it was received
   * @return a review as JSON; null if no person has reviewed the run, or the event does not tell
   *     what the model said
   */
  public byte[] review(
      @Variable(VariableNames.EVENT) WebhookEvent event,
      @Header(HeaderNames.FILE_NAME) String ticket,
      @Header(HeaderNames.EVENT_ID) String eventId,
      @Header(HeaderNames.RUN_ID) String runId,
      @Header(HeaderNames.RECEIVED_AT) String receivedAt)
      throws JsonProcessingException {
    ClassifyRun run = event == null ? null : event.run();
    if (run == null || !run.reviewed() || run.initialOutput() == null || run.output() == null) {
      return null;
    }
    Compared model = run.initialOutput();
    Compared person = new Compared(run.output().id(), run.output().type(), null);
    return mapper.writeValueAsBytes(
        new ReviewEntry(
            // The event may open a ticket of its own, whose decision has a row as well.
            ticket + "-" + ReviewEntry.EXTEND,
            runId,
            eventId,
            isSame(model, person) ? ReviewEntry.CONFIRM : ReviewEntry.CORRECT,
            person.type(),
            null,
            null,
            OffsetDateTime.parse(receivedAt),
            model.type(),
            model.confidence() == null ? null : model.confidence().doubleValue(),
            ReviewEntry.EXTEND));
  }

  /** The id survives a rename of the type. */
  private static boolean isSame(Compared model, Compared person) {
    return model.id() != null && person.id() != null
        ? model.id().equals(person.id())
        : Objects.equals(model.type(), person.type());
  }
}
