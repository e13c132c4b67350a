package org.extendrouter.ticket;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.extendrouter.document.Document;
import org.extendrouter.event.ClassifyRun;
import org.extendrouter.event.ClassifyRun.Classification;
import org.extendrouter.event.ClassifyRun.Insight;
import org.extendrouter.event.ClassifyRun.Output;
import org.extendrouter.event.WebhookEvent;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.QueueNames;
import org.extendrouter.names.RunIds;
import org.extendrouter.names.VariableNames;
import org.extendrouter.text.SafeText;
import org.extendrouter.ticket.Ticket.Fact;
import org.extendrouter.triage.BranchName;
import org.extendrouter.triage.DeliveredTypes.Target;
import org.extendrouter.triage.FailureCause;
import org.extendrouter.triage.Reason;

/** Writes tickets: from an event and what triage said of it. */
public final class TicketWriter {

  private static final int LINE = 200;
  private static final int PARAGRAPH = 2000;
  private static final int PARAGRAPHS = 50;
  private static final int URL = 2000;
  private static final int DOCUMENT = 120;

  /** What is over is cut before it is rendered: a text of megabytes is copied with each step. */
  private static final int REASONING = 8 * PARAGRAPHS * PARAGRAPH;

  private static final int JSON = 8 * LINE;

  private final ObjectWriter metadata =
      new ObjectMapper()
          .writer(
              new MinimalPrettyPrinter() {

                private static final long serialVersionUID = 1L;

                @Override
                public void writeObjectEntrySeparator(JsonGenerator json) throws IOException {
                  json.writeRaw(", ");
                }

                @Override
                public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
                  json.writeRaw(", ");
                }
              });
  private final WaysToAnswer ways;

  /**
   * A writer of tickets.
   *
   * @param byFile whether tickets are in a directory, so that moving one is an answer
   * @param delivered the types that a run can go on as
   */
  public TicketWriter(boolean byFile, Supplier<List<Target>> delivered) {
    this.ways = new WaysToAnswer(byFile, delivered);
  }

  /**
   * Writes the ticket of one event.
   *
   * @param body the event as it was received
   * @param event the event; null if it could not be read
   * @param reason why a person must look
   * @param headers those of the run, by name; what is not known is missing
   * @param document the run's document, or why it is not there; null if there is none
   * @param link the address of the ticket's page; null if it has none
   * @return the ticket
   */
  public Ticket ticket(
      @Body byte[] body,
      @Variable(VariableNames.EVENT) WebhookEvent event,
      @Header(HeaderNames.DECISION) Reason reason,
      @Headers Map<String, ?> headers,
      @Variable(VariableNames.DOCUMENT) Document document,
      @Variable(VariableNames.LINK) String link) {
    ClassifyRun run = event == null ? null : event.run();
    Output output = run == null ? null : run.output();
    String type = output == null ? "" : line(output.type());
    String documentName = run == null || run.file() == null ? "" : line(run.file().name());
    FailureCause cause =
        run != null && reason == Reason.RUN_FAILED
            ? FailureCause.of(run.failureReason())
            : FailureCause.OTHER;
    Certainty confidence = new Certainty(output == null ? null : output.confidence());
    String threshold = text(headers, HeaderNames.THRESHOLD);
    Certainty needed = new Certainty(threshold == null ? null : new BigDecimal(threshold));
    String branch = text(headers, HeaderNames.BRANCH);
    String question =
        new Question(reason, type, confidence, needed, run == null ? "" : line(run.failureReason()))
            .words();

    List<Fact> facts = new ArrayList<>();
    fact(facts, "Cause", line(text(headers, HeaderNames.READ_FAILURE)));
    fact(facts, "Payload", line(text(headers, HeaderNames.PAYLOAD_FAILURE)));
    fact(facts, "What to do", cause.remedy());
    fact(facts, "Decided before", line(text(headers, HeaderNames.EARLIER_DECISION)));
    if (run != null) {
      fact(facts, "Document", documentName);
      if (document != null) {
        fact(facts, "Its file", whereIs(document));
      }
      fact(facts, "Failure", line(run.failureReason()));
      fact(facts, "Message", line(run.failureMessage()));
      if (output != null) {
        fact(facts, "Classified as", type);
        fact(facts, "Confidence", orMissing(confidence));
        fact(facts, "Threshold", line(needed.exact()));
      }
      if (reason == Reason.UNROUTED_TYPE && !type.isEmpty()) {
        fact(facts, "To route it", howToRoute(type, branch));
      }
    }
    return new Ticket(
        text(headers, HeaderNames.FILE_NAME),
        type,
        confidence.sortable(),
        "%s - %s"
            .formatted(
                question,
                documentName.isEmpty()
                    ? text(headers, HeaderNames.EVENT_ID)
                    : SafeText.oneLine(documentName, DOCUMENT)),
        question,
        reason.name(),
        reason.words(),
        cause.isForOperators(),
        ways.answers(reason, type, branch, line(text(headers, HeaderNames.DELIVERED_TYPE)), link),
        List.copyOf(facts),
        reasoning(output),
        alternatives(run, output),
        details(run, body, headers),
        run == null ? "" : webAddress(run.dashboardUrl()));
  }

  private List<Fact> details(ClassifyRun run, byte[] body, Map<String, ?> headers) {
    List<Fact> details = new ArrayList<>();
    String runId = run == null ? text(headers, HeaderNames.RUN_ID) : run.id();
    if (run != null || !RunIds.UNKNOWN.equals(runId)) {
      fact(details, "Run", line(runId));
    }
    fact(details, "Workflow run", line(text(headers, HeaderNames.WORKFLOW_RUN_ID)));
    fact(details, "Event", text(headers, HeaderNames.EVENT_ID));
    fact(details, "Received", text(headers, HeaderNames.RECEIVED_AT));
    if (run == null) {
      fact(details, "Size", body.length + " bytes");
    } else {
      runDetails(details, run);
    }
    fact(details, "As received", text(headers, HeaderNames.FILE_NAME) + ".json");
    return List.copyOf(details);
  }

  private void runDetails(List<Fact> details, ClassifyRun run) {
    fact(details, "Run status", line(run.status()));
    fact(details, "Created", line(run.createdAt()));
    if (run.file() != null) {
      fact(details, "File type", line(run.file().type()));
    }
    if (run.classifier() != null) {
      fact(details, "Classifier", line(run.classifier().name()));
    }
    if (run.classifierVersion() != null) {
      fact(details, "Version", line(run.classifierVersion().version()));
    }
    if (run.metadata() != null && !run.metadata().isEmpty()) {
      fact(details, "Metadata", line(excerpt(run.metadata())));
    }
  }

  private static String whereIs(Document document) {
    return document.content() == null
        ? "not here: " + document.absence()
        : "%s, beside the ticket as %s".formatted(document.size(), document.ending());
  }

  private static String orMissing(Certainty confidence) {
    return confidence.exact() == null ? "missing or not a number" : line(confidence.exact());
  }

  private static String howToRoute(String type, String branch) {
    String name = branch == null ? BranchName.suggestedFor(type) : branch;
    String file =
        "add routes/types/%s.camel.yaml with a route from jms:%s%s"
            .formatted(name, QueueNames.ACCEPT_PREFIX, name);
    return branch == null
        ? "list the type in extend.types with branch: %s, and %s".formatted(name, file)
        : file;
  }

  private static void fact(List<Fact> facts, String label, String value) {
    if (value != null && !value.isEmpty()) {
      facts.add(new Fact(label, value));
    }
  }

  private static List<String> reasoning(Output output) {
    if (output == null) {
      return List.of();
    }
    return output.insights().stream()
        .map(Insight::content)
        .filter(Objects::nonNull)
        .map(content -> content.substring(0, Math.min(content.length(), REASONING)))
        .flatMap(String::lines)
        .map(paragraph -> SafeText.oneLine(paragraph, PARAGRAPH))
        .filter(paragraph -> !paragraph.isEmpty())
        .limit(PARAGRAPHS)
        .toList();
  }

  private static List<Fact> alternatives(ClassifyRun run, Output output) {
    if (run == null) {
      return List.of();
    }
    return run.classifications().stream()
        .filter(other -> !isChosen(other, output))
        .map(other -> new Fact(line(other.type()), line(other.description())))
        .limit(PARAGRAPHS)
        .toList();
  }

  private static boolean isChosen(Classification classification, Output output) {
    return output != null
        && classification.type() != null
        && classification.type().equals(output.type());
  }

  private static String webAddress(String url) {
    if (url == null || url.length() > URL) {
      return "";
    }
    try {
      URI address = URI.create(url);
      boolean web =
          "https".equalsIgnoreCase(address.getScheme())
              || "http".equalsIgnoreCase(address.getScheme());
      return web && address.getHost() != null ? address.toASCIIString() : "";
    } catch (IllegalArgumentException notAnAddress) {
      return "";
    }
  }

  /** The beginning of what is sent as JSON. */
  private String excerpt(JsonNode json) {
    StringBuilder excerpt = new StringBuilder();
    try {
      metadata.writeValue(
          new Writer() {
            @Override
            public void write(char[] text, int offset, int length) {
              excerpt.append(text, offset, Math.min(length, JSON - excerpt.length()));
            }

            @Override
            public void flush() {
              // There is nothing between it and the excerpt.
            }

            @Override
            public void close() {
              // The excerpt needs no end.
            }
          },
          json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return excerpt.toString();
  }

  private static String text(Map<String, ?> headers, String name) {
    return Objects.toString(headers.get(name), null);
  }

  private static String line(String text) {
    return SafeText.oneLine(text, LINE);
  }
}
