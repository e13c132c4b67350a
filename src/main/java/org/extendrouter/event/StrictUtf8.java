package org.extendrouter.event;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.io.InputDecorator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Turns down whatever is not UTF-8, the one encoding of JSON on the wire (RFC 8259, 8.1). Jackson
 * alone takes overlong forms, by which one text can be written in several ways, and fails on broken
 * UTF-32 with an error that does not look like one of JSON.
 */
final class StrictUtf8 extends InputDecorator {

  private static final long serialVersionUID = 1L;

  @Override
  public InputStream decorate(IOContext context, InputStream in) throws IOException {
    byte[] bytes = in.readAllBytes();
    return decorate(context, bytes, 0, bytes.length);
  }

  @Override
  public InputStream decorate(IOContext context, byte[] bytes, int offset, int length)
      throws IOException {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
    } catch (CharacterCodingException e) {
      throw new JsonParseException(null, "the bytes are not UTF-8", e);
    }
    return new ByteArrayInputStream(bytes, offset, length);
  }

  @Override
  public Reader decorate(IOContext context, Reader reader) {
    return reader;
  }
}
