package org.extendrouter.document;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much the document of a ticket may take.
 *
 * @param maxSize Largest document that is put beside a ticket and into its mail, at most 100MB.
 * @param timeout How long a ticket waits for its document; at most 1m. Then it comes without.
 */
@Validated
@ConfigurationProperties("extend.review.document")
public record DocumentProperties(
    @NotNull DataSize maxSize,
    @NotNull
        @DurationMin(millis = 1, message = TIMEOUT)
        @DurationMax(minutes = 1, message = TIMEOUT)
        Duration timeout) {

  private static final String TIMEOUT =
      "is not from 1ms to 1m: set how long a ticket waits for its document, for example 10s";

  @AssertTrue(
      message =
          "is not from 1B to 100MB: set the largest document to put beside a ticket, for example"
              + " 10MB")
  boolean isMaxSizeUsable() {
    return maxSize == null
        || (maxSize.toBytes() > 0 && maxSize.compareTo(DataSize.ofMegabytes(100)) <= 0);
  }
}
