package org.extendrouter.webhook;

import java.nio.charset.StandardCharsets;

/**
 * A webhook endpoint's signing secret ({@code wss_…}), which Extend shows once when the endpoint is
 * created. Prints as asterisks, so that no log or error text can carry it.
 *
 * @param value the secret as Extend shows it
 */
public record SigningSecret(String value) {

  /** Extend's are longer. One that can be guessed keeps nobody out. */
  public static final int USUAL_LENGTH = 16;

  private static final String PREFIX = "wss_";

  /**
   * Reads one configured secret; white space around it is not part of it.
   *
   * @param text the secret as it stands in the configuration
   * @return the secret
   */
  public static SigningSecret of(String text) {
    return new SigningSecret(text.strip());
  }

  /** Whether all of it can be seen, so that what was copied is what was meant. */
  boolean isVisible() {
    return value.chars().allMatch(character -> character > ' ' && character < 0x7F);
  }

  /** Whether quotes of a file that does not take them off are a part of it. */
  boolean isQuoted() {
    return value.matches("[\"'].*|.*[\"']");
  }

  /** Whether it stands in the documentation in place of a secret. */
  boolean isAnExample() {
    return value.contains("...") || value.equals(PREFIX);
  }

  /** Whether it is a key for Extend's API, which signs no webhook. */
  boolean isApiKey() {
    return value.startsWith("sk_");
  }

  /**
   * Whether it may be guessed, or is not whole.
   *
   * @return true if it has fewer characters than {@link #USUAL_LENGTH}
   */
  public boolean isShort() {
    return value.length() < USUAL_LENGTH;
  }

  byte[] key() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "***";
  }
}
