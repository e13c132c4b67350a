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
    if (!answers.hasDeadLetterQueue()) {
      missing.add("create the durable anycast queue " + QueueNames.DEAD_LETTERS);
    }
    if (answers.ids() < idCacheSize) {
      missing.add(
          "write <id-cache-size>%d</id-cache-size> (it is %d) into broker.xml, or set extend.broker.id-cache-size to %d"
              .formatted(idCacheSize, answers.ids(), answers.ids()));
    }
    if (!answers.keepsIds()) {
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
}
