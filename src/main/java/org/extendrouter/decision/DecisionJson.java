package org.extendrouter.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** Decisions as JSON. */
public final class DecisionJson {

  private final ObjectMapper mapper =
      JsonMapper.builder()
          .findAndAddModules()
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          // A later version may have written it.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /**
   * Writes a decision.
   *
   * @param decision the decision
   * @return its JSON
   */
  public byte[] write(ReviewDecision decision) {
    try {
      return mapper.writeValueAsBytes(decision);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads a decision.
   *
   * @param json what {@link #write} has made
   * @return the decision
   * @throws IOException if it is none
   */
  public ReviewDecision read(byte[] json) throws IOException {
    ReviewDecision decision = mapper.readValue(json, ReviewDecision.class);
    if (decision == null || decision.id() == null || decision.ticket() == null) {
      throw new IOException("it has no id or no ticket");
    }
    return decision;
  }
}
