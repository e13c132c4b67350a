package org.extendrouter.page;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The pages on which tickets can be decided.
 *
 * @param baseUrl Address under which reviewers reach server.port, for example
 *     https://reviews.example.com. The pages are below it, at /review. Empty for no pages.
 * @param key Key that links are signed with, 32 characters or more. Take it from the environment.
 * @param validFor How long a link can be used after the event was received. At least 1h.
 */
@Validated
@ConfigurationProperties("extend.review.page")
public record PageProperties(
    String baseUrl,
    String key,
    @NotNull
        @DurationMin(
            hours = 1,
            message = "is too short: set how long a link can be used, for example 90d")
        Duration validFor) {

  private static final int SHORTEST_KEY = 32;

  /**
   * Whether there are pages.
   *
   * @return true if their address is set
   */
  public boolean isOn() {
    return baseUrl != null && !baseUrl.isBlank();
  }

  /**
   * The address without a slash at its end.
   *
   * @return the address
   */
  String base() {
    return baseUrl.strip().replaceFirst("/+$", "");
  }

  @AssertTrue(
      message =
          "is not the beginning of a web address: set the address under which reviewers reach the"
              + " router, for example https://reviews.example.com")
  boolean isBaseUrlAnAddress() {
    return !isOn() || isWebAddress(base());
  }

  @AssertTrue(
      message =
          "is missing or shorter than 32 characters: set the environment variable"
              + " EXTEND_REVIEW_KEY to a secret, for example what \"openssl rand -hex 32\" prints,"
              + " or leave extend.review.page.base-url empty")
  boolean isKeyLongEnough() {
    return !isOn() || key != null && key.strip().length() >= SHORTEST_KEY;
  }

  private static boolean isWebAddress(String text) {
    try {
      URI address = URI.create(text);
      String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
      return (scheme.equals("https") || scheme.equals("http"))
          && address.getHost() != null
          && address.getRawUserInfo() == null
          && address.getRawQuery() == null
          && address.getRawFragment() == null;
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "PageProperties[baseUrl=%s, validFor=%s]".formatted(baseUrl, validFor);
  }
}
