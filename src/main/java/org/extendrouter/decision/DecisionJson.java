package org.extendrouter.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Decisions as JSON: by themselves, and as a field of the event that they are about. */
public final class DecisionJson {

  private static final String FIELD = ",\"review\":";
  private static final List<String> IN_EVENT =
      List.of("decision", "type", "reviewer", "time", "remark", "modelType", "modelConfidence");

  private final ObjectMapper mapper =
      JsonMapper.builder()
          .findAndAddModules()
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  /**
   * Writes a decision.
   *
   * @param decision the decision
   * @return its JSON
   */
  public byte[] write(ReviewDecision decision) {
    return bytes(decision);
  }

  /**
   * Reads a decision.
   *
   * @param json what {@link #write} has made
   * @return the decision
   * @throws IOException if it is none
   */
  public ReviewDecision read(byte[] json) throws IOException {
    return mapper.readValue(json, ReviewDecision.class);
  }

  /**
   * Puts the decision into the event as its last field, so that it is the one that counts should
   * there be another; every other byte stays as it is.
   *
   * @param event a JSON object with a field or more
   * @param decision the decision
   * @return the event with the field {@code review}
   */
  public byte[] insert(byte[] event, ReviewDecision decision) {
    ObjectNode field = mapper.valueToTree(decision);
    byte[] value = bytes(field.retain(IN_EVENT));
    byte[] name = FIELD.getBytes(StandardCharsets.US_ASCII);
    int end = event.length - 1;
    while (event[end] != '}') {
      end--;
    }
    byte[] whole = new byte[event.length + name.length + value.length];
    System.arraycopy(event, 0, whole, 0, end);
    System.arraycopy(name, 0, whole, end, name.length);
    System.arraycopy(value, 0, whole, end + name.length, value.length);
    System.arraycopy(event, end, whole, end + name.length + value.length, event.length - end);
    return whole;
  }

  private byte[] bytes(Object value) {
    try {
      return mapper.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
