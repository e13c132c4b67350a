package org.extendrouter.development;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.extendrouter.event.ClassifyRun.Output;
import org.extendrouter.event.WebhookEvent;
import org.extendrouter.runs.EventIds;
import org.extendrouter.webhook.SignatureVerifier;
import org.extendrouter.webhook.WebhookProperties;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/** Sends the router the events of {@code src/demo/events}, and prints what became of each. */
final class Demo implements ApplicationListener<ApplicationReadyEvent> {

  private static final Path EVENTS = Path.of("src/demo/events");
  private static final Duration QUIET = Duration.ofSeconds(60);

  private final EventJournal journal;
  private final DemoReviews reviews;
  private final EventIds eventIds;
  private final WebhookProperties webhook;
  private final Environment environment;
  private final HttpClient http = HttpClient.newHttpClient();
  private List<Row> rows = List.of();
  private String printed = "";

  /** A line of the table, and where the event went. */
  record Row(
      String event,
      String type,
      String confidence,
      String threshold,
      String decision,
      List<String> destinations) {

    static String destination(String queue, String delivery) {
      return queue + " -> " + delivery;
    }
  }

  Demo(
      EventJournal journal,
      DemoReviews reviews,
      EventIds eventIds,
      WebhookProperties webhook,
      Environment environment) {
    this.journal = journal;
    this.reviews = reviews;
    this.eventIds = eventIds;
    this.webhook = webhook;
    this.environment = environment;
  }

  /** The table that was printed. */
  List<Row> rows() {
    return rows;
  }

  /** All that was printed. */
  String printed() {
    return printed;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent ready) {
    String outcome;
    try {
      outcome = run();
    } catch (IOException | GeneralSecurityException e) {
      outcome = "The demonstration failed: " + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    printed = outcome + "\n" + nextSteps();
    System.out.println(printed);
  }

  private String run() throws IOException, GeneralSecurityException, InterruptedException {
    List<Path> files;
    try (Stream<Path> all = Files.list(EVENTS)) {
      files = all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    Map<Path, String> sent = new LinkedHashMap<>();
    StringBuilder outcome = new StringBuilder("\n");
    for (Path file : files) {
      byte[] body = Files.readAllBytes(file);
      int status = post(body);
      if (status == 200) {
        sent.put(file, eventIds.eventId(body));
      } else {
        outcome.append("%s was answered %d%n".formatted(file.getFileName(), status));
      }
    }
    boolean over = journal.await(sent.values(), QUIET) && reviews.decide(sent, QUIET);
    List<Row> lines = new ArrayList<>();
    sent.forEach(
        (file, eventId) -> {
          String name = file.getFileName().toString().replace(".json", "");
          lines.add(row(name, journal.course(eventId)));
          journal.parts(eventId).forEach(part -> lines.add(row(name + ", a run of it", part)));
          reviews.row(name, eventId).ifPresent(lines::add);
        });
    rows = List.copyOf(lines);
    outcome.append(table(rows));
    if (!over) {
      outcome.append(
          """

          Nothing more happened for %d seconds, but not every event is through. See the log above.
          An event that %s has seen in an earlier run is dropped as a duplicate.
          """
              .formatted(QUIET.toSeconds(), environment.getProperty("extend.data-dir")));
    }
    return outcome.append(reviews.invitation(sent)).toString();
  }

  private int post(byte[] body) throws IOException, GeneralSecurityException, InterruptedException {
    String timestamp = String.valueOf(Instant.now().getEpochSecond());
    byte[] secret = webhook.signingSecrets().get(0).value().getBytes(StandardCharsets.UTF_8);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    mac.update("v0:%s:".formatted(timestamp).getBytes(StandardCharsets.US_ASCII));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address() + webhook.path()))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .header(SignatureVerifier.TIMESTAMP_HEADER, timestamp)
            .header(SignatureVerifier.SIGNATURE_HEADER, HexFormat.of().formatHex(mac.doFinal(body)))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static Row row(String name, EventJournal.Course course) {
    WebhookEvent event = course.event();
    Output output = event == null || event.run() == null ? null : event.run().output();
    List<String> destinations = new ArrayList<>();
    course
        .deliveries()
        .forEach(
            (queue, deliveries) -> {
              if (deliveries.isEmpty()) {
                destinations.add(queue);
              }
              deliveries.forEach(delivery -> destinations.add(Row.destination(queue, delivery)));
            });
    return new Row(
        name,
        text(output != null ? output.type() : event == null ? null : event.eventType()),
        text(output == null ? null : output.confidence()),
        text(course.threshold()),
        decision(course),
        destinations);
  }

  private static String decision(EventJournal.Course course) {
    if (course.decision() != null) {
      return course.decision();
    }
    if (course.event() == null) {
      return "not triaged";
    }
    return switch (course.event().kind()) {
      case NOTICE -> "notice";
      case WORKFLOW_RUN -> "kept, and split";
      default -> "kept";
    };
  }

  private static String text(Object value) {
    return value == null ? "-" : value.toString();
  }

  private static String table(List<Row> rows) {
    String format =
        "%%-%ds  %%-%ds  %%-10s  %%-9s  %%s%%n"
            .formatted(
                rows.stream().mapToInt(row -> row.event().length()).max().orElse(1),
                rows.stream().mapToInt(row -> row.type().length()).max().orElse(1));
    StringBuilder table = new StringBuilder();
    table.append(format.formatted("EVENT", "TYPE", "CONFIDENCE", "THRESHOLD", "DECISION"));
    for (Row row : rows) {
      table.append(
          format.formatted(
              row.event(), row.type(), row.confidence(), row.threshold(), row.decision()));
      row.destinations().forEach(line -> table.append("    ").append(line).append('\n'));
    }
    return table.toString();
  }

  private String address() {
    return "http://localhost:" + environment.getProperty("local.server.port");
  }

  private String nextSteps() {
    return """
        The router stays up; Ctrl-C stops it. To go on:

          The mails:       %1$s/mail
          Send an event:   src/demo/send-webhook.sh src/demo/events/01-invoice-accepted.json %1$s%2$s
                           (answered 200, then dropped: the inbox has seen its eventId)
          As a new event:  sed "s/evt_/evt_$(date +%%s)/" src/demo/events/01-invoice-accepted.json >target/new.json
                           src/demo/send-webhook.sh target/new.json %1$s%2$s
          Its health:      curl http://localhost:%3$s/actuator/health
        """
        .formatted(address(), webhook.path(), environment.getProperty("local.management.port"));
  }
}
