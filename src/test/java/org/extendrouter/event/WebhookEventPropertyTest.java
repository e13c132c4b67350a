package org.extendrouter.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class WebhookEventPropertyTest {

  private static final List<String> SAMPLES =
      List.of("01-invoice-accepted", "07-person-reviewed-accepted", "99-documentation-sample");

  private static final int DEEPEST = 3;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ObjectMapper mapper = new EventMapper().json();

  /** Bytes that mean something to a JSON reader, put together without sense. */
  @Provide
  Arbitrary<byte[]> nearlyJson() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"",
            "\\",
            "\\u",
            "\\ud800",
            "null",
            "true",
            "NaN",
            "-",
            "0",
            "1e400",
            "1e999999999",
            "9".repeat(400),
            "9".repeat(2000),
            "\"eventType\":",
            "\"classify_run.processed\"",
            "\"payload\":",
            "\"output\":",
            "\"confidence\":",
            "\"reviewed\":",
            "\u0000",
            "\uFEFF",
            "漢",
            "😀",
            " ",
            "\r\n",
            "/*");
    Arbitrary<Charset> charsets =
        Arbitraries.of(
            StandardCharsets.UTF_8,
            StandardCharsets.ISO_8859_1,
            StandardCharsets.UTF_16,
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE,
            Charset.forName("UTF-32BE"),
            Charset.forName("UTF-32LE"));
    return Combinators.combine(pieces.list().ofMaxSize(40), charsets)
        .as((list, charset) -> String.join("", list).getBytes(charset));
  }

  /** A sample in which a few bytes are replaced, or the end is missing. */
  @Provide
  Arbitrary<byte[]> damagedSamples() {
    Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(8);
    return Combinators.combine(
            Arbitraries.of(SAMPLES),
            Arbitraries.integers().between(0, 1_000_000),
            bytes,
            Arbitraries.of(true, false))
        .as(
            (name, position, with, cut) -> {
              byte[] sample = sample(name);
              int at = position % sample.length;
              ByteArrayOutputStream damaged = new ByteArrayOutputStream();
              damaged.write(sample, 0, at);
              damaged.writeBytes(with);
              int rest = Math.min(sample.length, at + with.length);
              if (!cut) {
                damaged.write(sample, rest, sample.length - rest);
              }
              return damaged.toByteArray();
            });
  }

  /** A run whose known fields hold values of any kind. */
  @Provide
  Arbitrary<byte[]> misshapenRuns() {
    Arbitrary<String> paths =
        Arbitraries.of(
            "id",
            "status",
            "output",
            "output.confidence",
            "output.insights",
            "classifier",
            "metadata",
            "reviewed",
            "config",
            "config.classifications",
            "file",
            "usage",
            "usage.credits",
            "initialOutput",
            "failureReason",
            "createdAt");
    return Arbitraries.maps(paths, json()).ofMaxSize(8).map(this::run);
  }

  @Property(tries = 1000)
  void arbitraryBytesAreAnEventOrUnreadable(@ForAll @Size(max = 300) byte[] body) {
    readsOrIsUnreadable(body);
  }

  @Property(tries = 1000)
  void almostJsonIsAnEventOrUnreadable(@ForAll("nearlyJson") byte[] body) {
    readsOrIsUnreadable(body);
  }

  @Property(tries = 300)
  void aDamagedSampleIsAnEventOrUnreadable(@ForAll("damagedSamples") byte[] body) {
    readsOrIsUnreadable(body);
  }

  @Property(tries = 300)
  void aRunOfAnyShapeIsAnEventOrUnreadable(@ForAll("misshapenRuns") byte[] body) {
    readsOrIsUnreadable(body);
  }

  @Property(tries = 50)
  void nestingOfAnyDepthIsAnEventOrUnreadable(
      @ForAll @IntRange(max = 200_000) int depth, @ForAll boolean objects) {
    String open = objects ? "{\"a\":" : "[";
    String close = objects ? "}" : "]";
    String nested = open.repeat(depth) + "0" + close.repeat(depth);

    readsOrIsUnreadable(nested.getBytes(StandardCharsets.UTF_8));
    readsOrIsUnreadable(
        "{\"eventType\":\"classify_run.processed\",\"payload\":{\"metadata\":%s}}"
            .formatted(nested)
            .getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 150)
  void fieldsThatAreNotKnownChangeNothing(@ForAll("unknownFields") Map<String, JsonNode> unknown)
      throws IOException {
    byte[] sample = sample("01-invoice-accepted");
    ObjectNode event = (ObjectNode) mapper.readTree(sample);
    ObjectNode payload = (ObjectNode) event.get("payload");
    payload.setAll(unknown);
    ((ObjectNode) payload.get("output")).setAll(unknown);

    WebhookEvent read = mapper.readValue(mapper.writeValueAsBytes(event), WebhookEvent.class);

    assertThat(read).isEqualTo(mapper.readValue(sample, WebhookEvent.class));
  }

  @Provide
  Arbitrary<Map<String, JsonNode>> unknownFields() {
    Arbitrary<String> names =
        Arbitraries.strings().ascii().excludeChars('\u0000').ofMaxLength(20).map(n -> "new " + n);
    return Arbitraries.maps(names, json()).ofMaxSize(6);
  }

  /** Values that read back as they were written, nested no deeper than {@link #DEEPEST}. */
  private static Arbitrary<JsonNode> json() {
    Arbitrary<JsonNode> leaves =
        Arbitraries.oneOf(
            Arbitraries.integers().map(NODES::numberNode),
            Arbitraries.longs().greaterOrEqual(1L << 40).map(NODES::numberNode),
            Arbitraries.doubles().map(NODES::numberNode),
            Arbitraries.bigIntegers()
                .between(BigInteger.TWO.pow(70), BigInteger.TWO.pow(100))
                .map(NODES::numberNode),
            Arbitraries.strings().withCharRange(' ', '\uD7FF').ofMaxLength(30).map(NODES::textNode),
            Arbitraries.of(NODES.booleanNode(true), NODES.booleanNode(false), NODES.nullNode()));
    return Arbitraries.recursive(
        () -> leaves,
        nested -> Arbitraries.oneOf(leaves, array(nested), object(nested)),
        0,
        DEEPEST);
  }

  private static Arbitrary<JsonNode> array(Arbitrary<JsonNode> elements) {
    return elements.list().ofMaxSize(3).map(list -> NODES.arrayNode().addAll(list));
  }

  private static Arbitrary<JsonNode> object(Arbitrary<JsonNode> values) {
    return Arbitraries.maps(Arbitraries.of("a", "b", "漢", ""), values)
        .ofMaxSize(3)
        .map(fields -> NODES.objectNode().<ObjectNode>setAll(fields));
  }

  private byte[] run(Map<String, JsonNode> values) {
    ObjectNode event = NODES.objectNode().put("eventType", "classify_run.processed");
    ObjectNode payload = event.putObject("payload");
    values.forEach(
        (path, value) -> {
          String[] names = path.split("\\.");
          ObjectNode parent = payload;
          if (names.length > 1) {
            parent =
                payload.get(names[0]) instanceof ObjectNode known
                    ? known
                    : payload.putObject(names[0]);
          }
          parent.set(names[names.length - 1], value);
        });
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void readsOrIsUnreadable(byte[] body) {
    WebhookEvent event;
    try {
      event = mapper.readValue(body, WebhookEvent.class);
    } catch (IOException unreadable) {
      return;
    }
    if (event != null) {
      assertThat(event.eventType()).isNotNull();
      assertThat(event.kind()).isNotNull();
      assertThat(event.run() != null)
          .isEqualTo(
              event.kind() == EventType.Kind.RUN || event.kind() == EventType.Kind.PAYLOAD_URL);
    }
  }

  private static byte[] sample(String name) {
    try {
      return Files.readAllBytes(Path.of("src/demo/events", name + ".json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
