package org.extendrouter.document;

/**
 * The document of a run, or why it is not there.
 *
 * @param ending how the name of its file ends, after the name of its ticket
 * @param mediaType what mail programs take it for
 * @param content its bytes; null if it is not there
 * @param absence why it is not there, on one line; null if it is
 */
public record Document(String ending, String mediaType, byte[] content, String absence) {

  static Document absent(String why) {
    return new Document(null, null, null, why);
  }

  /**
   * The name of its file beside the ticket.
   *
   * @param ticket the ticket's name
   * @return the name; null if the document is not there
   */
  public String fileName(String ticket) {
    return content == null ? null : ticket + ending;
  }

  /**
   * Its size for people.
   *
   * @return for example {@code 2.1 MB}
   */
  public String size() {
    if (content.length == 0) {
      return "0 bytes";
    }
    return content.length < 1_000_000
        ? "%d KB".formatted(Math.max(1, content.length / 1000))
        : "%d.%d MB".formatted(content.length / 1_000_000, content.length / 100_000 % 10);
  }
}
