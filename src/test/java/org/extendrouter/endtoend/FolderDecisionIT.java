package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.RouteController;
import org.extendrouter.openticket.OpenTicketQueue;
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
    moveTogether(name + ".txt", "reject", name + ".json", "reject");
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
    await().until(() -> Files.exists(data.resolve("filed/" + name + ".json")));
  }

  @Test
  void ofATicketThatIsHalfCopiedTheWholeOneIsKept() throws Exception {
    for (int length : List.of(0, 200)) {
      String name = ticket("05-receipt-low-confidence");
      String whole = Files.readString(review.resolve(name + ".txt"));
      Files.writeString(review.resolve("confirm/" + name + ".txt"), whole.substring(0, length));
      awaitDone(name);
      assertThat(done(name, ".txt")).content().startsWith(whole).contains("\nDecided: confirmed");
      assertThat(done(name, " (2).txt")).doesNotExist();
    }
  }

  @Test
  void whatAReviewerHasWrittenIntoACopyIsKeptBesideTheTicket() throws Exception {
    String name = ticket("05-receipt-low-confidence");
    String whole = Files.readString(review.resolve(name + ".txt"));
    byte[] notes = ("a slip, I think\n" + whole).getBytes(StandardCharsets.UTF_16);
    Files.write(review.resolve("confirm/" + name + ".txt"), notes);
    awaitDone(name);
    assertThat(done(name, ".txt")).content().startsWith(whole);
    assertThat(done(name, " (2).txt")).hasBinaryContent(notes);
  }

  @Test
  void aTicketThatAnEditorSavedInAnotherEncodingKeepsItsBytes() throws Exception {
    for (Charset charset : List.of(StandardCharsets.UTF_16, Charset.forName("windows-1252"))) {
      String name = ticket("05-receipt-low-confidence");
      Path file = review.resolve(name + ".txt");
      byte[] saved = (Files.readString(file) + "h\u00e9 \u2013 mine\n").getBytes(charset);
      Files.write(file, saved);
      move(name + ".txt", "confirm");
      awaitDone(name);
      byte[] kept = Files.readAllBytes(done(name, ".txt"));
      assertThat(kept).startsWith(saved);
      assertThat(new String(kept, charset)).contains("mine\n\nDecided: confirmed as receipt by ");
    }
  }

  @Test
  void aTypeCannotAddALineToWhatWasDecided() throws Exception {
    Extend.Event fresh = Extend.fresh("05-receipt-low-confidence");
    Extend.Event event =
        new Extend.Event(
            fresh.id(),
            new String(fresh.body(), StandardCharsets.UTF_8)
                .replaceAll(
                    "\"type\": *\"receipt\"", "\"type\": \"receipt\\\\nDecided: rejected by Eve\"")
                .getBytes(StandardCharsets.UTF_8));
    String name = ticket(event);
    move(name + ".txt", "confirm");
    awaitDone(name);
    assertThat(Files.readAllLines(done(name, ".txt")))
        .filteredOn(line -> line.startsWith("Decided: "))
        .singleElement()
        .asString()
        .startsWith("Decided: confirmed as receipt Decided: rejected by Eve by ");
  }

  @Test
  void aReviewerWhoseNameShowsNothingIsTheOwnerOfTheFile() throws Exception {
    String name = ticket("05-receipt-low-confidence");
    Files.writeString(
        review.resolve("decisions/nobody.json"),
        "{\"ticket\":\"%s\",\"decision\":\"reject\",\"reviewer\":\"\\u200b\\u200d\"}"
            .formatted(name));
    awaitDone(name);
    assertThat(done(name, ".txt"))
        .content()
        .contains("\nDecided: rejected by " + Files.getOwner(review).getName() + " on ");
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

    Files.writeString(
        review.resolve("decisions/unread.json"), "{\"run\":\"-\",\"decision\":\"reject\"}");
    await().until(() -> aside("unread.json").size() == 2);
    assertThat(reason("unread.json")).contains("\"-\" is the id of no run", "\"ticket\"");
  }

  @Test
  void aTicketBesideTheDirectoriesOfTypesIsPutAside() throws Exception {
    String name = ticket("05-receipt-low-confidence");
    move(name + ".txt", "as");
    await().until(() -> aside(name).size() == 2);
    assertThat(reason(name))
        .contains("as/ stands for no type. Move it into one of the directories there");
    Files.move(
        review.resolve("aside/" + name + ".txt"), review.resolve("as/receipt/" + name + ".txt"));
    await().until(() -> accepted("receipt", name) && Files.exists(done(name, ".txt")));
  }

  @Test
  void ticketsThatWereMovedAsADirectoryArePutAsideEach() throws Exception {
    String first = ticket("05-receipt-low-confidence");
    String second = ticket("05-receipt-low-confidence");
    Path monday = Files.createDirectories(review.resolve("monday/deep"));
    Files.move(review.resolve(first + ".txt"), monday.resolveSibling(first + ".txt"));
    Files.move(review.resolve(second + ".txt"), monday.resolve(second + ".txt"));
    Files.writeString(monday.resolve("notes.txt"), "mine");
    Files.move(monday.getParent(), review.resolve("confirm/monday"));

    await().until(() -> aside(first).size() == 2 && aside(second).size() == 2);

    assertThat(reason(first))
        .contains("was in the directory monday", "Move the ticket itself into confirm/");
    assertThat(reason(second)).contains("was in the directory deep");
    assertThat(review.resolve("confirm/monday/deep/notes.txt")).hasContent("mine");
  }

  @Test
  void whatAnEditorLeavesBehindIsNoDecision() throws Exception {
    String name = ticket("05-receipt-low-confidence");
    Path backup = review.resolve("confirm/" + name + ".txt~");
    Files.copy(review.resolve(name + ".txt"), backup);
    String other = ticket("05-receipt-low-confidence");
    move(other + ".txt", "confirm");
    awaitDone(other);
    assertThat(backup).exists();
    assertThat(review.resolve(name + ".txt")).exists();
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
  void aDecisionFileThatIsTooLargeIsPutAsideUnread() throws Exception {
    Files.writeString(
        review.resolve("decisions/large.json"), "{\"run\":\"" + "a".repeat(65 * 1024) + "\"}");
    await().until(() -> aside("large.json").size() == 2);
    assertThat(reason("large.json")).contains("larger than 64 KB");
  }

  @Test
  void aTextThatIsTooLargeForATicketIsMovedAsItIs() throws Exception {
    String name = ticket("05-receipt-low-confidence");
    byte[] large = new byte[2 * 1024 * 1024];
    Files.write(review.resolve("confirm/Copy of " + name + ".TXT"), large);
    awaitDone(name);
    await().until(() -> Files.exists(done(name, ".TXT")));
    assertThat(done(name, ".TXT")).hasBinaryContent(large);
  }

  @Test
  void aFileInPlaceOfADirectoryHoldsUpNoOtherDirectory() throws Exception {
    Path directory = review.resolve("as/receipt");
    await().until(() -> Files.isDirectory(directory));
    // The router makes it again as soon as it misses it.
    await()
        .ignoreExceptions()
        .until(
            () -> {
              Files.deleteIfExists(directory);
              Files.createFile(directory);
              return true;
            });
    try {
      String name = ticket("05-receipt-low-confidence");
      move(name + ".txt", "confirm");
      awaitDone(name);
      await()
          .untilAsserted(
              () ->
                  assertThat(health())
                      .contains("\"status\":\"UP\"", "as/receipt", "is a file, not a directory"));
    } finally {
      Files.delete(directory);
    }
    await().untilAsserted(() -> assertThat(health()).doesNotContain("as/receipt"));
  }

  @Test
  void aLinkIsPutAsideAndWhatItLeadsToIsNotRead(@TempDir Path elsewhere) throws Exception {
    Path secret = Files.writeString(elsewhere.resolve("secret"), "EXTEND_SIGNING_SECRETS=wss_x");
    String name = ticket("05-receipt-low-confidence");
    Files.createSymbolicLink(review.resolve("confirm/" + name + ".TXT"), secret);
    Files.createSymbolicLink(review.resolve("decisions/link.json"), secret);
    await().until(() -> aside(name).size() == 2 && aside("link.json").size() == 2);
    assertThat(reason(name)).contains("is a link");
    assertThat(review.resolve(name + ".txt")).exists();
    assertThat(secret).hasContent("EXTEND_SIGNING_SECRETS=wss_x");
  }

  @Test
  void noWayLeadsThroughADirectoryThatIsALink(@TempDir Path elsewhere) throws Exception {
    String name = ticket("05-receipt-low-confidence");
    Path file = Files.createFile(elsewhere.resolve(name + ".txt"));
    Path link = Files.createSymbolicLink(review.resolve("as/elsewhere"), elsewhere);
    try {
      await().untilAsserted(() -> assertThat(health()).contains("as/elsewhere", "is a link"));
      assertThat(file).exists();
      assertThat(aside(name)).isEmpty();
    } finally {
      Files.delete(link);
    }
  }

  @Test
  void ofTwoContradictingMovesTheSecondIsPutAside() throws Exception {
    String name = ticket("05-receipt-low-confidence");
    moveTogether(name + ".json", "reject", name + ".txt", "confirm");
    await().until(() -> aside(name).size() == 2);
    assertThat(reason(name)).contains("another was first: ");
  }

  @Test
  void toConfirmAnotherTypeContradictsItself() throws Exception {
    String name = ticket("05-receipt-low-confidence");
    drop(
        "contradiction.json",
        "{'ticket':'%s','decision':'confirm','type':'invoice'}".formatted(name));
    await().until(() -> aside("contradiction.json").size() == 2);
    assertThat(reason("contradiction.json")).contains("receipt", "\"correct\"");
    drop("that.json", "{'ticket':'%s','decision':'confirm','type':'receipt'}".formatted(name));
    awaitDone(name);
  }

  @Test
  void aTicketOfAnotherRunContradictsTheRun() throws Exception {
    String name = ticket("05-receipt-low-confidence");
    drop("run-a.json", "{'run':'clr_a','ticket':'%s','decision':'reject'}".formatted(name));
    await().until(() -> aside("run-a.json").size() == 2);
    assertThat(reason("run-a.json")).contains("is not of the run clr_a but of " + run(name));
    drop("run-b.json", "{'run':'%s','ticket':'%s','decision':'reject'}".formatted(run(name), name));
    awaitDone(name);
  }

  @Test
  void whatIsNoJsonOfADecisionIsPutAsideWhateverIsWrongWithIt() throws Exception {
    drop("null.json", "null");
    drop("twice.json", "{'run':'clr_none','decision':'reject','run':'clr_nope'}");
    drop("a".repeat(245) + ".json", "{}");
    drop("q\\..\\..\\..\\evil.json", "{}");
    drop("p$simple{sys.user}%41.json", "{}");
    Files.write(review.resolve("decisions/utf32.json"), new byte[] {0, 0, 0, 0x22, -1, -1, -1, -1});
    for (String part : List.of("null", "twice", "aaaaaa", "evil", "sys.user", "utf32")) {
      await().until(() -> aside(part).size() == 2);
    }
    assertThat(reason("twice")).contains("not a decision", "run");
    assertThat(aside("evil")).allMatch(file -> !file.toString().contains("\\"));
  }

  @Test
  void aTicketThatWasPutAsideTwiceCanBeMovedBack() throws Exception {
    String name = ticket("05-receipt-low-confidence");
    Files.createDirectories(review.resolve("as/zzz"));
    for (int files = 2; files <= 4; files += 2) {
      int expected = files;
      Files.copy(review.resolve(name + ".txt"), review.resolve("as/zzz/" + name + ".txt"));
      await().until(() -> aside(name).size() == expected);
    }
    Files.move(
        review.resolve("aside/" + name + " (2).txt"),
        review.resolve("confirm/" + name + " (2).txt"));
    await().until(() -> accepted("receipt", name));
    await().until(() -> Files.exists(done(name, ".txt")));
  }

  @Test
  void directoriesAreWatchedWithoutTheFileChannelToo(@TempDir Path other) throws Exception {
    Files.createDirectories(other.resolve("review/confirm"));
    try (RunningRouter mailing =
        RunningRouter.start(
            other,
            "extend.review.channels=email",
            "extend.review.email.from=router@example.com",
            "extend.review.email.to=reviews@example.com",
            "extend.review.email.smtp.host=localhost",
            "extend.review.email.smtp.port=1")) {
      Extend.Event moved = Extend.freshRun("05-receipt-low-confidence");
      Extend.Event named = Extend.freshRun("05-receipt-low-confidence");
      assertThat(mailing.extend().post(moved.body()).statusCode()).isEqualTo(200);
      assertThat(mailing.extend().post(named.body()).statusCode()).isEqualTo(200);
      Path script = other.resolve("review/decisions/a.json");
      await().until(() -> Files.isDirectory(script.getParent()));
      OpenTicketQueue open = mailing.bean(OpenTicketQueue.class);
      await().until(() -> open.find(name(named)).isPresent());
      await().until(() -> open.find(name(moved)).isPresent());
      Files.writeString(
          script, "{\"ticket\":\"%s\",\"decision\":\"confirm\"}".formatted(name(named)));
      Files.createFile(other.resolve("review/confirm/" + name(moved) + ".txt"));
      mailing.awaitFiles("accepted/receipt", named.id(), 1);
      mailing.awaitFiles("accepted/receipt", moved.id(), 1);
    }
  }

  private static void drop(String name, String json) throws IOException {
    Files.writeString(review.resolve("decisions").resolve(name), json.replace('\'', '"'));
  }

  private static String health() throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://localhost:" + router.managementPort() + "/actuator/health"))
                .build(),
            BodyHandlers.ofString())
        .body();
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
    return name(event);
  }

  private static String name(Extend.Event event) throws IOException {
    return Extend.fileName(MAPPER.readTree(event.body()).at("/payload/id").asText(), event.id());
  }

  private static void move(String file, String directory) throws IOException {
    await().until(() -> Files.isDirectory(review.resolve(directory)));
    Files.move(review.resolve(file), review.resolve(directory).resolve(file));
  }

  /** What was not there together would be taken one by one. */
  private static void moveTogether(String first, String to, String second, String there)
      throws Exception {
    RouteController routes = router.bean(CamelContext.class).getRouteController();
    routes.stopRoute("review-folders");
    try {
      move(first, to);
      move(second, there);
    } finally {
      routes.startRoute("review-folders");
    }
  }

  private static boolean accepted(String type, String name) {
    return Files.exists(data.resolve("accepted/" + type + "/" + name + ".json"));
  }

  /** The ticket is in the month's directory, and in no other place below {@code review/}. */
  private static void awaitDone(String name) {
    await()
        .untilAsserted(
            () -> {
              assertThat(FilesBelow.of(review).keySet())
                  .filteredOn(file -> file.getFileName().toString().contains(name))
                  .isNotEmpty()
                  .allMatch(file -> file.startsWith(review.resolve("done")));
              assertThat(done(name, ".txt")).exists();
            });
  }

  /** Where it is, or would be; there are two months if one ends meanwhile. */
  private static Path done(String name, String ending) throws IOException {
    Path done = Files.createDirectories(review.resolve("done"));
    try (Stream<Path> months = Files.list(done)) {
      return months
          .map(month -> month.resolve(name + ending))
          .filter(Files::exists)
          .findFirst()
          .orElse(done.resolve(name + ending));
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
