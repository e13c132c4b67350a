package org.extendrouter.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.BytesMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jms.core.JmsTemplate;

/** The log as a log store reads it: JSON by one property. */
@ExtendWith(OutputCaptureExtension.class)
class StructuredLogIT {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path data;

  /** Spring Boot leaves it set for the process. */
  @AfterEach
  void plainAgain() {
    System.clearProperty(
        LoggingSystemProperty.CONSOLE_STRUCTURED_FORMAT.getEnvironmentVariableName());
  }

  @Test
  void allLinesOfARunAreFoundByItsField(CapturedOutput output) throws Exception {
    Path inTheWay = Files.createDirectories(data.resolve("accepted")).resolve("receipt");
    Files.writeString(inTheWay, "in the way");
    try (RunningRouter router =
        RunningRouter.start(data, "logging.structured.format.console=logstash")) {
      Extend.Event invoice = Extend.freshRun("01-invoice-accepted");
      Extend.Event receipt = Extend.freshRun("03-receipt-accepted");
      Extend.Event unsure = Extend.freshRun("05-receipt-low-confidence");
      Extend.Event step = Extend.freshRun("19-workflow-step-accepted");
      for (Extend.Event event : List.of(receipt, invoice, unsure, step)) {
        assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
      }
      Operator operator = new Operator(router);
      JsonNode letter = operator.awaitDeadLetters(receipt.id(), 1).get(0);
      Files.delete(inTheWay);
      operator.post("/deadletters/" + letter.path("id").asText());
      router.awaitFiles("accepted/receipt", receipt.id(), 1);
      await().untilAsserted(() -> assertThat(messages(output, step)).anyMatch(accepted()));
      await().untilAsserted(() -> assertThat(messages(output, invoice)).anyMatch(accepted()));
      await().untilAsserted(() -> assertThat(messages(output, receipt)).anyMatch(accepted()));
      confirm(router, unsure);
      await()
          .untilAsserted(
              () ->
                  assertThat(lines(output))
                      .as("who decides, too")
                      .filteredOn(line -> unsure.id().equals(line.path("event").asText()))
                      .filteredOn(
                          line -> line.path("message").asText().startsWith("decided ticket="))
                      .singleElement()
                      .extracting(line -> line.path("type").asText())
                      .isEqualTo("receipt"));

      assertThat(messages(output, receipt))
          .as("also of its failures")
          .anyMatch(message -> message.startsWith("received event="))
          .anyMatch(message -> message.startsWith("triaged event="))
          .anyMatch(message -> message.startsWith("failed event="))
          .anyMatch(message -> message.startsWith("gave up event="));
      assertThat(lines(output))
          .filteredOn(
              line -> line.path("message").asText().startsWith("triaged event=" + invoice.id()))
          .singleElement()
          .satisfies(
              line -> {
                assertThat(line.path("event").asText()).isEqualTo(invoice.id());
                assertThat(line.path("type").asText()).isEqualTo("invoice");
                assertThat(line.path("route").asText()).isEqualTo("decide");
              });
      assertThat(lines(output))
          .as("no line is taken for one of another run")
          .filteredOn(line -> line.path("message").asText().contains(" run=clr_"))
          .filteredOn(line -> line.has("run"))
          .hasSizeGreaterThan(10)
          .allSatisfy(
              line ->
                  assertThat(line.path("message").asText() + " ")
                      .containsAnyOf(
                          " run=" + line.path("run").asText() + " ",
                          " run=" + line.path("run").asText() + ","));
      assertThat(lines(output))
          .as("nor is one that is about none")
          .filteredOn(line -> line.has("run"))
          .allSatisfy(line -> assertThat(line.path("event").asText()).startsWith("evt_"));
    }
  }

  @Test
  void whatOperatorsDoWithADeadLetterIsFoundByItsRun(CapturedOutput output) throws Exception {
    Path accepted = Files.createDirectories(data.resolve("accepted"));
    Path inTheWay = Files.createFile(accepted.resolve("receipt"));
    Files.createFile(accepted.resolve("contract"));
    Path noDirectory = Files.createFile(data.resolve("discarded"));
    try (RunningRouter router =
        RunningRouter.start(data, "logging.structured.format.console=logstash")) {
      Extend.Event receipt = Extend.freshRun("03-receipt-accepted");
      Extend.Event contract = Extend.freshRun("04-contract-at-threshold");
      for (Extend.Event event : List.of(receipt, contract)) {
        assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
      }
      Operator operator = new Operator(router);
      String failed = letter(operator, receipt);
      Files.delete(inTheWay);
      assertThat(operator.post(failed).statusCode()).isEqualTo(200);
      assertThat(operator.delete(letter(operator, contract)).statusCode()).isEqualTo(500);
      Files.delete(noDirectory);
      assertThat(operator.delete(letter(operator, contract)).statusCode()).isEqualTo(200);
      router
          .bean(JmsTemplate.class)
          .send(
              "extend.dead-letter",
              session -> {
                BytesMessage message = session.createBytesMessage();
                message.setStringProperty("ExtendEventId", "evt_from_nowhere");
                message.setStringProperty("ExtendRunId", "clr_from_nowhere");
                return message;
              });
      Extend.Event nowhere =
          new Extend.Event(
              "evt_from_nowhere", "{\"payload\":\"clr_from_nowhere\"}".getBytes(UTF_8));
      assertThat(operator.post(letter(operator, nowhere)).statusCode()).isEqualTo(409);

      assertThat(messages(output, receipt)).anyMatch(text -> text.startsWith("replayed event="));
      assertThat(messages(output, contract))
          .anyMatch(text -> text.startsWith("not discarded event="))
          .anyMatch(text -> text.startsWith("discarded event="));
      assertThat(lines(output))
          .filteredOn(
              line -> line.path("message").asText().matches("(?s)(replayed|(not )?discarded) .*"))
          .map(line -> line.path("type").asText())
          .containsExactly("receipt", "contract", "contract");
      assertThat(messages(output, nowhere))
          .anyMatch(text -> text.startsWith("not replayed event="));
    }
  }

  private void confirm(RunningRouter router, Extend.Event event) throws IOException {
    router.awaitFiles("review", event.id(), 2);
    String name = router.files("review", event.id()).get(0).getFileName().toString();
    Path review = data.resolve("review");
    Files.move(review.resolve(name), review.resolve("confirm").resolve(name));
  }

  private static String letter(Operator operator, Extend.Event event) {
    return "/deadletters/" + operator.awaitDeadLetters(event.id(), 1).get(0).path("id").asText();
  }

  private static Predicate<String> accepted() {
    return message -> message.startsWith("accepted event=");
  }

  private static List<String> messages(CapturedOutput output, Extend.Event event)
      throws JsonProcessingException {
    JsonNode payload = json(new String(event.body(), UTF_8)).path("payload");
    return lines(output).stream()
        .filter(line -> event.id().equals(line.path("event").asText()))
        .filter(line -> line.path("run").asText().startsWith("clr_"))
        .filter(line -> payload.toString().contains('"' + line.path("run").asText() + '"'))
        .map(line -> line.path("message").asText())
        .toList();
  }

  private static List<JsonNode> lines(CapturedOutput output) {
    return output.getOut().lines().map(StructuredLogIT::json).toList();
  }

  private static JsonNode json(String line) {
    try {
      return MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(line, e);
    }
  }
}
