package org.extendrouter.document;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How Extend's API is asked.
 *
 * @param key Key for Extend's API, with which the documents of tickets are fetched. Take it from
 *     the environment. Without one, none is fetched.
 * @param baseUrl Address of Extend's API in the region of the account.
 */
@Validated
@ConfigurationProperties("extend.api")
public record ApiProperties(
    @Pattern(
            regexp = "[\\x21-\\x7E]*",
            message = "is not a key: it holds a blank or a character that is not ASCII")
        String key,
    @NotNull
        @Pattern(
            regexp = "https://[A-Za-z0-9.-]+(:\\d+)?(/[A-Za-z0-9._~/-]*)?",
            message = "is not an https address, for example https://api.extend.ai")
        String baseUrl) {

  /**
   * Whether the API may be asked.
   *
   * @return true if there is a key
   */
  boolean isOn() {
    return key != null && !key.isEmpty();
  }

  /**
   * The address of a resource.
   *
   * @param path its path, with a slash before it
   * @return the address
   */
  String address(String path) {
    return baseUrl.replaceFirst("/+$", "") + path;
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "ApiProperties[baseUrl=%s]".formatted(baseUrl);
  }
}
