package org.extendrouter.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneLineConvertersTest {

  private static final String FORGED = "key\n2026-01-01 forged\r\u001B[31m\u2028forged\u0085forged";

  private final LoggerContext context = new LoggerContext();
  private final OneLineMessageConverter messages = new OneLineMessageConverter();
  private final OneLineThrowableConverter throwables = new OneLineThrowableConverter();

  @BeforeEach
  void start() {
    throwables.start();
  }

  @Test
  void aMessageStaysOnItsLineAndShowsWhatWasInIt() {
    assertThat(messages.convert(event("any", "cannot read: " + FORGED, null)))
        .isEqualTo("cannot read: key\\n2026-01-01 forged\\r\\u001b[31m\\u2028forged\\u0085forged");
  }

  @ParameterizedTest
  @CsvSource({"café 収入 🎉", "'a \\ b $1'"})
  void whatIsNoControlCharacterStays(String text) {
    assertThat(messages.convert(event("any", text, null))).isEqualTo(text);
  }

  @Test
  void theReportOfAFailedStartKeepsItsLines() {
    String reporter = "org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter";
    assertThat(messages.convert(event(reporter, "Description:\n\nit failed", null)))
        .isEqualTo("Description:\n\nit failed");
  }

  @Test
  void everyLineOfAStackTraceIsTheLogsOwn() {
    Exception failure =
        new IllegalStateException(FORGED, new IllegalArgumentException("cause " + FORGED));
    failure.addSuppressed(new RuntimeException("suppressed " + FORGED));
    String trace = throwables.convert(event("any", "failed", failure));
    List<String> lines = trace.lines().filter(line -> !line.isBlank()).toList();
    assertThat(lines)
        .allMatch(
            line ->
                line.matches(
                    "(\\tat |\\t\\tat |\\t\\.\\.\\. |\\t\\t\\.\\.\\. |Caused by: |\\tSuppressed: |java\\.lang\\.Illegal).*"));
    assertThat(lines).hasSizeGreaterThan(5);
    assertThat(trace)
        .contains("Caused by: java.lang.IllegalArgumentException: cause key\\n2026")
        .contains("Suppressed: java.lang.RuntimeException: suppressed key\\n2026")
        .doesNotContain("\u001B", "\u2028", "\u0085");
  }

  private LoggingEvent event(String logger, String message, Throwable failure) {
    Logger named = context.getLogger(logger);
    return new LoggingEvent("", named, Level.WARN, message, failure, null);
  }
}
