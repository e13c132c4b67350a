package org.extendrouter.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.extendrouter.event.ClassifyRun;
import org.extendrouter.event.ClassifyRun.Classification;
import org.extendrouter.event.ClassifyRun.Insight;
import org.extendrouter.event.ClassifyRun.Output;
import org.extendrouter.event.WebhookEvent;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.QueueNames;
import org.extendrouter.names.VariableNames;
import org.extendrouter.text.SafeText;
import org.extendrouter.ticket.Ticket.Fact;
import org.extendrouter.triage.BranchName;
import org.extendrouter.triage.FailureCause;
import org.extendrouter.triage.Reason;
import org.springframework.stereotype.Component;

/** Writes tickets: from an event and what triage said of it. */
@Component("extendTicketWriter")
public final class TicketWriter {

  private static final int LINE = 200;
  private static final int PARAGRAPH = 2000;
  private static final int PARAGRAPHS = 50;
  private static final int URL = 2000;
  private static final BigDecimal THOUSAND = new BigDecimal("1000");
  private static final BigDecimal THOUSANDTH = new BigDecimal("0.001");

  /** What is over is cut before it is rendered: a text of megabytes is copied with each step. */
  private static final int REASONING = 8 * PARAGRAPHS * PARAGRAPH;

  private static final int JSON = 8 * LINE;

  private final ObjectMapper mapper = new ObjectMapper();

  /**
   * Writes the ticket of one event.
   *
   * @param body the event as it was received
   * @param event the event; null if it could not be read
   * @param name the name of the ticket's files
   * @param eventId the id by which the inbox knows the event
   * @param receivedAt when it came
   * @param reason why a person must look
   * @param threshold the confidence asked for
   * @param branch the run's branch; null if it has none
   * @param workflowRunId the workflow run that the run belongs to; null if there is none
   * @param payloadFailure why the run could not be fetched; null if it could, or had not to be
   * @return the ticket
   */
  public Ticket ticket(
      @Body byte[] body,
      @Variable(VariableNames.EVENT) WebhookEvent event,
      @Header(HeaderNames.FILE_NAME) String name,
      @Header(HeaderNames.EVENT_ID) String eventId,
      @Header(HeaderNames.RECEIVED_AT) String receivedAt,
      @Header(HeaderNames.DECISION) Reason reason,
      @Header(HeaderNames.THRESHOLD) String threshold,
      @Header(HeaderNames.BRANCH) String branch,
      @Header(HeaderNames.WORKFLOW_RUN_ID) String workflowRunId,
      @Header(HeaderNames.PAYLOAD_FAILURE) String payloadFailure) {
    ClassifyRun run = event == null ? null : event.run();
    Output output = run == null ? null : run.output();
    String type = output == null ? "" : line(output.type());
    String document = run == null || run.file() == null ? "" : line(run.file().name());
    List<Fact> facts = new ArrayList<>();
    FailureCause cause =
        run != null && reason == Reason.RUN_FAILED
            ? FailureCause.of(run.failureReason())
            : FailureCause.OTHER;
    fact(facts, "Payload", line(payloadFailure));
    fact(facts, "What to do", cause.remedy());
    if (run == null) {
      fact(facts, "Event", eventId);
      fact(facts, "Size", body.length + " bytes");
    } else {
      runFacts(facts, run, output, threshold);
      if (reason == Reason.UNROUTED_TYPE && !type.isEmpty()) {
        fact(facts, "To route it", howToRoute(type, branch));
      }
      fact(facts, "Run", line(run.id()));
      fact(facts, "Event", eventId);
    }
    fact(facts, "Workflow run", line(workflowRunId));
    fact(facts, "Received", receivedAt);
    fact(facts, "As received", name + ".json");
    return new Ticket(
        name,
        type,
        subject(type, output, document, reason, eventId),
        reason.name(),
        reason.words(),
        cause.isForOperators(),
        List.copyOf(facts),
        reasoning(output),
        alternatives(run, output),
        run == null ? "" : webAddress(run.dashboardUrl()));
  }

  private void runFacts(List<Fact> facts, ClassifyRun run, Output output, String threshold) {
    if (run.file() != null) {
      fact(facts, "Document", line(run.file().name()));
      fact(facts, "File type", line(run.file().type()));
    }
    fact(facts, "Failure", line(run.failureReason()));
    fact(facts, "Message", line(run.failureMessage()));
    if (output != null) {
      fact(facts, "Classified as", line(output.type()));
      fact(facts, "Confidence", confidence(output));
    }
    fact(facts, "Threshold", threshold);
    fact(facts, "Run status", line(run.status()));
    if (run.classifier() != null) {
      fact(facts, "Classifier", line(run.classifier().name()));
    }
    if (run.classifierVersion() != null) {
      fact(facts, "Version", line(run.classifierVersion().version()));
    }
    if (run.metadata() != null && !run.metadata().isEmpty()) {
      fact(facts, "Metadata", line(excerpt(run.metadata())));
    }
    fact(facts, "Created", line(run.createdAt()));
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

  private static String confidence(Output output) {
    return output.confidence() == null
        ? "missing or not a number"
        : line(output.confidence().toString());
  }

  private static String subject(
      String type, Output output, String document, Reason reason, String eventId) {
    BigDecimal confidence = output == null ? null : output.confidence();
    String shown =
        confidence == null || confidence.abs().compareTo(THOUSAND) >= 0 ? "-" : rounded(confidence);
    return "[%s %s] %s - %s"
        .formatted(
            type.isEmpty() ? "no type" : SafeText.oneLine(type, 60),
            shown,
            document.isEmpty() ? eventId : SafeText.oneLine(document, 120),
            reason.name());
  }

  /**
   * Rounded down, so that a confidence just under its threshold does not look like it. What is
   * small is not rounded but dropped: 1e-999999999 has a thousand million digits.
   */
  private static String rounded(BigDecimal confidence) {
    BigDecimal shown = confidence.abs().compareTo(THOUSANDTH) < 0 ? BigDecimal.ZERO : confidence;
    return shown.setScale(3, RoundingMode.DOWN).toPlainString();
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
      mapper.writeValue(
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

  private static String line(String text) {
    return SafeText.oneLine(text, LINE);
  }
}
