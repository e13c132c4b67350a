package org.extendrouter.payload;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * From where, and within what limits, payloads behind signed URLs are fetched.
 *
 * @param hosts Hosts that payloads are fetched from. Each name stands for itself and all hosts
 *     below it.
 * @param timeout How long one fetch may take, from the look-up of the host to the last byte; at
 *     most 5m.
 * @param maxSize Largest payload that is taken, at most 100MB.
 * @param validFor How long after the receipt of an event its URL is tried. Extend's URLs last an
 *     hour.
 * @param allowPrivateAddresses Whether hosts may be on this machine or in a private network, at any
 *     port. For tests.
 * @param sslBundle Name of the Spring Boot SSL bundle with the certificates to trust. Java's own if
 *     not set.
 */
@Validated
@ConfigurationProperties("extend.payload")
public record PayloadProperties(
    @NotEmpty(
            message =
                "no host to fetch payloads from: set extend.payload.hosts, for example to extend.ai")
        List<
                @Pattern(
                    regexp = "[a-z0-9-]+(\\.[a-z0-9-]+)*",
                    message =
                        "is not the name of a host in lower case: write example.com, which also"
                            + " stands for files.example.com, without *, scheme or port")
                String>
            hosts,
    @NotNull Duration timeout,
    @NotNull DataSize maxSize,
    @NotNull Duration validFor,
    boolean allowPrivateAddresses,
    String sslBundle) {

  @AssertTrue(
      message =
          "timeout must be from 1ms to 5m, valid-for more than 0, and max-size from 1B to 100MB,"
              + " for example 30s, 1h and 10MB")
  boolean isWithinLimits() {
    return timeout == null
        || maxSize == null
        || validFor == null
        || (timeout.toMillis() > 0
            && timeout.compareTo(Duration.ofMinutes(5)) <= 0
            && validFor.compareTo(Duration.ZERO) > 0
            && maxSize.toBytes() > 0
            && maxSize.compareTo(DataSize.ofMegabytes(100)) <= 0);
  }

  /** Compares whole labels, so that evil-example.com is not taken for example.com. */
  boolean allows(String host) {
    return hosts.stream().anyMatch(name -> host.equals(name) || host.endsWith("." + name));
  }
}
