package org.extendrouter.folders;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.extendrouter.text.SafeText;

/**
 * A decision that a script drops as JSON.
 *
 * @param run the run that it is about; null if the ticket is named
 * @param ticket the ticket that it is about; null if the run is named
 * @param decision confirm, correct or reject
 * @param type the right type, to correct it
 * @param reviewer who decides; null for the file's owner
 * @param remark what the reviewer has to say about it; may be null
 */
record DecisionFile(
    String run, String ticket, String decision, String type, String reviewer, String remark) {

  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build()
          .readerFor(DecisionFile.class);

  /**
   * Reads a decision.
   *
   * @param json the content of a file
   * @return the decision
   * @throws IOException if it is none
   */
  static DecisionFile read(byte[] json) throws IOException {
    DecisionFile decision = READER.readValue(json);
    if (decision == null) {
      throw new IOException("it is null");
    }
    return decision;
  }

  boolean namesReviewer() {
    return SafeText.isVisible(reviewer);
  }

  boolean namesRun() {
    return isGiven(run);
  }

  boolean namesType() {
    return isGiven(type);
  }

  private static boolean isGiven(String value) {
    return value != null && !value.isBlank();
  }
}
