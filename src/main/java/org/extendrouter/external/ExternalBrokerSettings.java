package org.extendrouter.external;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.extendrouter.connection.BrokerFailure;
import org.extendrouter.connection.Safekeeping;
import org.extendrouter.database.LedgerDatabase;
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
 * Asks an external broker for the settings without which events are lost or delivered twice, again
 * and again: it may be another since, or have been started with others. What is missing stops the
 * start; later it turns health DOWN, and webhooks are answered 503.
 */
@Component
@ConditionalOnBooleanProperty(name = "extend.broker.embedded", havingValue = false)
class ExternalBrokerSettings implements CamelContextConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(ExternalBrokerSettings.class);

  private static final String DROPPED =
      "the broker drops what it gives up of the queue %s: write a <dead-letter-address> for it into broker.xml";

  private static final String COMMITS_BEFORE_PAGES =
      "the broker is Artemis %s, which loses an event on its way to a queue on disk if it is killed at that moment (ARTEMIS-5379): take 2.41 or later";

  private static final String REFUSED =
      "the broker does not let this user ask for its settings; see to it that it has those of broker.xml in the documentation, and max-delivery-attempts %d, or dead letters lack their reason: %s";

  private static final String LEDGER_OF_ONE =
      "extend.inbox has a consumer already. If it is another router, and not this one before its restart, the ledger of this one is a file of its own, so that each has a part of the rows: set spring.datasource.url (in an application extend.ledger.url) to the same PostgreSQL on all of them";

  private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\b.*");

  private static final int LENGTH = 40;

  private final BrokerQueues queues;
  private final ConsumedQueues consumed;
  private final ExternalAttempts attempts;
  private final RequiredSettings required;
  private final Safekeeping safekeeping;
  private final RedeliveryProperties redelivery;
  private final LedgerDatabase ledger;
  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  private volatile boolean routesAreKnown;

  ExternalBrokerSettings(
      BrokerQueues queues,
      ConsumedQueues consumed,
      ExternalAttempts attempts,
      RequiredSettings required,
      Safekeeping safekeeping,
      RedeliveryProperties redelivery,
      LedgerDatabase ledger) {
    this.queues = queues;
    this.consumed = consumed;
    this.attempts = attempts;
    this.required = required;
    this.safekeeping = safekeeping;
    this.redelivery = redelivery;
    this.ledger = ledger;
  }

  @Override
  public void beforeApplicationStart(CamelContext context) {
    ask();
    routesAreKnown = true;
    safekeeping
        .problem()
        .ifPresent(
            missing -> {
              throw new IllegalStateException(missing);
            });
  }

  @Override
  public void afterApplicationStart(CamelContext context) {
    // Camel ignores what is thrown here; the check is made before.
  }

  /** The broker may be another one by now, or have been started with other settings. */
  @Scheduled(
      scheduler = ScheduleConfiguration.SCHEDULER,
      fixedDelayString = "${extend.broker.watch-interval}")
  void askAgain() {
    if (!routesAreKnown) {
      return;
    }
    Optional<String> before = safekeeping.problem();
    ask();
    Optional<String> missing = safekeeping.problem();
    if (missing.isPresent() && !missing.equals(before)) {
      LOG.error("{}", missing.get());
    } else if (missing.isEmpty() && before.isPresent()) {
      LOG.info("the broker has all the settings that were missing");
    }
  }

  private void ask() {
    try {
      BrokerAnswers answers = queues.ask(broker -> BrokerAnswers.of(broker, consumed.names()));
      attempts.are(answers.attempts());
      answers.withoutDeadLetters().forEach(queue -> warn(DROPPED.formatted(queue)));
      if (commitsBeforePages(answers.version())) {
        warn(COMMITS_BEFORE_PAGES.formatted(SafeText.oneLine(answers.version(), LENGTH)));
      }
      // Later its own routes take from there.
      if (!routesAreKnown && ledger.isFile() && answers.isInboxConsumed()) {
        warn(LEDGER_OF_ONE);
      }
      required.warnings(answers).forEach(this::warn);
      List<String> missing = required.missing(answers);
      safekeeping.lacks(
          missing.isEmpty()
              ? null
              : "The broker lacks settings without which events are lost: "
                  + String.join("; ", missing));
    } catch (ManagementRefusedException e) {
      refused(e.getMessage());
      safekeeping.lacks(null);
    } catch (JmsException e) {
      String why = BrokerFailure.describe(e);
      if (why.startsWith(BrokerQueues.REFUSED)) {
        refused(why);
      } else {
        // Outage tells of it.
        LOG.debug("the broker's settings cannot be asked for", e);
      }
    }
  }

  /** Some brokers give a reason with a name that is another each time. */
  private void refused(String why) {
    warn(REFUSED, REFUSED.formatted(redelivery.attempts(), why));
  }

  private void warn(String warning) {
    warn(warning, warning);
  }

  /** Once, however often it is asked. */
  private void warn(String kind, String warning) {
    if (warned.add(kind)) {
      LOG.warn("{}", warning);
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
}
