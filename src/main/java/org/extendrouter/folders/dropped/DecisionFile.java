package org.extendrouter.folders.dropped;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
public record DecisionFile(
    String run, String ticket, String decision, String type, String reviewer, String remark) {

  private static final String NO_OBJECT = "the file holds no object in braces";

  private static final List<String> FIELDS =
      Stream.of(DecisionFile.class.getRecordComponents()).map(RecordComponent::getName).toList();

  /** What Jackson says of a field that stands twice. */
  private static final Pattern REPEATED = Pattern.compile("Duplicate field '([^']*)'");

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
   * @throws IOException if it is none; says why in words for whoever wrote it
   */
  public static DecisionFile read(byte[] json) throws IOException {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json));
      DecisionFile decision = READER.readValue(json);
      if (decision == null) {
        throw new IOException(NO_OBJECT);
      }
      return decision;
    } catch (CharacterCodingException e) {
      throw new IOException("it is not a text in UTF-8", e);
    } catch (UnrecognizedPropertyException e) {
      throw new IOException(
          "there is no field \"%s\"; the fields are %s"
              .formatted(e.getPropertyName(), String.join(", ", FIELDS)),
          e);
    } catch (MismatchedInputException e) {
      throw new IOException(mismatch(json, e), e);
    } catch (JsonProcessingException e) {
      throw new IOException(noJson(e), e);
    }
  }

  private static String mismatch(byte[] json, MismatchedInputException e) {
    if (new String(json, StandardCharsets.UTF_8).isBlank()) {
      return "the file is empty";
    }
    if (e.getOriginalMessage().startsWith("Trailing token")) {
      return "something stands behind the closing brace";
    }
    return e.getPath().isEmpty()
        ? NO_OBJECT
        : "\"%s\" is not a text".formatted(e.getPath().get(0).getFieldName());
  }

  private static String noJson(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    Matcher repeated = REPEATED.matcher(message);
    if (repeated.find()) {
      return "\"%s\" stands twice".formatted(repeated.group(1));
    }
    JsonLocation place = e.getLocation();
    return message.contains("end-of-input") || place == null
        ? "it ends before its closing brace"
        : "it is not JSON, from line %d column %d on"
            .formatted(place.getLineNr(), place.getColumnNr());
  }

  /**
   * Whether it says who decides.
   *
   * @return false if that is left out, or blank
   */
  public boolean namesReviewer() {
    return SafeText.isVisible(reviewer);
  }

  /**
   * Whether it says the run.
   *
   * @return false if that is left out, or blank
   */
  public boolean namesRun() {
    return isGiven(run);
  }

  /**
   * Whether it says the right type.
   *
   * @return false if that is left out, or blank
   */
  public boolean namesType() {
    return isGiven(type);
  }

  private static boolean isGiven(String value) {
    return value != null && !value.isBlank();
  }
}
