package org.extendrouter.httpclient;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What {@code http:} and {@code https:} steps of routes do. In an application these are the
 * application's.
 *
 * @param maxAnswerSize Largest answer that a step over HTTP takes, unpacked, at most 100MB. With a
 *     larger one it fails. Answers are held in memory.
 */
@Validated
@ConfigurationProperties("extend.http")
public record HttpProperties(@NotNull DataSize maxAnswerSize) {

  @AssertTrue(
      message =
          "is not from 1B to 100MB: set the largest answer of a step over HTTP, for example 10MB")
  boolean isMaxAnswerSizeUsable() {
    return maxAnswerSize == null
        || (maxAnswerSize.toBytes() > 0 && maxAnswerSize.compareTo(DataSize.ofMegabytes(100)) <= 0);
  }
}
