package org.extendrouter.carryout;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.extendrouter.decision.DecisionJson;
import org.extendrouter.decision.ReviewDecision;

/** The decision as a field of the event that it is about. */
final class ReviewField {

  private static final String NAME = ",\"review\":";
  private static final List<String> SHOWN =
      List.of("decision", "type", "reviewer", "time", "remark", "modelType", "modelConfidence");

  /** Leaves numbers as they are. */
  private final ObjectMapper mapper =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final DecisionJson json = new DecisionJson();

  /**
   * Puts the decision into the event as its last field, so that it is the one that counts should
   * there be another; every other byte stays as it is.
   *
   * @param event a JSON object with a field or more
   * @param decision the decision
   * @return the event with the field {@code review}
   */
  byte[] insert(byte[] event, ReviewDecision decision) throws IOException {
    ObjectNode field = (ObjectNode) mapper.readTree(json.write(decision));
    byte[] value = mapper.writeValueAsBytes(field.retain(SHOWN));
    byte[] name = NAME.getBytes(StandardCharsets.US_ASCII);
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
}
