package org.extendrouter.runs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.extendrouter.event.ClassifyRun;
import org.extendrouter.event.EventMapper;
import org.extendrouter.event.WebhookEvent;

class EventIdsPropertyTest {

  private final ObjectMapper mapper = new EventMapper().json();
  private final EventIds ids = new EventIds(new EventMapper());

  /** What makes a path, a command or a clash out of a name. */
  @Provide
  Arbitrary<String> names() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "a",
            "A",
            "1",
            ".",
            "..",
            "/",
            "\\",
            "-",
            "--",
            "_",
            " ",
            ":",
            "~",
            "%2e",
            "$",
            "{",
            "\u0000",
            "\r\n",
            "\u202E",
            "é",
            "e\u0301",
            "😀",
            "CON",
            "clr",
            "evt",
            "x".repeat(70));
    return Arbitraries.oneOf(
        pieces.list().ofMinSize(1).ofMaxSize(12).map(list -> String.join("", list)),
        Arbitraries.strings().ofMaxLength(130),
        Arbitraries.strings().withChars("ab-_").ofMaxLength(6));
  }

  /** Ids, and ids made to look like the file name of another. */
  @Provide
  Arbitrary<String> lookalikes() {
    return Arbitraries.oneOf(
        eventIds(),
        eventIds().map(id -> ids.fileName(null, id)),
        eventIds().map(id -> id.toUpperCase(Locale.ROOT)),
        eventIds().map(id -> id.toLowerCase(Locale.ROOT)));
  }

  /** The ids that {@link EventIds#eventId} gives: printable, or derived. */
  @Provide
  Arbitrary<String> eventIds() {
    return names().map(name -> ids.eventId(body(name)));
  }

  @Property(tries = 3000)
  void aFileNameNeverLeavesItsDirectory(
      @ForAll("names") String runId, @ForAll("eventIds") String eventId) {
    Path directory = Path.of("/data/review");

    String name = ids.fileName(event(runId), eventId);

    assertThat(name).matches("[A-Za-z0-9_-]+").hasSizeLessThan(200).doesNotStartWith("-");
    assertThat(directory.resolve(name + ".json").normalize().getParent()).isEqualTo(directory);
  }

  @Property(tries = 5000)
  void twoEventsHaveTwoNames(
      @ForAll("names") String firstRun,
      @ForAll("names") String secondRun,
      @ForAll("lookalikes") String firstEvent,
      @ForAll("lookalikes") String secondEvent) {
    Assume.that(!firstEvent.equals(secondEvent));

    assertThat(ids.fileName(event(firstRun), firstEvent))
        .isNotEqualToIgnoringCase(ids.fileName(event(secondRun), secondEvent))
        .isNotEqualToIgnoringCase(ids.fileName(event(firstRun), secondEvent))
        .isNotEqualToIgnoringCase(ids.fileName(null, secondEvent));
  }

  @Property(tries = 2000)
  void oneEventHasOneName(@ForAll("names") String runId, @ForAll("eventIds") String eventId) {
    assertThat(new EventIds(new EventMapper()).fileName(event(runId), eventId))
        .isEqualTo(ids.fileName(event(runId), eventId));
  }

  @Property(tries = 3000)
  void anyBytesHaveAnIdThatIsSafeInALogAndAHeader(@ForAll @Size(max = 300) byte[] body) {
    assertThat(ids.eventId(body)).matches("[\\x21-\\x7E]{1,120}").isEqualTo(ids.eventId(body));
  }

  @Property(tries = 3000)
  void anyEventIdIsSafeInALogAndAHeader(@ForAll("names") String eventId) {
    assertThat(ids.eventId(body(eventId))).matches("[\\x21-\\x7E]{1,120}");
  }

  @Property(tries = 3000)
  void differentEventIdsStayDifferent(
      @ForAll("names") String first, @ForAll("names") String second) {
    Assume.that(!first.equals(second) && !first.isBlank() && !second.isBlank());

    assertThat(ids.eventId(body(first))).isNotEqualTo(ids.eventId(body(second)));
  }

  private byte[] body(String eventId) {
    return mapper
        .createObjectNode()
        .put("eventId", eventId)
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private WebhookEvent event(String runId) {
    ObjectNode payload = mapper.createObjectNode().put("id", runId);
    return new WebhookEvent(
        "classify_run.processed", payload, mapper.convertValue(payload, ClassifyRun.class));
  }
}
