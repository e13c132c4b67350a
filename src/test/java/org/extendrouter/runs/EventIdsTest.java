package org.extendrouter.runs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.extendrouter.event.ClassifyRun;
import org.extendrouter.event.EventMapper;
import org.extendrouter.event.WebhookEvent;
import org.extendrouter.names.HeaderNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdsTest {

  private static final String DERIVED = "sha256-[0-9a-f]{64}";

  private final ObjectMapper mapper = new EventMapper().json();
  private final EventIds ids = new EventIds(new EventMapper());

  @Test
  void takesExtendsId() {
    assertThat(eventId("{\"eventType\":\"x\",\"eventId\":\"evt_E4uAVReHjnhwKWyG3wzRL\"}"))
        .isEqualTo("evt_E4uAVReHjnhwKWyG3wzRL");
    assertThat(eventId("{\"eventId\":\"" + "a".repeat(120) + "\"}")).isEqualTo("a".repeat(120));
  }

  @Test
  void whatFollowsTheIdNeedNotBeReadable() {
    assertThat(eventId("{\"eventId\":\"a\"} trailing")).isEqualTo("a");
    assertThat(eventId("{\"eventId\":\"a\",\"eventId\":\"b\"}")).isEqualTo("a");
    assertThat(eventId("{\"payload\":{\"eventId\":\"b\"},\"eventId\":\"a\"")).isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not JSON",
        "[]",
        "null",
        "{}",
        "{\"eventId\":null}",
        "{\"eventId\":7}",
        "{\"eventId\":{}}",
        "{\"eventId\":\"\"}",
        "{\"eventId\":\" \"}",
        "{\"payload\":{\"eventId\":\"a\"}}",
        "{\"payload\":[{\"eventId\":\"a\"}",
        "{broken,\"eventId\":\"a\"}",
        "{\"eventId\":\"a b\"}",
        "{\"eventId\":\"a\\r\\nb\"}",
        "{\"eventId\":\"\\u202Eevt\"}",
        "{\"eventId\":\"\\u0000\"}",
        "{\"eventId\":\"évt\"}",
        "{\"eventId\":\"\\ud800\"}"
      })
  void derivesAStableIdWhereThereIsNoneToUse(String body) {
    assertThat(eventId(body)).matches(DERIVED).isEqualTo(eventId(body));
    assertThat(eventId(body)).isNotEqualTo(eventId("x " + body));
  }

  @Test
  void anIdThatCannotBeUsedStillTellsTheSameEvent() {
    assertThat(eventId("{\"eventId\":\"a b\",\"eventType\":\"x\"}"))
        .isEqualTo(eventId("{ \"eventType\" : \"x\", \"eventId\" : \"a b\" }"))
        .isNotEqualTo(eventId("{\"eventId\":\"a  b\",\"eventType\":\"x\"}"));
  }

  @Test
  void idsWithHalfASurrogatePairAreStillToldApart() {
    assertThat(eventId("{\"eventId\":\"\\ud800\"}"))
        .isNotEqualTo(eventId("{\"eventId\":\"\\ud801\"}"));
  }

  @Test
  void boundsAnEndlessId() {
    String endless = "e".repeat(10_240);

    assertThat(eventId("{\"eventId\":\"" + endless + "\"}")).matches(DERIVED);
    assertThat(eventId("{\"eventId\":\"" + endless + "\"}"))
        .isNotEqualTo(eventId("{\"eventId\":\"" + endless + "e\"}"));
  }

  @Test
  void tellsTheRunOfMostEventsAtAGlance() {
    assertThat(announced("{'eventId':'e','payload':{'object':'classify_run','id':'clr_1','x':"))
        .isEqualTo("clr_1");
    assertThat(announced("{'payload':{'object':'document_processor_run','id':'dpr_1'}}"))
        .isEqualTo("dpr_1");
    String id = "clr_" + "é".repeat(2_000);
    assertThat(announced("{'payload':{'object':'classify_run','id':'clr_1\\n','long':'" + id))
        .as("what is behind the beginning is not read, and may be cut between two bytes")
        .isEqualTo("clr_1");
    assertThat(announced("{'a':1,'payload':{'object':'classify_run','id':'clr_1','long':'" + id))
        .isEqualTo("clr_1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not JSON",
        "[]",
        "{}",
        "{'payload':null}",
        "{'payload':{'object':'workflow_run','id':'wr_1'}}",
        "{'payload':{'object':'workflow_step_run','id':'wsr_1'}}",
        "{'payload':{'object':'signed_data_url','data':'https://example.com'}}",
        "{'payload':{'object':'classify_run','id':7}}",
        "{'payload':{'object':'classify_run','id':''}}",
        "{'payload':{'object':'classify_run'},'id':'clr_1'}",
      })
  void tellsNoRunWhereItWouldHaveToGuess(String body) {
    assertThat(announced(body)).isEqualTo("-");
  }

  @Test
  void anEventThatCannotBeReadGoesByTheRunThatItsBeginningNames() {
    Map<String, Object> headers = new HashMap<>(Map.of(HeaderNames.RUN_ID, "clr_1"));
    ids.name(null, "evt_1", headers);
    assertThat(headers).containsEntry(HeaderNames.RUN_ID, "clr_1");
    ids.name(event("clr_2"), "evt_1", headers);
    assertThat(headers).containsEntry(HeaderNames.RUN_ID, "clr_2");

    headers.clear();
    ids.name(null, "evt_1", headers);
    assertThat(headers).containsEntry(HeaderNames.RUN_ID, "-");
  }

  private String announced(String body) {
    return ids.announcedRunId(body.replace('\'', '"').getBytes(UTF_8));
  }

  @Test
  void namesFilesByRunAndEvent() {
    assertThat(ids.fileName(event("clr_Xj8m"), "evt_E4uA"))
        .matches("clr_Xj8m--evt_E4uA-[0-9a-f]{16}");
    assertThat(ids.fileName(null, "evt_1"))
        .matches("evt_1-[0-9a-f]{16}")
        .isEqualTo(ids.fileName(event(""), "evt_1"))
        .isEqualTo(ids.fileName(event(null), "evt_1"));
  }

  static Stream<String> hostileIds() {
    return Stream.of(
        "../../etc/passwd",
        "..",
        ".",
        "/",
        "\\",
        "C:\\x",
        "a/b",
        "a b",
        "a\r\nb",
        "a\u0000b",
        "-rf",
        "${sys.user}",
        "%2e%2e%2f",
        "CON.txt",
        "名前",
        "\u202Efdp.exe",
        "😀",
        "x".repeat(10_240),
        "/".repeat(10_240),
        "😀".repeat(5_000));
  }

  @ParameterizedTest
  @MethodSource("hostileIds")
  void fileNamesAreHarmlessAndBounded(String id) {
    for (String name :
        new String[] {
          ids.fileName(event(id), "evt_1"), ids.fileName(null, id), ids.fileName(event(id), id)
        }) {
      assertThat(name).matches("[A-Za-z0-9_-]+").hasSizeLessThan(140);
    }
  }

  @ParameterizedTest
  @MethodSource("hostileIds")
  void fileNamesAreStable(String id) {
    assertThat(ids.fileName(event(id), id)).isEqualTo(ids.fileName(event(id), id));
  }

  @Test
  void idsThatLoseTheSameCharactersKeepTheirOwnFiles() {
    String start = "e".repeat(100);
    String[] alike = {"a/b", "a_b", "a b", "a\\b", "a.b", "a:b", start, start + "1", start + "2"};
    Set<String> names = new HashSet<>();
    for (String id : alike) {
      names.add(ids.fileName(event("clr_1"), id));
    }

    assertThat(names).hasSameSizeAs(alike);
  }

  @Test
  void anIdThatLooksLikeTheNameOfAnotherKeepsItsOwnFile() {
    for (String id : new String[] {"foo.bar/1", "evt_1", "evt_E4uA"}) {
      String name = ids.fileName(null, id);
      assertThat(ids.fileName(null, name)).isNotEqualTo(name);
    }
    // What the names of earlier versions looked like.
    assertThat(ids.fileName(null, "foo_bar_1-a63856bb2641d7f0"))
        .isNotEqualTo(ids.fileName(null, "foo.bar/1"));
  }

  @Test
  void idsThatDifferInCaseAloneKeepTheirOwnFilesWhereCaseIsIgnored() {
    assertThat(ids.fileName(event("clr_1"), "evt_E4uA"))
        .isNotEqualToIgnoringCase(ids.fileName(event("clr_1"), "evt_e4uA"));
    assertThat(ids.fileName(event("clr_Ab"), "evt_1"))
        .isNotEqualToIgnoringCase(ids.fileName(event("clr_aB"), "evt_1"));
  }

  @Test
  void theBorderBetweenRunAndEventIsPartOfTheName() {
    assertThat(ids.fileName(event("a--b"), "c")).isNotEqualTo(ids.fileName(event("a"), "b--c"));
  }

  @Test
  void runIdStandsOnOneLine() {
    assertThat(ids.runId(null)).isEqualTo("-");
    assertThat(ids.runId(event(null))).isEqualTo("-");
    assertThat(ids.runId(event("\r\n"))).isEqualTo("-");
    assertThat(ids.runId(event("clr_1\r\nWARN forged"))).isEqualTo("clr_1 WARN forged");
    assertThat(ids.runId(event("x".repeat(10_240)))).hasSizeLessThanOrEqualTo(120);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"eventType\":\"x\"}",
        "{\"eventType\":\"x\",\"payload\":null}",
        "{\"eventType\":\"x\",\"payload\":[]}",
        "{\"eventType\":\"x\",\"payload\":{\"id\":{}}}",
        "{\"eventType\":\"x\",\"payload\":{\"id\":\"\\n\"}}"
      })
  void payloadWithoutAnIdHasADash(String json) throws Exception {
    assertThat(ids.payloadId(mapper.readValue(json, WebhookEvent.class))).isEqualTo("-");
  }

  @Test
  void payloadIdStandsOnOneLine() throws Exception {
    String json = "{\"eventType\":\"classifier.created\",\"payload\":{\"id\":\"cl_1\\nforged\"}}";

    assertThat(ids.payloadId(mapper.readValue(json, WebhookEvent.class))).isEqualTo("cl_1 forged");
  }

  private String eventId(String body) {
    return ids.eventId(body.getBytes(UTF_8));
  }

  private WebhookEvent event(String runId) {
    ObjectNode payload = mapper.createObjectNode().put("id", runId);
    return new WebhookEvent(
        "classify_run.processed", payload, mapper.convertValue(payload, ClassifyRun.class));
  }
}
