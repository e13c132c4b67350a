package org.extendrouter.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.status.Status;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

/** What the router's own logging.xml makes of a text from outside, by each way out. */
@ExtendWith(OutputCaptureExtension.class)
class LoggingTest {

  private static final String FORGED = "a key\n2026-01-01 forged\r\u001B[31mforged";

  @TempDir Path directory;

  private final LoggerContext context = new LoggerContext();
  private final LogbackMDCAdapter mdc = new LogbackMDCAdapter();
  private final MockEnvironment environment = new MockEnvironment();

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void aLineOfTheFileIsTheLogsOwn(CapturedOutput output) throws Exception {
    assertOneLine(log());
    assertOneLine(written(output));
  }

  @Test
  void aLineOfTheFileIsTheLogsOwnBesideStructuredLinesOnTheConsole(CapturedOutput output)
      throws Exception {
    context.putProperty("CONSOLE_LOG_STRUCTURED_FORMAT", "ecs");
    assertOneLine(log());
    assertStructured(written(output));
  }

  @Test
  void theFileMayBeStructuredBesidePlainLinesOnTheConsole(CapturedOutput output) throws Exception {
    context.putProperty("FILE_LOG_STRUCTURED_FORMAT", "ecs");
    assertStructured(log());
    assertOneLine(written(output));
  }

  /** As the documentation tells those to do whose index has a group of fields of that name. */
  @Test
  void aFieldMayHaveAnotherName(CapturedOutput output) throws Exception {
    context.putProperty("CONSOLE_LOG_STRUCTURED_FORMAT", "ecs");
    environment.setProperty("logging.structured.json.rename.event", "labels.event");
    mdc.put("event", "evt_1");
    mdc.put("run", "clr_1");
    log();
    JsonNode line = new ObjectMapper().readTree(written(output).get(0));
    assertThat(line.path("labels.event").asText()).isEqualTo("evt_1");
    assertThat(line.path("run").asText()).isEqualTo("clr_1");
    assertThat(line.has("event")).isFalse();
  }

  /** All headers of the message stand in it, and with them what a route has put there. */
  @Test
  void theBrokersLineAboutADeadLetterIsLeftOut(CapturedOutput output) throws Exception {
    configure();
    Logger broker = context.getLogger("org.apache.activemq.artemis.core.server");
    broker.warn(
        "AMQ222149: Sending message {} to Dead Letter Address {} from {}",
        "CoreMessage[properties=TypedProperties[Authorization=Bearer secret]]",
        "extend.dead-letter",
        "partner");
    broker.warn("AMQ222210: Free storage space is at {}", "1 GB");
    assertThat(output.getOut()).contains("AMQ222210: Free storage").doesNotContain("secret");
  }

  private List<String> log() throws Exception {
    Path file = configure();
    context.getLogger("test").warn("cannot read " + FORGED, new IOException(FORGED));
    context.stop();
    return Files.readAllLines(file);
  }

  private Path configure() throws Exception {
    Path file = directory.resolve("router.log");
    context.setMDCAdapter(mdc);
    context.putProperty("LOG_FILE", file.toString());
    context.putObject(Environment.class.getName(), environment);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(getClass().getResource("/logging.xml"));
    assertThat(context.getStatusManager().getCopyOfStatusList())
        .filteredOn(status -> status.getLevel() >= Status.WARN)
        .isEmpty();
    return file;
  }

  private static List<String> written(CapturedOutput output) {
    return output.getOut().lines().toList();
  }

  private static void assertOneLine(List<String> lines) {
    assertThat(lines)
        .filteredOn(line -> line.contains("forged"))
        .hasSize(2)
        .satisfiesExactly(
            message -> assertThat(message).contains("cannot read a key\\n2026-01-01 forged\\r"),
            failure -> assertThat(failure).startsWith("java.io.IOException: a key\\n2026"));
    assertThat(String.join("", lines)).doesNotContain("\u001B[31m");
  }

  private static void assertStructured(List<String> lines) throws IOException {
    assertThat(lines).hasSize(1);
    JsonNode line = new ObjectMapper().readTree(lines.get(0));
    assertThat(line.path("message").asText()).isEqualTo("cannot read " + FORGED);
  }
}
