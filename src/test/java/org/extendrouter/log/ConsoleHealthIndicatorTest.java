package org.extendrouter.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;

class ConsoleHealthIndicatorTest {

  private final LoggerContext logback = new LoggerContext();
  private final WatchedConsole console = new WatchedConsole();

  @BeforeEach
  void start() {
    logback.setMDCAdapter(new LogbackMDCAdapter());
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(logback);
    encoder.setPattern("%m%n");
    encoder.start();
    console.setContext(logback);
    console.setName("CONSOLE");
    console.setEncoder(encoder);
    console.start();
    logback.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(console);
  }

  @AfterEach
  void stop() {
    logback.stop();
  }

  @Test
  void aRouterWhoseConsoleNobodyReadsIsNotAlive() throws Exception {
    try (InputStream reader = new PipedInputStream(16);
        OutputStream pipe = new PipedOutputStream((PipedInputStream) reader)) {
      console.setOutputStream(pipe);
      Thread writer =
          new Thread(() -> logback.getLogger("a route").info("longer than the pipe has room for"));
      writer.start();

      await().until(() -> console.stuckFor().compareTo(Duration.ZERO) > 0);
      assertThat(health().getStatus()).as("it may be read again soon").isEqualTo(Status.UP);
      Health later = ConsoleHealthIndicator.health(Duration.ofSeconds(61));
      assertThat(later.getStatus()).isEqualTo(Status.DOWN);
      assertThat(later.getDetails().get("problem"))
          .asString()
          .contains("nobody has read the console for 61 s", "log driver");

      read(reader, writer);
      assertThat(console.stuckFor()).isZero();
    }
  }

  @Test
  void aConsoleOfAnotherKindIsLeftAlone() {
    logback.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(console);
    assertThat(health().getStatus()).isEqualTo(Status.UP);
  }

  private Health health() {
    return ConsoleHealthIndicator.health(logback);
  }

  private static void read(InputStream reader, Thread writer)
      throws IOException, InterruptedException {
    while (writer.isAlive()) {
      if (reader.available() > 0) {
        reader.read();
      } else {
        writer.join(10);
      }
    }
  }
}
