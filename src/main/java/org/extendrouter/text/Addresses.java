package org.extendrouter.text;

import java.util.regex.Pattern;

/**
 * Addresses that a text names, such as those of web services and of Camel's endpoints. Keys stand
 * in them under any name, so that nothing of a query is safe to show.
 */
public final class Addresses {

  private static final String SCHEME = "(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]*+:";

  /** Camel takes addresses without slashes, too; there a mail address looks like a user's name. */
  private static final Pattern LOGIN =
      Pattern.compile("(" + SCHEME + "//)[^\\s/?#]*@|(" + SCHEME + ")[^\\s/?#:@]++:[^\\s/?#@]*+@");

  /** Blanks stand between {@code RAW(} and its end, if anywhere. */
  private static final String RAW = "(?:\\S*RAW[({].*?[)}](?=[&\"\\s]|$))*";

  /** A quotation mark may follow. */
  private static final Pattern QUERY =
      Pattern.compile("(" + SCHEME + "[^\\s?]++\\?)(?=[^\\s\"])" + RAW + "(?:\\S*[^\\s\"])?");

  private Addresses() {}

  /**
   * A text whose addresses tell no secret.
   *
   * @param text any text on one line
   * @return the same, without the user of an address, and with … for its query
   */
  public static String withoutSecrets(String text) {
    return QUERY.matcher(LOGIN.matcher(text).replaceAll("$1$2")).replaceAll("$1…");
  }
}
