package org.extendrouter.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * A type as the value of a form's field. Most are it as they are. Those that a browser or a script
 * would change, with blanks around them or a line break within, are JSON strings in quotes.
 */
final class TypeField {

  private static final String QUOTE = "\"";

  private final ObjectMapper json =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /** The value that stands for a type. */
  String value(String type) {
    boolean plain =
        !type.isEmpty()
            && type.equals(type.strip())
            && !type.startsWith(QUOTE)
            && type.chars()
                .noneMatch(
                    each -> Character.isISOControl(each) || Character.isSurrogate((char) each));
    try {
      return plain ? type : json.writeValueAsString(type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a text is always a JSON string", e);
    }
  }

  /** The type that a value stands for; blanks around a plain one do not count. */
  String type(String value) {
    String plain = value.strip();
    if (plain.length() > 1 && plain.startsWith(QUOTE) && plain.endsWith(QUOTE)) {
      try {
        return json.readValue(plain, String.class);
      } catch (JsonProcessingException noJson) {
        return plain;
      }
    }
    return plain;
  }
}
