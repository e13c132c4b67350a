package org.extendrouter.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** JSON of which parts are taken out, or replaced, while every other character stays as it came. */
public final class JsonText {

  /** Of Unicode; JSON has it at the beginning alone, if at all. */
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private record Part(int start, int end) {}

  private final String text;
  private final JsonFactory json;

  private JsonText(String text, JsonFactory json) {
    this.text = text;
    this.json = json;
  }

  /**
   * The text that bytes hold.
   *
   * @param utf8 the text's bytes
   * @param json how it is read
   * @return the text
   * @throws IOException if it is not UTF-8
   */
  public static JsonText of(byte[] utf8, JsonFactory json) throws IOException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    return new JsonText(text.startsWith("\uFEFF") ? text.substring(1) : text, json);
  }

  /**
   * The object or list in a field.
   *
   * @param name the field's name
   * @return its text; empty if there is none, or another value
   * @throws IOException if it is not JSON
   */
  public JsonText field(String name) throws IOException {
    return parts(name::equals).stream().findFirst().map(this::text).orElse(new JsonText("", json));
  }

  /**
   * The elements of a list.
   *
   * @return the text of each, empty for what is neither an object nor a list; no elements if this
   *     is not a list
   * @throws IOException if it is not JSON
   */
  public List<JsonText> elements() throws IOException {
    return parts(name -> name == null).stream().map(this::text).toList();
  }

  /**
   * Puts another value where the object or list of a field is.
   *
   * @param name the field's name
   * @param value the bytes of the value, UTF-8; a mark at their beginning that says so is left out
   * @return the bytes of the text with the value; of the text as it is if there is no such field
   * @throws IOException if it is not JSON
   */
  public byte[] with(String name, byte[] value) throws IOException {
    int mark = Arrays.mismatch(value, MARK) == MARK.length ? MARK.length : 0;
    ByteArrayOutputStream whole = new ByteArrayOutputStream(text.length() + value.length);
    int end = 0;
    for (Part part : parts(name::equals)) {
      whole.writeBytes(utf8(text.substring(end, part.start())));
      whole.write(value, mark, value.length - mark);
      end = part.end();
    }
    whole.writeBytes(utf8(text.substring(end)));
    return whole.toByteArray();
  }

  @Override
  public String toString() {
    return text;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private JsonText text(Part part) {
    return new JsonText(text.substring(part.start(), part.end()), json);
  }

  /** The values directly in this one whose field, null in a list, has the name. */
  private List<Part> parts(Predicate<String> wanted) throws IOException {
    List<Part> parts = new ArrayList<>();
    try (JsonParser parser = json.createParser(text)) {
      JsonToken container = parser.nextToken();
      if (container == null || !container.isStructStart()) {
        return parts;
      }
      while (parser.nextToken() != null && !parser.currentToken().isStructEnd()) {
        String name = null;
        if (parser.currentToken() == JsonToken.FIELD_NAME) {
          name = parser.currentName();
          parser.nextToken();
        }
        boolean holds = parser.currentToken().isStructStart();
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        int end = holds ? (int) parser.currentLocation().getCharOffset() : start;
        if (wanted.test(name)) {
          parts.add(new Part(start, end));
        }
      }
    }
    return parts;
  }
}
