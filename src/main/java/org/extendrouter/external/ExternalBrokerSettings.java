package org.extendrouter.external;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.extendrouter.broker.BrokerProperties;
import org.extendrouter.connection.BrokerCheck;
import org.extendrouter.names.QueueNames;
import org.extendrouter.queues.BrokerQueues;
import org.extendrouter.queues.ManagementRefusedException;
import org.extendrouter.redelivery.RedeliveryProperties;
import org.extendrouter.schedule.ScheduleConfiguration;
import org.extendrouter.taking.ConsumedQueues;
import org.extendrouter.text.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.jms.JmsException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Asks an external broker for the settings without which events are lost or delivered twice. What
 * is missing stops the start; a broker that is not there then is asked once it answers, and what is
 * missing turns health DOWN.
 */
@Component
@ConditionalOnBooleanProperty(name = "extend.broker.embedded", havingValue = false)
class ExternalBrokerSettings implements CamelContextConfiguration, BrokerCheck {

  private static final Logger LOG = LoggerFactory.getLogger(ExternalBrokerSettings.class);

  private static final String DROPPED =
      "the broker drops what it gives up of the queue {}: write a <dead-letter-address> for it into broker.xml";

  private static final String COMMITS_BEFORE_PAGES =
      "the broker is Artemis {}, which loses an event on its way to a queue on disk if it is killed at that moment (ARTEMIS-5379): take 2.41 or later";

  private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\b.*");

  private static final int LENGTH = 40;

  private final BrokerQueues queues;
  private final ConsumedQueues consumed;
  private final RedeliveryProperties redelivery;
  private final int idCacheSize;

  private volatile boolean routesAreKnown;
  private volatile boolean asked;
  private volatile String missing;

  ExternalBrokerSettings(
      BrokerQueues queues,
      ConsumedQueues consumed,
      RedeliveryProperties redelivery,
      BrokerProperties properties) {
    this.queues = queues;
    this.consumed = consumed;
    this.redelivery = redelivery;
    this.idCacheSize = properties.idCacheSize();
  }

  @Override
  public void beforeApplicationStart(CamelContext context) {
    ask();
    routesAreKnown = true;
    if (missing != null) {
      throw new IllegalStateException(missing);
    }
  }

  @Override
  public void afterApplicationStart(CamelContext context) {
    // Camel ignores what is thrown here; the check is made before.
  }

  /** Asks until it has been answered, and on while something is missing. */
  @Scheduled(
      scheduler = ScheduleConfiguration.SCHEDULER,
      fixedDelayString = "${extend.broker.watch-interval}")
  void askAgain() {
    if (routesAreKnown && (!asked || missing != null)) {
      String before = missing;
      ask();
      if (missing != null && !missing.equals(before)) {
        LOG.error("{}", missing);
      } else if (missing == null && before != null) {
        LOG.info("the broker has all the settings that were missing");
      }
    }
  }

  @Override
  public Optional<String> problem() {
    return Optional.ofNullable(missing);
  }

  private void ask() {
    try {
      if (!asked) {
        queues.ask(this::withoutDeadLetters).forEach(queue -> LOG.warn(DROPPED, queue));
        String version =
            queues.ask(broker -> broker.ask(ResourceNames.BROKER, "getVersion").toString());
        if (commitsBeforePages(version)) {
          LOG.warn(COMMITS_BEFORE_PAGES, SafeText.oneLine(version, LENGTH));
        }
      }
      List<String> found = queues.ask(this::missing);
      missing =
          found.isEmpty()
              ? null
              : "The broker lacks settings without which events are lost: "
                  + String.join("; ", found);
      asked = true;
    } catch (ManagementRefusedException e) {
      LOG.warn(
          "the broker does not let this user ask for its settings; see to it that it has those of broker.xml in the documentation, and max-delivery-attempts {}, or dead letters lack their reason: {}",
          redelivery.attempts(),
          e.getMessage());
      asked = true;
    } catch (JmsException e) {
      // Outage tells of it.
      LOG.debug("the broker's settings cannot be asked for yet", e);
    }
  }

  /**
   * Whether a broker commits a message before its page is written.
   *
   * @param version as Artemis tells it, for example {@code 2.40.0}
   * @return false also for a version of another form
   */
  static boolean commitsBeforePages(String version) {
    Matcher numbers = VERSION.matcher(version);
    if (!numbers.matches()) {
      return false;
    }
    int major = Integer.parseInt(numbers.group(1));
    return major < 2 || major == 2 && Integer.parseInt(numbers.group(2)) < 41;
  }

  /** Queues of others have settings of theirs. */
  private List<String> withoutDeadLetters(BrokerQueues.Asker broker) throws JMSException {
    List<String> found = new ArrayList<>();
    for (String queue : consumed.names()) {
      if (!queue.startsWith(QueueNames.PREFIX)
          && settings(broker, queue).path("deadLetterAddress").asText().isEmpty()) {
        found.add(queue);
      }
    }
    return found;
  }

  private List<String> missing(BrokerQueues.Asker broker) throws JMSException {
    Set<String> ours = new TreeSet<>(consumed.names());
    ours.removeIf(queue -> !queue.startsWith(QueueNames.PREFIX));
    List<String> missing = new ArrayList<>();
    // A setting for some of them takes the place of the one for all.
    Map<String, List<String>> without = new LinkedHashMap<>();
    for (String queue : ours) {
      for (String element : missingElements(settings(broker, queue))) {
        without.computeIfAbsent(element, none -> new ArrayList<>()).add(queue);
      }
    }
    without.forEach(
        (element, lacking) ->
            missing.add(
                "write %s into %s of broker.xml"
                    .formatted(
                        element,
                        lacking.size() == ours.size()
                            ? "<address-setting match=\"extend.#\">"
                            : "the <address-setting> that holds for "
                                + String.join(", ", lacking))));
    if (!hasDeadLetterQueue(broker)) {
      missing.add("create the durable anycast queue " + QueueNames.DEAD_LETTERS);
    }
    int ids =
        settings(broker, QueueNames.INBOX)
            .path("idCacheSize")
            .asInt(((Number) broker.ask(ResourceNames.BROKER, "getIDCacheSize")).intValue());
    if (ids < idCacheSize) {
      missing.add(
          "write <id-cache-size>%d</id-cache-size> (it is %d) into broker.xml, or set extend.broker.id-cache-size to %d"
              .formatted(idCacheSize, ids, ids));
    }
    if (!Boolean.TRUE.equals(broker.ask(ResourceNames.BROKER, "isPersistIDCache"))) {
      missing.add("write <persist-id-cache>true</persist-id-cache> into broker.xml");
    }
    return missing;
  }

  private List<String> missingElements(JsonNode settings) {
    List<String> missing = new ArrayList<>();
    if (!settings.path("deadLetterAddress").asText().equals(QueueNames.DEAD_LETTERS)) {
      missing.add("<dead-letter-address>" + QueueNames.DEAD_LETTERS + "</dead-letter-address>");
    }
    if (!settings.path("expiryAddress").asText().equals(QueueNames.DEAD_LETTERS)) {
      missing.add("<expiry-address>" + QueueNames.DEAD_LETTERS + "</expiry-address>");
    }
    if (settings.path("redeliveryDelay").asLong() <= 0) {
      missing.add(
          "<redelivery-delay>%d</redelivery-delay>".formatted(redelivery.delay().toMillis()));
    }
    if (!settings.has("maxDeliveryAttempts")) {
      missing.add(
          "<max-delivery-attempts>%d</max-delivery-attempts>".formatted(redelivery.attempts()));
    }
    return missing;
  }

  private JsonNode settings(BrokerQueues.Asker broker, String queue) throws JMSException {
    return queues.json(broker.ask(ResourceNames.BROKER, "getAddressSettingsAsJSON", queue));
  }

  /** What is given up is dropped if no queue is there for it. */
  private static boolean hasDeadLetterQueue(BrokerQueues.Asker broker) throws JMSException {
    List<Object> names = List.of((Object[]) broker.ask(ResourceNames.BROKER, "getQueueNames"));
    if (names.contains(QueueNames.DEAD_LETTERS)) {
      return true;
    }
    try {
      String queue =
          QueueConfiguration.of(QueueNames.DEAD_LETTERS)
              .setRoutingType(RoutingType.ANYCAST)
              .toJSON();
      broker.ask(ResourceNames.BROKER, "createQueue", queue);
      LOG.info("created the queue {} at the broker", QueueNames.DEAD_LETTERS);
      return true;
    } catch (JMSException e) {
      LOG.debug("the broker does not let this user create a queue", e);
      return false;
    }
  }
}
