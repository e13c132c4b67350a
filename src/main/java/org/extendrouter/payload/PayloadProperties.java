package org.extendrouter.payload;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
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
    @NotNull
        @DurationMin(millis = 1, message = TIMEOUT)
        @DurationMax(minutes = 5, message = TIMEOUT)
        Duration timeout,
    @NotNull DataSize maxSize,
    @NotNull
        @DurationMin(
            nanos = 1,
            message = "is not a time: set how long a URL is tried, for example 1h")
        Duration validFor,
    boolean allowPrivateAddresses,
    String sslBundle) {

  private static final String TIMEOUT =
      "is not from 1ms to 5m: set how long one fetch may take, for example 30s";

  @AssertTrue(
      message = "is not from 1B to 100MB: set the largest payload to fetch, for example 10MB")
  boolean isMaxSizeUsable() {
    return maxSize == null
        || (maxSize.toBytes() > 0 && maxSize.compareTo(DataSize.ofMegabytes(100)) <= 0);
  }
}
