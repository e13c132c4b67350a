package org.extendrouter.ticketfile;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a file of a ticket, be it a copy that a file manager gave another name.
 *
 * @param ticket the name of the ticket
 * @param ending what tells its files apart, with the full stop before it; empty if there is none
 */
public record TicketFileName(String ticket, String ending) {

  /** A name ends with a digest. What a file manager puts before or behind it has a blank. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?<![0-9A-Za-z_-])([0-9A-Za-z_-]+-[0-9a-f]{16})(?![0-9A-Za-z_-])([^.]*)(.*)");

  /**
   * Reads the name of a file.
   *
   * @param fileName the name, without directories
   * @return nothing if it is not that of a ticket's file
   */
  public static Optional<TicketFileName> of(String fileName) {
    Matcher name = NAME.matcher(fileName);
    return name.find()
        ? Optional.of(new TicketFileName(name.group(1), name.group(3)))
        : Optional.empty();
  }

  String original() {
    return ticket + ending;
  }

  boolean isText() {
    return ending.equalsIgnoreCase(".txt");
  }

  /**
   * Whether it is the event of the ticket, as it was received.
   *
   * @return true if it ends with {@code .json}
   */
  public boolean isEvent() {
    return ending.equalsIgnoreCase(".json");
  }
}
