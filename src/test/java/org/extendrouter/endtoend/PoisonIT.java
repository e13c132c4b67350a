package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Signed events that no reader of JSON should be made to swallow. */
@ExtendWith(OutputCaptureExtension.class)
class PoisonIT {

  /** Just under the shipped extend.webhook.max-body-size of 5 MB. */
  private static final int LARGEST = 5 * 1024 * 1024 - 100;

  @TempDir static Path data;

  @AutoClose static RunningRouter router;

  @BeforeAll
  static void start() {
    router = RunningRouter.start(data);
  }

  static Stream<Arguments> poison() {
    int half = LARGEST / 2;
    return Stream.of(
        poison("nothing at all", ""),
        poison("white space", " \n"),
        poison("not JSON", "<event/>"),
        poison("null", "null"),
        poison("an empty array", "[]"),
        poison("a number", "42"),
        poison("a string", "\"event\""),
        poison("two values", "{} {}"),
        poison("cut off", "{\"eventId\":\"evt_cut\",\"eventType\":\"classify_run.proc"),
        poison("no event type", "{\"eventId\":\"evt_no_type\"}"),
        poison("a run that is an array", run("[]")),
        poison("a run of another shape", run("{\"id\":{},\"output\":[1]}")),
        poison("a key twice", run("{\"id\":\"clr_a\",\"id\":\"clr_b\"}")),
        poison("an open array in an open array", "[".repeat(LARGEST)),
        poison("an array in an array", "[".repeat(half) + "]".repeat(half)),
        poison(
            "an object in an object",
            run("{\"metadata\":" + "{\"a\":".repeat(800_000) + "1" + "}".repeat(800_001))),
        poison(
            "an object in an object, just readable",
            run("{\"metadata\":" + "{\"a\":".repeat(1100) + "1" + "}".repeat(1101))),
        poison("a stray byte", run("{\"id\":\"\u00ff\"}"), StandardCharsets.ISO_8859_1),
        poison("an overlong slash", run("{\"id\":\"\u00c0\u00af\"}"), StandardCharsets.ISO_8859_1),
        poison("a cut character", run("{\"id\":\"\u00e2\u0082\"}"), StandardCharsets.ISO_8859_1),
        poison(
            "half a surrogate pair in bytes",
            run("{\"id\":\"\u00ed\u00a0\u0080\"}"),
            StandardCharsets.ISO_8859_1),
        poison("UTF-16", run("{\"id\":\"clr_utf16\"}"), StandardCharsets.UTF_16),
        poison("broken UTF-32", "\0\0\0{\0\u00ff\u00ff\u00ff", StandardCharsets.ISO_8859_1),
        poison("half a surrogate pair escaped", run("{\"id\":\"\\ud800\"}")),
        poison(
            "a confidence of a million digits",
            run("{\"output\":{\"confidence\":0." + "9".repeat(1_000_000) + "}}")),
        poison("a million ids", run("{\"id\":[" + "0,".repeat(1_000_000) + "0]}")),
        poison(
            "a million steps",
            "{\"eventType\":\"workflow_run.completed\",\"payload\":{\"stepRuns\":["
                + "{},".repeat(1_000_000)
                + "0]}}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("poison")
  void itBecomesOneUnreadableTicketAndDelaysNobody(String name, byte[] body, CapturedOutput output)
      throws Exception {
    Extend.Event next = Extend.fresh("01-invoice-accepted");
    assertThat(router.extend().post(body).statusCode()).isEqualTo(200);
    assertThat(router.extend().post(next.body()).statusCode()).isEqualTo(200);
    router.awaitFiles("accepted/invoice", next.id(), 1);

    List<Path> ticket = await().until(() -> holding(body), found -> found.size() == 2);
    assertThat(Files.readString(ticket.get(1))).startsWith("REVIEW: UNREADABLE\n");
    assertThat(output.getOut())
        .containsOnlyOnce("cannot read event=")
        .doesNotContain("failed event=");
  }

  @Test
  void theRunThatItsBeginningNamesLeadsToIt(CapturedOutput output) throws Exception {
    byte[] cut =
        "{\"eventId\":\"evt_cut_with_run\",\"eventType\":\"classify_run.processed\",\"payload\":{\"object\":\"classify_run\",\"id\":\"clr_of_cut\",\"status"
            .getBytes(StandardCharsets.UTF_8);
    assertThat(router.extend().post(cut).statusCode()).isEqualTo(200);

    await().until(() -> holding(cut), found -> found.size() == 2);
    assertThat(output.getOut())
        .containsOnlyOnce("received event=evt_cut_with_run run=clr_of_cut ")
        .containsOnlyOnce("cannot read event=evt_cut_with_run run=clr_of_cut: ")
        .containsOnlyOnce("triaged event=evt_cut_with_run run=clr_of_cut ");
    Operator operator = new Operator(router);
    await()
        .untilAsserted(
            () -> {
              JsonNode story = Operator.json(operator.get("/runs/clr_of_cut"));
              assertThat(story.path("events").findValuesAsText("decision"))
                  .containsExactly("UNREADABLE");
              assertThat(story.path("openTickets").findValuesAsText("eventId"))
                  .containsExactly("evt_cut_with_run");
            });
  }

  @Test
  void itsTicketSaysWhatIsWrongWithItAndNamesTheRun() throws Exception {
    byte[] twice =
        "{\"eventId\":\"evt_twice\",\"eventType\":\"classify_run.processed\",\"payload\":{\"object\":\"classify_run\",\"id\":\"clr_twice\",\"output\":null,\"output\":null}}"
            .getBytes(StandardCharsets.UTF_8);
    router.extend().post(twice);

    List<Path> ticket = await().until(() -> holding(twice), found -> found.size() == 2);
    assertThat(Files.readString(ticket.get(1)))
        .containsPattern("Cause +it says twice what its output is")
        .containsPattern("Run +clr_twice\n");
  }

  /** What is large, or beyond what a double or UTF-8 can hold, and yet right. */
  static Stream<Arguments> odd() {
    return Stream.of(
        poison("a number beyond a double", run("{\"n\":1e400}")),
        poison("a number beyond all calculation", run("{\"n\":1e999999999}")),
        poison("credits beyond a double", run("{\"usage\":{\"credits\":" + "9".repeat(400) + "}}")),
        poison("half a surrogate pair escaped", run("{\"metadata\":{\"a\":\"\\ud800\"}}")),
        poison("half a surrogate pair as a key", run("{\"\\udc00\":1}")),
        poison("a number with a long exponent", run("{\"metadata\":{\"n\":1e99999999999}}")),
        poison("a number of a million digits", run("{\"n\":" + "9".repeat(1_000_000) + "}")),
        poison("a fraction of a million digits", run("{\"n\":0." + "9".repeat(1_000_000) + "}")),
        poison("a million values", run("{\"metadata\":[" + "0,".repeat(1_000_000) + "0]}")),
        poison("a million objects", run("{\"metadata\":[" + "{},".repeat(1_000_000) + "0]}")),
        poison("400 000 keys", run("{\"usage\":" + keys(400_000) + "}")),
        poison("a key of megabytes", run("{\"" + "k".repeat(LARGEST - 200) + "\":1}")),
        poison("a text of megabytes", run("{\"metadata\":\"" + "x".repeat(LARGEST - 200) + "\"}")));
  }

  private static String keys(int count) {
    return IntStream.range(0, count)
        .mapToObj(key -> "\"%x\":0".formatted(key))
        .collect(Collectors.joining(",", "{", "}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("odd")
  void whatIsOnlyOddIsReadAndReviewed(String name, byte[] body, CapturedOutput output)
      throws Exception {
    assertThat(router.extend().post(body).statusCode()).isEqualTo(200);
    List<Path> ticket = await().until(() -> holding(body), found -> found.size() == 2);
    assertThat(Files.readString(ticket.get(1))).startsWith("REVIEW: NOT_FINISHED\n");
    assertThat(output.getOut()).doesNotContain("failed event=");
  }

  /** The file with exactly these bytes, and its ticket. */
  private static List<Path> holding(byte[] body) {
    return router.files("review", "").stream()
        .filter(file -> file.toString().endsWith(".json") && hasBytes(file, body))
        .flatMap(
            file ->
                Stream.of(
                    file,
                    file.resolveSibling(file.getFileName().toString().replace(".json", ".txt"))))
        .filter(Files::exists)
        .toList();
  }

  private static boolean hasBytes(Path file, byte[] expected) {
    try {
      return Files.size(file) == expected.length
          && Arrays.equals(Files.readAllBytes(file), expected);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Arguments poison(String name, String body) {
    return poison(name, body, StandardCharsets.UTF_8);
  }

  private static Arguments poison(String name, String body, Charset charset) {
    return Arguments.of(name, body.getBytes(charset));
  }

  private static String run(String payload) {
    return "{\"eventId\":\"evt_"
        + System.nanoTime()
        + "\",\"eventType\":\"classify_run.processed\",\"payload\":"
        + payload
        + "}";
  }
}
