package org.extendrouter.review;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.extendrouter.event.ClassifyRun;
import org.extendrouter.event.ClassifyRun.Classification;
import org.extendrouter.event.ClassifyRun.Insight;
import org.extendrouter.event.ClassifyRun.Output;
import org.extendrouter.event.SafeText;
import org.extendrouter.event.WebhookEvent;
import org.extendrouter.review.ReviewTicket.Fact;
import org.extendrouter.triage.BranchName;
import org.extendrouter.triage.Branches;
import org.extendrouter.triage.Reason;
import org.springframework.stereotype.Component;

/** Writes tickets: from an event and what triage said of it. */
@Component("reviewTickets")
public final class ReviewTickets {

  private static final int LINE = 200;
  private static final int PARAGRAPH = 2000;
  private static final int PARAGRAPHS = 50;
  private static final int URL = 2000;

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
   * @param payloadFailure why the run could not be fetched; null if it could, or had not to be
   * @return the ticket
   */
  public ReviewTicket ticket(
      @Body byte[] body,
      @Variable("event") WebhookEvent event,
      @Header("ExtendFileName") String name,
      @Header("ExtendEventId") String eventId,
      @Header("ExtendReceivedAt") String receivedAt,
      @Header("ExtendDecision") Reason reason,
      @Header("ExtendThreshold") String threshold,
      @Header("ExtendBranch") String branch,
      @Header("ExtendPayloadFailure") String payloadFailure) {
    ClassifyRun run = event == null ? null : event.run();
    Output output = run == null ? null : run.output();
    String type = output == null ? "" : line(output.type());
    String document = run == null || run.file() == null ? "" : line(run.file().name());
    List<Fact> facts = new ArrayList<>();
    fact(facts, "Payload", line(payloadFailure));
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
    fact(facts, "Received", receivedAt);
    fact(facts, "As received", name + ".json");
    return new ReviewTicket(
        name,
        type,
        subject(type, output, document, reason, eventId),
        reason.name(),
        reason.words(),
        List.copyOf(facts),
        reasoning(output),
        alternatives(run, output),
        run == null ? "" : webAddress(run.dashboardUrl()));
  }

  private static void runFacts(List<Fact> facts, ClassifyRun run, Output output, String threshold) {
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
      fact(facts, "Metadata", line(run.metadata().toString()));
    }
    fact(facts, "Created", line(run.createdAt()));
  }

  private static String howToRoute(String type, String branch) {
    String name = branch == null ? BranchName.suggestedFor(type) : branch;
    String file =
        "add routes/types/%s.camel.yaml with a route from jms:%s%s"
            .formatted(name, Branches.QUEUE_PREFIX, name);
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
    if (output.confidence() == null) {
      return "missing";
    }
    return Double.isFinite(output.confidence())
        ? BigDecimal.valueOf(output.confidence()).toString()
        : "not a number";
  }

  /** Rounded down, so that a confidence just under its threshold does not look like it. */
  private static String subject(
      String type, Output output, String document, Reason reason, String eventId) {
    Double confidence = output == null ? null : output.confidence();
    String shown =
        confidence == null || !(Math.abs(confidence) < 1000)
            ? "-"
            : BigDecimal.valueOf(confidence).setScale(3, RoundingMode.DOWN).toPlainString();
    return "[%s %s] %s - %s"
        .formatted(
            type.isEmpty() ? "no type" : SafeText.oneLine(type, 60),
            shown,
            document.isEmpty() ? eventId : SafeText.oneLine(document, 120),
            reason.name());
  }

  private static List<String> reasoning(Output output) {
    if (output == null || output.insights() == null) {
      return List.of();
    }
    return output.insights().stream()
        .filter(insight -> insight != null && insight.content() != null)
        .map(Insight::content)
        .flatMap(String::lines)
        .map(paragraph -> SafeText.oneLine(paragraph, PARAGRAPH))
        .filter(paragraph -> !paragraph.isEmpty())
        .limit(PARAGRAPHS)
        .toList();
  }

  private static List<Fact> alternatives(ClassifyRun run, Output output) {
    if (run == null || run.config() == null || run.config().classifications() == null) {
      return List.of();
    }
    Stream<Classification> others =
        run.config().classifications().stream()
            .filter(other -> other != null && !isChosen(other, output));
    return others
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
    try {
      URI address = URI.create(url == null ? "" : url);
      boolean web =
          "https".equalsIgnoreCase(address.getScheme())
              || "http".equalsIgnoreCase(address.getScheme());
      return web && address.getHost() != null && url.length() <= URL ? address.toASCIIString() : "";
    } catch (IllegalArgumentException notAnAddress) {
      return "";
    }
  }

  private static String line(String text) {
    return SafeText.oneLine(text, LINE);
  }
}
