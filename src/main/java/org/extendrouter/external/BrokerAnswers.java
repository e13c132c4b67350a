package org.extendrouter.external;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.JMSException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.extendrouter.names.QueueNames;
import org.extendrouter.queues.BrokerQueues;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a broker says of itself.
 *
 * @param version of Artemis
 * @param settings the settings that hold for each queue that a route takes from
 * @param queues the router's queues that are there, by name; the one for dead letters is if this
 *     user may make it
 * @param ids how many ids it remembers
 * @param keepsIds whether it remembers them over a restart
 * @param keepsMessages whether it has files at all
 * @param syncs whether what it acknowledges is on the disk
 */
record BrokerAnswers(
    String version,
    SortedMap<String, JsonNode> settings,
    SortedMap<String, JsonNode> queues,
    int ids,
    boolean keepsIds,
    boolean keepsMessages,
    boolean syncs) {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerAnswers.class);

  /** Asks, and makes the queue for dead letters if it is not there. */
  static BrokerAnswers of(BrokerQueues.Asker broker, Set<String> consumed) throws JMSException {
    Set<String> names = new TreeSet<>(consumed);
    names.add(QueueNames.INBOX);
    SortedMap<String, JsonNode> settings = new TreeMap<>();
    for (String name : names) {
      settings.put(name, broker.json(ResourceNames.BROKER, "getAddressSettingsAsJSON", name));
    }
    return new BrokerAnswers(
        broker.ask(ResourceNames.BROKER, "getVersion").toString(),
        settings,
        queues(broker, consumed),
        settings
            .get(QueueNames.INBOX)
            .path("idCacheSize")
            .asInt(((Number) broker.ask(ResourceNames.BROKER, "getIDCacheSize")).intValue()),
        is(broker, "isPersistIDCache"),
        is(broker, "isPersistenceEnabled"),
        is(broker, "isJournalSyncTransactional") && is(broker, "isJournalSyncNonTransactional"));
  }

  private static boolean is(BrokerQueues.Asker broker, String operation) throws JMSException {
    return Boolean.TRUE.equals(broker.ask(ResourceNames.BROKER, operation));
  }

  private static SortedMap<String, JsonNode> queues(BrokerQueues.Asker broker, Set<String> consumed)
      throws JMSException {
    Set<String> ours = new TreeSet<>(consumed);
    ours.addAll(QueueNames.KEPT);
    ours.removeIf(name -> !name.startsWith(QueueNames.PREFIX));
    Map<String, JsonNode> queues = broker.queues(QueueNames.PREFIX);
    if (!queues.containsKey(QueueNames.DEAD_LETTERS) && madeDeadLetterQueue(broker)) {
      queues = broker.queues(QueueNames.PREFIX);
    }
    queues.keySet().retainAll(ours);
    return new TreeMap<>(queues);
  }

  /** What is given up is dropped if no queue is there for it. */
  private static boolean madeDeadLetterQueue(BrokerQueues.Asker broker) {
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

  boolean isInboxConsumed() {
    JsonNode inbox = queues.get(QueueNames.INBOX);
    return inbox != null && inbox.path("consumerCount").asInt() > 0;
  }

  Map<String, Integer> attempts() {
    return settings.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                queue ->
                    queue
                        .getValue()
                        .path("maxDeliveryAttempts")
                        .asInt(AddressSettings.DEFAULT_MAX_DELIVERY_ATTEMPTS)));
  }

  /** Queues of others have settings of theirs. */
  List<String> withoutDeadLetters() {
    return settings.entrySet().stream()
        .filter(queue -> !queue.getKey().startsWith(QueueNames.PREFIX))
        .filter(queue -> queue.getValue().path("deadLetterAddress").asText().isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }
}
