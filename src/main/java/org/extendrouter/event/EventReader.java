package org.extendrouter.event;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;

/**
 * Reads of an event what this router knows, and passes over all else: an event of megabytes takes
 * no more memory than what is kept of it, and what nothing reads may be any JSON.
 */
final class EventReader {

  /**
   * So many has a workflow of more than ten thousand steps; small objects take 50 times their
   * bytes.
   */
  private static final int MOST_VALUES = 200_000;

  /** More than headers and tickets show; what is over is left out. */
  private static final int MOST_VALUES_FOR_PEOPLE = 10_000;

  private static final int LONGEST_NUMBER = 1000;

  private final JsonParser json;
  private int values;
  private int valuesForPeople;

  EventReader(JsonParser json) {
    this.json = json;
  }

  /**
   * Reads the value at which the parser stands.
   *
   * @param kept what to keep of it
   * @return what is kept; NaN, or its text where anything may stand, for a number that Java cannot
   *     calculate with
   * @throws IOException if it is not JSON, holds twice what decides, or has too much of it
   */
  JsonNode read(KeptFields kept) throws IOException {
    if (!kept.decide()) {
      valuesForPeople++;
    } else if (++values > MOST_VALUES) {
      throw new JsonParseException(
          null, "it holds more than %d values to read".formatted(MOST_VALUES));
    }
    return switch (json.currentToken()) {
      case START_OBJECT -> object(kept);
      case START_ARRAY -> array(kept);
      case VALUE_STRING -> TextNode.valueOf(json.getText());
      case VALUE_TRUE, VALUE_FALSE -> BooleanNode.valueOf(json.getBooleanValue());
      case VALUE_NULL -> NullNode.getInstance();
      default -> number(kept);
    };
  }

  private ObjectNode object(KeptFields kept) throws IOException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      KeptFields child = kept.child(name);
      json.nextToken();
      if (child == null || !child.decide() && (isEnoughForPeople() || object.has(name))) {
        json.skipChildren();
      } else if (object.has(name)) {
        throw new JsonParseException(null, "it says twice what its %s is".formatted(name));
      } else {
        object.set(name, read(child));
      }
    }
    return object;
  }

  private ArrayNode array(KeptFields kept) throws IOException {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (!kept.isList() || !kept.decide() && isEnoughForPeople()) {
        json.skipChildren();
      } else {
        array.add(read(kept));
      }
    }
    return array;
  }

  private boolean isEnoughForPeople() {
    return valuesForPeople >= MOST_VALUES_FOR_PEOPLE;
  }

  /** Numbers stay as they were sent: a double would round a confidence up to its threshold. */
  private JsonNode number(KeptFields kept) throws IOException {
    if (json.getTextLength() <= LONGEST_NUMBER) {
      try {
        return DecimalNode.valueOf(json.getDecimalValue());
      } catch (NumberFormatException e) {
        // BigDecimal knows no exponent like that of 1e9999999999.
      }
    }
    return kept.isFree() ? TextNode.valueOf(json.getText()) : DoubleNode.valueOf(Double.NaN);
  }
}
