package org.extendrouter.text;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.io.InputDecorator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Rejects whatever is not UTF-8, the one encoding of JSON on the wire (RFC 8259, 8.1). Jackson
 * alone takes overlong forms, by which one text can be written in several ways, fails on broken
 * UTF-32 with an error that does not look like one of JSON, and reads UTF-16 and UTF-32, which
 * whoever gets the event would not.
 */
public final class StrictUtf8 extends InputDecorator {

  private static final long serialVersionUID = 1L;

  /** So many chars are checked at a time: a large event is not held once more as text. */
  private static final int BLOCK = 8192;

  @Override
  public InputStream decorate(IOContext context, InputStream in) throws IOException {
    byte[] bytes = in.readAllBytes();
    return decorate(context, bytes, 0, bytes.length);
  }

  @Override
  public InputStream decorate(IOContext context, byte[] bytes, int offset, int length)
      throws IOException {
    ByteBuffer in = ByteBuffer.wrap(bytes, offset, length);
    CharBuffer checked = CharBuffer.allocate(Math.min(length, BLOCK));
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CoderResult result = decoder.decode(in, checked, true);
    while (result.isOverflow()) {
      result = decoder.decode(in, checked.clear(), true);
    }
    if (result.isError()) {
      throw new JsonParseException(null, "the bytes are not UTF-8");
    }
    // No JSON has it in UTF-8, and none is without it in UTF-16 or UTF-32.
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] == 0) {
        throw new JsonParseException(null, "the bytes are not UTF-8: one of them is zero");
      }
    }
    return new ByteArrayInputStream(bytes, offset, length);
  }

  @Override
  public Reader decorate(IOContext context, Reader reader) {
    return reader;
  }
}
