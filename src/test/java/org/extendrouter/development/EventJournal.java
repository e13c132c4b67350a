package org.extendrouter.development;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCompletedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.util.URISupport;
import org.extendrouter.decision.TakenDecisions;
import org.extendrouter.event.WebhookEvent;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.QueueNames;

/** Notes what Camel reports of each event: what was decided, and where it was sent. */
final class EventJournal extends EventNotifierSupport {

  private final Map<String, Course> courses = new HashMap<>();
  private final Map<String, Course> reviewed = new HashMap<>();
  private long lastNews = System.nanoTime();

  /** What became of one event, or of its run after a decision about its ticket. */
  static final class Course {

    private final String start;
    private final Set<String> arrived = new HashSet<>();
    private final SortedMap<String, Set<String>> deliveries = new TreeMap<>();
    private WebhookEvent event;
    private String threshold;
    private String decision;
    private Ticket ticket;
    private Review review;

    private Course(String start) {
      this.start = start;
    }

    /** Whether all that was put in a queue was also taken out and worked on. */
    boolean over() {
      return arrived.contains(start)
          && deliveries.keySet().stream()
              .allMatch(queue -> queue.equals(QueueNames.DEAD_LETTERS) || arrived.contains(queue));
    }

    /** The event as triage read it; null if it could not be read, or was not triaged. */
    WebhookEvent event() {
      return event;
    }

    String threshold() {
      return threshold;
    }

    /** What triage decided; null for what is not a run. */
    String decision() {
      return decision;
    }

    /** The ticket of the run; null if it did not go to review. */
    Ticket ticket() {
      return ticket;
    }

    /** What a reviewer has decided; null before that. */
    Review review() {
      return review;
    }

    /** The queues behind the first one, and what was sent on from each. */
    SortedMap<String, Set<String>> deliveries() {
      return deliveries;
    }
  }

  /**
   * A ticket that a run has.
   *
   * @param name its name
   * @param receivedAt when its event was received
   */
  record Ticket(String name, String receivedAt) {}

  /**
   * What a reviewer has decided.
   *
   * @param decision its word
   * @param type the type as it was confirmed or corrected
   * @param reviewer who decided
   */
  record Review(String decision, String type, String reviewer) {}

  @Override
  public boolean isEnabled(CamelEvent event) {
    // Camel tells what was sent only if someone wants to know that it is being sent.
    return event instanceof ExchangeSendingEvent
        || event instanceof ExchangeSentEvent
        || event instanceof ExchangeCompletedEvent;
  }

  @Override
  public synchronized void notify(CamelEvent event) throws Exception {
    if (event instanceof ExchangeSendingEvent) {
      return;
    }
    Exchange exchange = ((CamelEvent.ExchangeEvent) event).getExchange();
    String eventId = header(exchange, HeaderNames.EVENT_ID);
    // What comes over HTTP ends in the inbox; its course begins there.
    if (eventId == null || !(exchange.getFromEndpoint() instanceof JmsEndpoint from)) {
      return;
    }
    String verdict = header(exchange, HeaderNames.REVIEW);
    // A review in Extend that is stored or taken back is no decision of a person here.
    String decision =
        TakenDecisions.PENDING.equals(verdict) || TakenDecisions.WITHDRAWN.equals(verdict)
            ? null
            : verdict;
    Course course =
        decision == null
            ? courses.computeIfAbsent(eventId, id -> new Course(QueueNames.INBOX))
            : reviewed.computeIfAbsent(eventId, id -> new Course(QueueNames.DECISIONS));
    String queue = from.getDestinationName();
    if (event instanceof ExchangeSentEvent sent) {
      sent(course, queue, exchange, sent.getEndpoint());
    } else {
      course.arrived.add(queue);
      String ticket = header(exchange, HeaderNames.TICKET);
      if (ticket != null) {
        course.ticket = new Ticket(ticket, header(exchange, HeaderNames.RECEIVED_AT));
      }
      if (queue.equals(QueueNames.INBOX)) {
        course.event = exchange.getVariable("event", WebhookEvent.class);
        course.threshold = header(exchange, HeaderNames.THRESHOLD);
        course.decision = header(exchange, HeaderNames.DECISION);
      }
      if (queue.equals(QueueNames.DECISIONS)) {
        course.review =
            new Review(
                decision,
                header(exchange, HeaderNames.TYPE),
                header(exchange, HeaderNames.REVIEWER));
      }
    }
    lastNews = System.nanoTime();
    notifyAll();
  }

  private static String header(Exchange exchange, String name) {
    return exchange.getMessage().getHeader(name, String.class);
  }

  private static void sent(Course course, String queue, Exchange exchange, Endpoint endpoint)
      throws Exception {
    if (endpoint instanceof JmsEndpoint next && isRecord(next.getDestinationName())) {
      return;
    }
    if (endpoint instanceof JmsEndpoint next) {
      course.deliveries.computeIfAbsent(next.getDestinationName(), name -> new LinkedHashSet<>());
      return;
    }
    String uri = URISupport.sanitizeUri(endpoint.getEndpointUri());
    switch (uri.substring(0, uri.indexOf(':'))) {
      case "direct", "micrometer" -> {}
      case "file" ->
          deliver(
              course,
              queue,
              exchange.getMessage().getHeader(Exchange.FILE_NAME_PRODUCED, String.class));
      case "smtp" ->
          deliver(
              course,
              queue,
              "mail to "
                  + InternetAddress.toString(
                      exchange.getMessage().getBody(MimeMessage.class).getAllRecipients()));
      default -> deliver(course, queue, uri);
    }
  }

  /** What is kept of an event, which is not where it goes. */
  private static boolean isRecord(String queue) {
    return QueueNames.BROWSED.contains(queue) || queue.equals(QueueNames.LEDGER);
  }

  private static void deliver(Course course, String queue, String where) {
    course.deliveries.computeIfAbsent(queue, name -> new LinkedHashSet<>()).add(where);
  }

  /**
   * Waits until the course of each event is over, or nothing has happened for a while.
   *
   * @return true if all are over
   */
  synchronized boolean await(Collection<String> eventIds, Duration quiet)
      throws InterruptedException {
    return await(quiet, () -> eventIds.stream().allMatch(this::isOver));
  }

  private synchronized boolean await(Duration quiet, BooleanSupplier over)
      throws InterruptedException {
    lastNews = System.nanoTime();
    while (!over.getAsBoolean()) {
      long left = lastNews + quiet.toNanos() - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      wait(left / 1_000_000 + 1);
    }
    return true;
  }

  /**
   * Waits until the decision about an event's ticket is carried out, or nothing has happened for a
   * while.
   *
   * @return true if it is
   */
  synchronized boolean awaitReviewed(String eventId, Duration quiet) throws InterruptedException {
    return await(quiet, () -> reviewed.containsKey(eventId) && reviewed.get(eventId).over());
  }

  /** What became of the event's run after a decision; null if there was none. */
  synchronized Course reviewed(String eventId) {
    return reviewed.get(eventId);
  }

  private boolean isOver(String eventId) {
    return course(eventId).over() && parts(eventId).stream().allMatch(Course::over);
  }

  /** What became of the events that this one was split into. */
  synchronized List<Course> parts(String eventId) {
    return courses.keySet().stream()
        .filter(id -> id.startsWith(eventId + "-"))
        .sorted()
        .map(courses::get)
        .toList();
  }

  /** What became of the event so far. */
  synchronized Course course(String eventId) {
    return courses.getOrDefault(eventId, new Course(QueueNames.INBOX));
  }
}
