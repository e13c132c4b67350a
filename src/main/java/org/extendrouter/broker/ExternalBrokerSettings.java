package org.extendrouter.broker;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.extendrouter.redelivery.Failure;
import org.extendrouter.redelivery.RedeliveryProperties;
import org.extendrouter.schedule.ScheduleConfiguration;
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

  private static final String INBOX = "extend.inbox";

  private final BrokerQueues queues;
  private final RedeliveryProperties redelivery;
  private final int idCacheSize;

  private volatile boolean asked;
  private volatile String missing;

  ExternalBrokerSettings(
      BrokerQueues queues, RedeliveryProperties redelivery, BrokerProperties properties) {
    this.redelivery = redelivery;
    this.queues = queues;
    this.idCacheSize = properties.idCacheSize();
  }

  @Override
  public void beforeApplicationStart(CamelContext context) {
    ask();
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
    if (!asked || missing != null) {
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
      List<String> found = queues.ask(this::missing);
      missing =
          found.isEmpty()
              ? null
              : "The broker lacks settings without which events are lost: "
                  + String.join("; ", found);
      asked = true;
    } catch (ManagementRefusedException e) {
      LOG.warn(
          "the broker does not let this user ask for its settings; see to it that it has those of the README: {}",
          e.getMessage());
      asked = true;
    } catch (JmsException e) {
      // Outage tells of it.
      LOG.debug("the broker's settings cannot be asked for yet", e);
    }
  }

  private List<String> missing(BrokerQueues.Asker broker) throws JMSException {
    JsonNode settings =
        queues.json(broker.ask(ResourceNames.BROKER, "getAddressSettingsAsJSON", INBOX));
    List<String> missing = new ArrayList<>();
    if (!settings.path("deadLetterAddress").asText().equals(Failure.DEAD_LETTERS)) {
      missing.add(
          setting("<dead-letter-address>" + Failure.DEAD_LETTERS + "</dead-letter-address>"));
    }
    if (!hasDeadLetterQueue(broker)) {
      missing.add("create the durable anycast queue " + Failure.DEAD_LETTERS);
    }
    if (settings.path("redeliveryDelay").asLong() <= 0) {
      missing.add(
          setting(
              "<redelivery-delay>%d</redelivery-delay>".formatted(redelivery.delay().toMillis())));
    }
    if (!settings.has("maxDeliveryAttempts")) {
      missing.add(
          setting(
              "<max-delivery-attempts>%d</max-delivery-attempts>"
                  .formatted(redelivery.attempts())));
    }
    int ids =
        settings
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

  /** What is given up is dropped if no queue is there for it. */
  private static boolean hasDeadLetterQueue(BrokerQueues.Asker broker) throws JMSException {
    List<Object> names = List.of((Object[]) broker.ask(ResourceNames.BROKER, "getQueueNames"));
    if (names.contains(Failure.DEAD_LETTERS)) {
      return true;
    }
    try {
      String queue =
          QueueConfiguration.of(Failure.DEAD_LETTERS).setRoutingType(RoutingType.ANYCAST).toJSON();
      broker.ask(ResourceNames.BROKER, "createQueue", queue);
      LOG.info("created the queue {} at the broker", Failure.DEAD_LETTERS);
      return true;
    } catch (JMSException e) {
      LOG.debug("the broker does not let this user create a queue", e);
      return false;
    }
  }

  private static String setting(String element) {
    return "write %s into <address-setting match=\"extend.#\"> of broker.xml".formatted(element);
  }
}
