package org.extendrouter.development;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.extendrouter.decision.Channel;
import org.extendrouter.decision.Verdict;
import org.extendrouter.desk.Asked;
import org.extendrouter.desk.DecisionDesk;
import org.extendrouter.development.Demo.Row;
import org.extendrouter.development.EventJournal.Course;
import org.extendrouter.development.EventJournal.Ticket;
import org.extendrouter.page.ReviewLinks;
import org.springframework.core.env.Environment;

/** Decides about one ticket of the demonstration, and tells how to decide about two others. */
final class DemoReviews {

  private static final String DECIDED = "05-receipt-low-confidence";
  private static final String ON_ITS_PAGE = "02-invoice-below-own-threshold";
  private static final String BY_FILE = "11-confidence-missing";

  private static final String TYPE = "invoice";
  private static final String REVIEWER = "Ada Lovelace";
  private static final String REMARK = "Decided by the demonstration";

  private final EventJournal journal;
  private final DecisionDesk desk;
  private final ReviewLinks links;
  private final Path review;

  DemoReviews(EventJournal journal, DecisionDesk desk, ReviewLinks links, Environment environment) {
    this.journal = journal;
    this.desk = desk;
    this.links = links;
    this.review = Path.of(environment.getRequiredProperty("extend.data-dir"), "review");
  }

  /**
   * Decides about one ticket as a reviewer would, and waits until the run has gone on.
   *
   * @param eventIds the events that were sent, by their files
   * @return false if there was no such ticket, or nothing happened for a while
   */
  boolean decide(Map<Path, String> eventIds, Duration quiet) throws InterruptedException {
    Optional<Ticket> ticket = ticket(DECIDED, eventIds);
    if (ticket.isEmpty()) {
      return false;
    }
    desk.take(
        ticket.get().name(), new Asked(Verdict.CORRECT, TYPE, REVIEWER, REMARK, Channel.PAGE));
    return journal.awaitReviewed(find(DECIDED, eventIds).orElseThrow(), quiet);
  }

  /** The line of the table that tells how a run went on after a decision. */
  Optional<Row> row(String name, String eventId) {
    return Optional.ofNullable(journal.reviewed(eventId))
        .filter(course -> course.review() != null)
        .map(
            course ->
                new Row(
                    name + ", reviewed",
                    course.review().type(),
                    "-",
                    "-",
                    "%sed by %s".formatted(course.review().decision(), course.review().reviewer()),
                    destinations(course)));
  }

  private List<String> destinations(Course course) {
    List<String> destinations = new ArrayList<>();
    course
        .deliveries()
        .forEach(
            (queue, deliveries) ->
                deliveries.forEach(delivery -> destinations.add(Row.destination(queue, delivery))));
    closed(course.ticket().name())
        .ifPresent(file -> destinations.add(Row.destination("extend.review.done", "" + file)));
    return destinations;
  }

  private Optional<Path> closed(String ticket) {
    try (Stream<Path> files = Files.walk(review)) {
      return files
          .filter(file -> file.getFileName().toString().equals(ticket + ".txt"))
          .findFirst();
    } catch (IOException noTickets) {
      return Optional.empty();
    }
  }

  /** How to decide about the tickets that are left; empty if there are none. */
  String invitation(Map<Path, String> eventIds) {
    StringBuilder text = new StringBuilder();
    ticket(ON_ITS_PAGE, eventIds)
        .map(ticket -> links.link(ticket.name(), ticket.receivedAt()))
        .ifPresent(
            link ->
                text.append(
                    """

                    The ticket of %s waits for you. Decide on its page:

                      %s
                    """
                        .formatted(ON_ITS_PAGE, link)));
    ticket(BY_FILE, eventIds)
        .map(ticket -> ticket.name() + ".txt")
        .filter(file -> Files.exists(review.resolve(file)))
        .ifPresent(
            file ->
                text.append(
                    """

                    So does that of %s. Move its file to confirm/, reject/ or as/<type>/:

                      (cd %s && mv %s confirm/)
                    """
                        .formatted(BY_FILE, review, file)));
    return text.toString();
  }

  private Optional<Ticket> ticket(String name, Map<Path, String> eventIds) {
    return find(name, eventIds).map(eventId -> journal.course(eventId).ticket());
  }

  private static Optional<String> find(String name, Map<Path, String> eventIds) {
    return eventIds.entrySet().stream()
        .filter(event -> event.getKey().endsWith(name + ".json"))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
