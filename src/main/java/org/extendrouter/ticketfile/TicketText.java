package org.extendrouter.ticketfile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The text of a ticket, which an editor may have saved in another encoding. Its bytes stay as they
 * are.
 *
 * @param bytes all of it
 */
record TicketText(byte[] bytes) {

  /** With more text at its end, which begins on a line of its own. */
  byte[] with(String more) {
    Charset charset = charset();
    boolean endsALine = bytes.length == 0 || new String(bytes, charset).endsWith("\n");
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(bytes);
    whole.writeBytes(((endsALine ? "" : "\n") + more).getBytes(charset));
    return whole.toByteArray();
  }

  /** UTF-16 has a mark. In every other encoding that editors use, ASCII is ASCII. */
  private Charset charset() {
    if (startsWith(0xFE, 0xFF)) {
      return StandardCharsets.UTF_16BE;
    }
    return startsWith(0xFF, 0xFE) ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
  }

  private boolean startsWith(int first, int second) {
    return bytes.length > 1 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
  }
}
