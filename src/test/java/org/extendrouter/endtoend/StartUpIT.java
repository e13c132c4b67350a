package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class StartUpIT {

  @TempDir Path data;

  @Test
  void withoutASigningSecretTheStartStopsAndNamesTheVariable(CapturedOutput output) {
    assertThatThrownBy(() -> RunningRouter.start(data, "extend.webhook.signing-secrets="))
        .isNotNull();
    assertThat(output)
        .contains("set the environment variable EXTEND_SIGNING_SECRETS")
        .doesNotContain("Error creating bean");
  }

  @Test
  void withoutRoutesTheStartStopsAndSaysWhereTheyBelong() {
    assertThatThrownBy(
            () ->
                RunningRouter.start(
                    data, "camel.main.routes-include-pattern=file:" + data + "/*.yaml"))
        .hasStackTraceContaining("does not name the router's own routes");
  }

  @Test
  void aMistakenSettingStopsTheStartBeforeAnythingIsTouched(CapturedOutput output) {
    assertThatThrownBy(() -> RunningRouter.start(data, "extend.webhok.path=/x")).isNotNull();
    assertThat(lastLines(output))
        .contains("extend.webhok.path", "did you mean extend.webhook?")
        .doesNotContain("\tat ");
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void aStartIsTheRoutersOwnWhateverTheSettingsSay(CapturedOutput output) {
    assertThatThrownBy(() -> RunningRouter.start(data, "extend.standalone=false")).isNotNull();
    assertThat(lastLines(output)).contains("extend.standalone", "no such setting");
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void anUnknownLevelOfTheLogIsToldBesideWhatElseIsWrong(CapturedOutput output) {
    assertThatThrownBy(
            () ->
                RunningRouter.start(
                    data, "logging.level.org.foo=verbose", "camel.main.shutdown-timeout=abc"))
        .isNotNull();
    assertThat(lastLines(output))
        .contains("logging.level.org.foo", "\"verbose\" is not one of", "\"abc\" is not a number")
        .doesNotContain("\tat ");
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void settingsInJsonThatCannotBeReadStopTheStartAndStayUnseen(CapturedOutput output) {
    assertThatThrownBy(
            () ->
                RunningRouter.start(
                    data,
                    "spring.application.json={\"extend\":{\"webhook\":{\"signing-secrets\":wss_of_nobody}}}"))
        .isNotNull();
    assertThat(lastLines(output))
        .contains(
            "spring.application.json line 1 column ", "is not a JSON object", "in double quotes")
        .doesNotContain("\tat ");
    assertThat(output.toString()).doesNotContain("wss_of_nobody");
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void noJsonOfSettingsIsNoMistake() {
    assertThatThrownBy(
            () -> RunningRouter.start(data, "spring.application.json=", "extend.webhok.path=/x"))
        .hasStackTraceContaining("extend.webhok.path");
  }

  @Test
  void aSettingNamedCheckTurnsNoCheckOff() {
    assertThatThrownBy(() -> RunningRouter.start(data, "check=true", "extend.webhok.path=/x"))
        .hasStackTraceContaining("extend.webhok.path");
  }

  @Test
  void aRouteThatCamelCannotBuildStopsTheStartWithItsFileAndLine(CapturedOutput output)
      throws IOException {
    Path file = changed(receipt -> receipt.replace("fileName:", "fileNaem:"));
    assertThatNoRouterStartsWith(file.getParent());
    assertThat(lastLines(output))
        .containsPattern(file + " line \\d+: the endpoint has no option \"fileNaem\"")
        .doesNotContain("\tat ");
  }

  @Test
  void anUnknownOptionOfAQueueStopsTheStartWithItsFileAndLine(CapturedOutput output)
      throws IOException {
    Path file =
        changed(
            receipt ->
                receipt
                    + "        - to: jms:own.later?deliveryDealy=1\n"
                    + "- route: {id: later, from: {uri: jms:own.later, steps: [{log: x}]}}\n");
    assertThatNoRouterStartsWith(file.getParent());
    assertThat(lastLines(output))
        .containsPattern(file + " line \\d+: the endpoint has no option \"deliveryDealy\"")
        .doesNotContain("\tat ");
  }

  @Test
  void anOptionThatNoConsumerCanBeMadeWithStopsTheStartWithItsFileAndLine(CapturedOutput output)
      throws IOException {
    Path file =
        changed(
            receipt ->
                receipt.replace("accept.receipt", "accept.receipt?maxConcurrentConsumers=1"));
    assertThatNoRouterStartsWith(file.getParent());
    assertThat(lastLines(output))
        .containsPattern(
            file
                + " line \\d+: maxConcurrentConsumers is less than the 4 of extend.broker.consumers");
  }

  @Test
  void whatStandsTwiceInARouteStopsTheStart(CapturedOutput output) throws IOException {
    Path file = changed(receipt -> receipt + "      steps:\n        - log: done\n");
    assertThatNoRouterStartsWith(file.getParent());
    assertThat(lastLines(output))
        .containsPattern(file + " line \\d+: \"steps\" stands twice")
        .doesNotContain("\tat ");
    assertThat(data.resolve("data")).doesNotExist();
  }

  @Test
  void anInterceptorOfWhatIsSentStopsTheStart(CapturedOutput output) throws IOException {
    Path file =
        changed(
            receipt ->
                receipt
                    + "- interceptSendToEndpoint: {uri: '*', skipSendToOriginalEndpoint: 'true', steps: []}\n");
    assertThatNoRouterStartsWith(file.getParent());
    assertThat(lastLines(output))
        .containsPattern(file + " line \\d+: interceptSendToEndpoint holds for all")
        .doesNotContain("\tat ");
    assertThat(data.resolve("data")).doesNotExist();
  }

  @Test
  void aMisspeltTypeStopsTheStart(CapturedOutput output) {
    assertThatThrownBy(
            () ->
                RunningRouter.start(
                    data, "extend.types[0].type=Invoice", "extend.types[0].threshold=0.99"))
        .isNotNull();
    assertThat(lastLines(output))
        .contains("extend.types[0].type", "no route takes \"Invoice\"", "did you mean invoice?")
        .doesNotContain("\tat ");
  }

  @Test
  void twoRoutesOnOneQueueStopTheStartWithBothFiles(CapturedOutput output) throws IOException {
    Path types = Files.createDirectory(data.resolve("types"));
    Path receipt = RunningRouter.TYPES.resolve("receipt.camel.yaml");
    Files.copy(receipt, types.resolve("receipt.camel.yaml"));
    Files.copy(receipt, types.resolve("voucher.camel.yaml"));
    assertThatNoRouterStartsWith(types);
    assertThat(lastLines(output))
        .containsPattern(
            "receipt.camel.yaml line \\d+ and .*voucher.camel.yaml line \\d+: 2 routes")
        .doesNotContain("\tat ");
  }

  @Test
  void aConstantThatIsNoNumberStopsTheStartWithItsFileAndLine(CapturedOutput output)
      throws IOException {
    Path file = changed(receipt -> receipt + "        - delay: {constant: 5s}\n");
    assertThatNoRouterStartsWith(file.getParent());
    assertThat(lastLines(output))
        .containsPattern(file + " line \\d+: \"delay\" needs a number, and \"5s\" is none")
        .doesNotContain("\tat ");
  }

  /** A branch alone in its directory. */
  private Path changed(UnaryOperator<String> receipt) throws IOException {
    Path original = RunningRouter.TYPES.resolve("receipt.camel.yaml");
    return Files.writeString(
        Files.createDirectory(data.resolve("types")).resolve(original.getFileName()),
        receipt.apply(Files.readString(original)));
  }

  private void assertThatNoRouterStartsWith(Path types) {
    assertThatThrownBy(
            () ->
                RunningRouter.start(
                    data.resolve("data"),
                    "camel.main.routes-include-pattern=" + RunningRouter.routes(types)))
        .isNotNull();
  }

  /** The block at the end of the log. */
  private static String lastLines(CapturedOutput output) {
    String all = output.toString();
    return all.substring(all.lastIndexOf("APPLICATION FAILED TO START"));
  }

  @Test
  void aJournalThatCannotBeWrittenStopsTheStartAndNamesItsDirectory(CapturedOutput output)
      throws Exception {
    // Also root cannot write into a file as if it were a directory.
    Files.writeString(data.resolve("broker"), "in the way");
    assertThatThrownBy(() -> RunningRouter.start(data))
        .hasStackTraceContaining(data.resolve("broker").toString())
        .hasStackTraceContaining("extend.data-dir");
  }

  @Test
  void aWebhookThatComesBeforeTheRoutesRunIsAnswered503AndTakenWhenItComesAgain() throws Exception {
    byte[] event = Extend.fresh("01-invoice-accepted").body();
    List<HttpResponse<String>> answers = new ArrayList<>();
    try (RunningRouter router =
        RunningRouter.start(data, extend -> answers.add(post(extend, event)))) {
      answers.add(post(router.extend(), event));
    }
    assertThat(answers).extracting(HttpResponse::statusCode).containsExactly(503, 200);
    assertThat(answers.get(0).headers().firstValue("Retry-After")).hasValue("5");
  }

  @Test
  void secretsStandInNoLogLine(CapturedOutput output) throws Exception {
    try (RunningRouter router = RunningRouter.start(data)) {
      router.extend().post("not json".getBytes());
      router.extend().send(router.extend().unsigned(new byte[] {1}));
    }
    assertThat(output)
        .doesNotContain(Extend.SECRET, "wss_replaced_endpoint")
        .containsOnlyOnce("a signing secret has fewer than 16 characters");
  }

  @Test
  void healthAndMetricsAreOnTheManagementPortAlone() throws Exception {
    try (RunningRouter router = RunningRouter.start(data)) {
      assertThat(get(router.managementPort(), "/actuator/health").body())
          .contains("\"status\":\"UP\"");
      assertThat(get(router.managementPort(), "/actuator/prometheus").statusCode()).isEqualTo(200);
      assertThat(get(router.managementPort(), "/actuator/env").statusCode()).isEqualTo(404);
      assertThat(get(router.extend().port(), "/actuator/health").statusCode()).isEqualTo(404);
    }
  }

  private static HttpResponse<String> post(Extend extend, byte[] event) {
    try {
      return extend.post(event);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    URI uri = URI.create("http://localhost:" + port + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
