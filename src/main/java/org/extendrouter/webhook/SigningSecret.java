package org.extendrouter.webhook;

import java.nio.charset.StandardCharsets;

/**
 * A webhook endpoint's signing secret ({@code wss_…}), which Extend shows once when the endpoint is
 * created. Prints as asterisks, so that no log or error text can carry it.
 *
 * @param value the secret as Extend shows it
 */
public record SigningSecret(String value) {

  /**
   * Reads one configured secret; white space around it is not part of it.
   *
   * @param text the secret as it stands in the configuration
   * @return the secret
   */
  public static SigningSecret of(String text) {
    return new SigningSecret(text.strip());
  }

  byte[] key() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "***";
  }
}
