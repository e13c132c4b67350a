package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reviewer with nothing but a file manager, and one with a script. */
class FolderDecisionIT {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir static Path data;

  static RunningRouter router;
  static Path review;

  @BeforeAll
  static void start() {
    router = RunningRouter.start(data);
    review = data.resolve("review");
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  @Test
  void theDirectoriesAreThereFromTheStart() {
    await()
        .untilAsserted(
            () ->
                assertThat(Stream.of("confirm", "reject", "decisions", "as/receipt", "as/invoice"))
                    .allMatch(name -> Files.isDirectory(review.resolve(name))));
    assertThat(review.resolve("as/other")).doesNotExist();
  }

  @Test
  void aTicketMovedToConfirmGoesToItsBranchWithin5s() throws Exception {
    String name = ticket("05-receipt-low-confidence");
    move(name + ".txt", "confirm");
    await().until(() -> accepted("receipt", name));
    JsonNode decision =
        MAPPER.readTree(data.resolve("accepted/receipt/" + name + ".json").toFile());
    assertThat(decision.at("/review/reviewer").asText())
        .isEqualTo(Files.getOwner(review).getName());
    awaitDone(name);
    String text = Files.readString(done(name, ".txt"));
    assertThat(text).contains("LOW_CONFIDENCE");
    assertThat(text.strip().lines().reduce((first, second) -> second).orElseThrow())
        .startsWith(
            "Decided: confirmed as receipt by " + Files.getOwner(review).getName() + " on ");
  }

  @Test
  void anEventMovedBelowAsGoesToTheBranchOfThatType() throws Exception {
    String name = ticket("05-receipt-low-confidence");
    move(name + ".json", "as/invoice");
    await().until(() -> accepted("invoice", name));
    awaitDone(name);
    assertThat(done(name, ".json")).exists();
  }

  @Test
  void bothFilesTogetherAreOneDecision() throws Exception {
    String name = ticket("05-receipt-low-confidence");
    move(name + ".txt", "reject");
    move(name + ".json", "reject");
    await().until(() -> Files.exists(data.resolve("filed/" + name + ".json")));
    awaitDone(name);
    assertThat(done(name, ".json")).exists();
    assertThat(aside(name)).isEmpty();
  }

  @Test
  void aCopyIsADecisionTooWhateverTheFileManagerCallsIt() throws Exception {
    String name = ticket("05-receipt-low-confidence");
    Files.copy(
        review.resolve(name + ".txt"), review.resolve("confirm/Copy of " + name + " (2).txt"));
    await().until(() -> accepted("receipt", name));
    awaitDone(name);
  }

  @Test
  void theSecondOfTwoDifferentDecisionsIsPutAsideAndSaysWhoWasFirst() throws Exception {
    String name = ticket("05-receipt-low-confidence");
    move(name + ".txt", "confirm");
    awaitDone(name);
    Files.copy(done(name, ".txt"), review.resolve("reject/" + name + ".txt"));
    await().until(() -> aside(name).size() == 2);
    assertThat(reason(name)).contains("another was first: confirmed as receipt by ");
    assertThat(data.resolve("filed/" + name + ".json")).doesNotExist();
  }

  @Test
  void aScriptDropsADecision() throws Exception {
    String name = ticket("02-invoice-below-own-threshold");
    String run = name.substring(0, name.indexOf("--"));
    Files.writeString(
        review.resolve("decisions/any.json"),
        "{\"run\":\"%s\",\"decision\":\"correct\",\"type\":\"receipt\",\"reviewer\":\"Ada\",\"remark\":\"a slip\"}"
            .formatted(run));
    await().until(() -> accepted("receipt", name));
    awaitDone(name);
    assertThat(Files.readString(done(name, ".txt"))).contains("corrected to receipt by Ada");
    assertThat(done(name, ".txt")).content().endsWith(": a slip\n");
    await().until(() -> Files.exists(done(name, ".decision.json")));
    assertThat(review.resolve("decisions/any.json")).doesNotExist();
  }

  @Test
  void aFileThatIsHalfCopiedIsLeftAloneUntilItIsWhole() throws Exception {
    String name = ticket("05-receipt-low-confidence");
    Path copy = review.resolve("decisions/slow.json");
    Files.writeString(copy, "{\"ticket\":\"" + name + "\",");
    await().during(Duration.ofSeconds(4)).until(() -> Files.exists(copy));
    Files.writeString(
        copy, "\"decision\":\"reject\",\"reviewer\":\"Ada\"}", StandardOpenOption.APPEND);
    awaitDone(name);
    assertThat(data.resolve("filed/" + name + ".json")).exists();
  }

  @Test
  void whatCannotBeActedOnIsPutAsideWithTheReasonBesideIt() throws Exception {
    String name = ticket("08-run-failed-out-of-credits");
    move(name + ".txt", "confirm");
    await().until(() -> aside(name).size() == 2);
    assertThat(reason(name)).contains("can be rejected");

    Files.writeString(review.resolve("confirm/holiday.txt"), "sun");
    await().until(() -> aside("holiday").size() == 2);
    assertThat(reason("holiday")).contains("not that of a ticket");

    Files.writeString(review.resolve("reject/clr_x--evt_x-0123456789abcdef.txt"), "");
    await().until(() -> aside("clr_x").size() == 2);
    assertThat(reason("clr_x")).contains("No ticket");

    Files.writeString(review.resolve("decisions/broken.json"), "{\"run\":1 2}");
    await().until(() -> aside("broken").size() == 2);
    assertThat(reason("broken")).contains("not a decision");

    Files.writeString(
        review.resolve("decisions/type.json"),
        "{\"ticket\":\"%s\",\"decision\":\"correct\",\"type\":\"recipe\"}"
            .formatted(ticket("05-receipt-low-confidence")));
    await().until(() -> aside("type").size() == 2);
    assertThat(reason("type")).contains("no type \"recipe\"");

    Files.writeString(
        review.resolve("decisions/run.json"), "{\"run\":\"clr_none\",\"decision\":\"reject\"}");
    await().until(() -> aside("run.json").size() == 2);
    assertThat(reason("run.json")).contains("No ticket of this run is open");
  }

  @Test
  void severalTicketsOfOneRunAreToldApart() throws Exception {
    Extend.Event first = Extend.freshRun("05-receipt-low-confidence");
    ticket(first);
    String name = ticket(again(first, "receipt", false));
    Files.writeString(
        review.resolve("decisions/several.json"),
        "{\"run\":\"%s\",\"decision\":\"reject\"}".formatted(run(name)));
    await().until(() -> aside("several").size() == 2);
    assertThat(reason("several")).contains("Several tickets of this run are open");
  }

  @Test
  void theSameDecisionAboutARunChangesNothingWhenExtendHasSaidOtherwiseMeanwhile()
      throws Exception {
    Extend.Event first = Extend.freshRun("05-receipt-low-confidence");
    String name = ticket(first);
    String decision = "{\"run\":\"%s\",\"decision\":\"confirm\"}".formatted(run(name));
    Files.writeString(review.resolve("decisions/once.json"), decision);
    await().until(() -> accepted("receipt", name));
    awaitDone(name);
    String asksAgain = ticket(again(first, "invoice", true));
    Files.writeString(review.resolve("decisions/twice.json"), decision);
    await().until(() -> !Files.exists(review.resolve("decisions/twice.json")));
    assertThat(aside("twice")).isEmpty();
    Files.writeString(
        review.resolve("decisions/other.json"), decision.replace("confirm", "reject"));
    await().until(() -> aside("other.json").size() == 2);
    assertThat(reason("other.json")).contains("another was first: confirmed as receipt by ");
    assertThat(accepted("invoice", asksAgain)).isFalse();
    assertThat(review.resolve(asksAgain + ".txt")).exists();
  }

  private static String run(String name) {
    return name.substring(0, name.indexOf("--"));
  }

  /** Another event about the run. */
  private static Extend.Event again(Extend.Event first, String type, boolean reviewed) {
    String id = first.id() + "b";
    String json =
        new String(first.body(), StandardCharsets.UTF_8)
            .replace(first.id(), id)
            .replaceFirst("\"type\": \"receipt\"", "\"type\": \"" + type + "\"")
            .replaceFirst("\"id\": \"purchase_receipt\"", "\"id\": \"any\"")
            .replace("\"reviewed\": false", "\"reviewed\": " + reviewed);
    return new Extend.Event(id, json.getBytes(StandardCharsets.UTF_8));
  }

  private static String ticket(String sample) throws Exception {
    return ticket(Extend.freshRun(sample));
  }

  private static String ticket(Extend.Event event) throws Exception {
    assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
    router.awaitFiles("review", event.id(), 2);
    return Extend.fileName(MAPPER.readTree(event.body()).at("/payload/id").asText(), event.id());
  }

  private static void move(String file, String directory) throws IOException {
    await().until(() -> Files.isDirectory(review.resolve(directory)));
    Files.move(review.resolve(file), review.resolve(directory).resolve(file));
  }

  private static boolean accepted(String type, String name) {
    return Files.exists(data.resolve("accepted/" + type + "/" + name + ".json"));
  }

  /** The ticket is in the month's directory, and in no other place below {@code review/}. */
  private static void awaitDone(String name) {
    await()
        .untilAsserted(
            () -> {
              try (Stream<Path> files = Files.walk(review)) {
                assertThat(
                        files.filter(file -> file.getFileName().toString().contains(name)).toList())
                    .isNotEmpty()
                    .allMatch(file -> file.startsWith(review.resolve("done")));
              }
              assertThat(done(name, ".txt")).exists();
            });
  }

  private static Path done(String name, String ending) throws IOException {
    try (Stream<Path> months = Files.list(review.resolve("done"))) {
      return months.toList().get(0).resolve(name + ending);
    }
  }

  private static List<Path> aside(String part) throws IOException {
    Path aside = review.resolve("aside");
    if (!Files.isDirectory(aside)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(aside)) {
      return files
          .filter(file -> file.getFileName().toString().contains(part))
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .toList();
    }
  }

  private static String reason(String part) throws IOException {
    Path reason =
        aside(part).stream()
            .filter(file -> file.toString().endsWith(".reason.txt"))
            .findFirst()
            .orElseThrow();
    return Files.readString(reason);
  }
}
