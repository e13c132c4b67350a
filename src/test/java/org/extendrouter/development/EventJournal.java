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
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCompletedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.util.URISupport;
import org.extendrouter.event.WebhookEvent;
import org.extendrouter.names.QueueNames;

/** Notes what Camel reports of each event: what was decided, and where it was sent. */
final class EventJournal extends EventNotifierSupport {

  private static final String INBOX = "extend.inbox";
  private static final String DEAD_LETTERS = "extend.dead-letter";

  private final Map<String, Course> courses = new HashMap<>();
  private long lastNews = System.nanoTime();

  /** What became of one event. */
  static final class Course {

    private final Set<String> arrived = new HashSet<>();
    private final SortedMap<String, Set<String>> deliveries = new TreeMap<>();
    private WebhookEvent event;
    private String threshold;
    private String decision;

    /** Whether all that was put in a queue was also taken out and worked on. */
    boolean over() {
      return arrived.contains(INBOX)
          && deliveries.keySet().stream()
              .allMatch(queue -> queue.equals(DEAD_LETTERS) || arrived.contains(queue));
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

    /** The queues behind the inbox, and what was sent on from each. */
    SortedMap<String, Set<String>> deliveries() {
      return deliveries;
    }
  }

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
    String eventId = exchange.getMessage().getHeader("ExtendEventId", String.class);
    // What comes over HTTP ends in the inbox; its course begins there.
    if (eventId == null || !(exchange.getFromEndpoint() instanceof JmsEndpoint from)) {
      return;
    }
    Course course = courses.computeIfAbsent(eventId, id -> new Course());
    String queue = from.getDestinationName();
    if (event instanceof ExchangeSentEvent sent) {
      sent(course, queue, exchange, sent.getEndpoint());
    } else {
      course.arrived.add(queue);
      if (queue.equals(INBOX)) {
        course.event = exchange.getVariable("event", WebhookEvent.class);
        course.threshold = exchange.getMessage().getHeader("ExtendThreshold", String.class);
        course.decision = exchange.getMessage().getHeader("ExtendDecision", String.class);
      }
    }
    lastNews = System.nanoTime();
    notifyAll();
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
    lastNews = System.nanoTime();
    while (!eventIds.stream().allMatch(this::isOver)) {
      long left = lastNews + quiet.toNanos() - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      wait(left / 1_000_000 + 1);
    }
    return true;
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
    return courses.getOrDefault(eventId, new Course());
  }
}
