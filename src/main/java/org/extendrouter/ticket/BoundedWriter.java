package org.extendrouter.ticket;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;

/** Takes what a template writes, and no more than any ticket needs. */
final class BoundedWriter extends Writer {

  private static final int LONGEST = 2_000_000;

  private final StringWriter text = new StringWriter();

  @Override
  public void write(char[] chars, int offset, int length) throws IOException {
    if (text.getBuffer().length() + length > LONGEST) {
      throw new IOException("writes more than %d characters".formatted(LONGEST));
    }
    text.write(chars, offset, length);
  }

  @Override
  public void flush() {
    // What is written is there at once.
  }

  @Override
  public void close() {
    // There is nothing to give back.
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
