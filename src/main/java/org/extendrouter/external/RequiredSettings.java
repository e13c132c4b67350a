package org.extendrouter.external;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.extendrouter.broker.BrokerProperties;
import org.extendrouter.names.QueueNames;
import org.extendrouter.redelivery.RedeliveryProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/** Knows what a broker must be set to, and what to write where it is not. */
@Component
@ConditionalOnBooleanProperty(name = "extend.broker.embedded", havingValue = false)
class RequiredSettings {

  private static final String DROP = "DROP";

  private final RedeliveryProperties redelivery;
  private final int idCacheSize;

  RequiredSettings(RedeliveryProperties redelivery, BrokerProperties properties) {
    this.redelivery = redelivery;
    this.idCacheSize = properties.idCacheSize();
  }

  /** What to write into the broker's files; empty if nothing is missing. */
  List<String> missing(BrokerAnswers answers) {
    List<String> missing = new ArrayList<>();
    Map<String, JsonNode> ours = new LinkedHashMap<>(answers.settings());
    ours.keySet().removeIf(queue -> !queue.startsWith(QueueNames.PREFIX));
    // A setting for some of them takes the place of the one for all.
    Map<String, List<String>> without = new LinkedHashMap<>();
    ours.forEach(
        (queue, settings) ->
            missingElements(settings)
                .forEach(
                    element ->
                        without.computeIfAbsent(element, none -> new ArrayList<>()).add(queue)));
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
    if (!answers.queues().containsKey(QueueNames.DEAD_LETTERS)) {
      missing.add("create the durable anycast queue " + QueueNames.DEAD_LETTERS);
    }
    answers.queues().forEach((name, queue) -> missing.addAll(faults(name, queue)));
    if (answers.ids() < idCacheSize) {
      missing.add(
          "write <id-cache-size>%d</id-cache-size> (it is %d) into broker.xml, or set extend.broker.id-cache-size to %d"
              .formatted(idCacheSize, answers.ids(), answers.ids()));
    }
    if (!answers.keepsIds()) {
      missing.add("write <persist-id-cache>true</persist-id-cache> into broker.xml");
    }
    if (!answers.keepsMessages()) {
      missing.add("write <persistence-enabled>true</persistence-enabled> into broker.xml");
    }
    return missing;
  }

  /** What is no fault, and may be meant. */
  List<String> warnings(BrokerAnswers answers) {
    List<String> warnings = new ArrayList<>();
    if (!answers.syncs()) {
      warnings.add(
          "the broker loses what it has acknowledged last if its computer stops: write <journal-sync-transactional>true</journal-sync-transactional> and <journal-sync-non-transactional>true</journal-sync-non-transactional> into broker.xml");
    }
    answers.settings().entrySet().stream()
        .filter(queue -> queue.getKey().startsWith(QueueNames.PREFIX))
        .mapToInt(queue -> tries(queue.getValue()))
        .filter(tries -> tries > 1 && tries < redelivery.attempts() / 2)
        .min()
        .ifPresent(
            tries ->
                warnings.add(
                    "the broker gives up after %d attempts, where extend.redelivery asks for %d: write <max-delivery-attempts>%d</max-delivery-attempts> into broker.xml"
                        .formatted(tries, redelivery.attempts(), redelivery.attempts())));
    return warnings;
  }

  private static int tries(JsonNode settings) {
    return settings.path("maxDeliveryAttempts").asInt();
  }

  /** A queue keeps what it was made with, whatever the broker's files say later. */
  private static List<String> faults(String name, JsonNode queue) {
    List<String> faults = new ArrayList<>();
    if (!queue.path("durable").asBoolean()) {
      faults.add("is not durable");
    }
    if (!queue.path("filter").asText().isEmpty()) {
      faults.add("has a filter");
    }
    if (queue.path("ringSize").asLong(-1) >= 0) {
      faults.add("drops what is over its ring-size");
    }
    if (queue.path("purgeOnNoConsumers").asBoolean()) {
      faults.add("is purged without consumers");
    }
    if (queue.path("lastValue").asBoolean()) {
      faults.add("is a last-value queue");
    }
    return faults.isEmpty()
        ? List.of()
        : List.of(
            "the queue %s %s: empty it, delete it, and write <queue name=\"%s\"/> into broker.xml"
                .formatted(name, String.join(" and ", faults), name));
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
    if (!settings.has("maxDeliveryAttempts") || tries(settings) == 1 && redelivery.attempts() > 1) {
      missing.add(
          "<max-delivery-attempts>%d</max-delivery-attempts>".formatted(redelivery.attempts()));
    }
    if (DROP.equals(settings.path("addressFullMessagePolicy").asText())) {
      missing.add("<address-full-policy>PAGE</address-full-policy>");
    }
    if (DROP.equals(settings.path("pageFullMessagePolicy").asText())) {
      missing.add("<page-full-policy>FAIL</page-full-policy>");
    }
    return missing;
  }
}
