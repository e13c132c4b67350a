package org.extendrouter.inbox;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.activemq.artemis.api.core.ActiveMQNotConnectedException;
import org.extendrouter.broker.EmbeddedBroker;
import org.extendrouter.connection.BrokerCheck;
import org.extendrouter.connection.BrokerConnection;
import org.extendrouter.connection.BrokerFailure;
import org.extendrouter.connection.Outage;
import org.extendrouter.schedule.RouterClock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Finds out whether webhooks can be stored, and tells {@link Outage}. Until it has, an external
 * broker is not taken to be there.
 */
@Component
public class InboxWatch implements BrokerCheck {

  private static final String NOT_ASKED_YET =
      BrokerFailure.describe(
          new ActiveMQNotConnectedException("the broker has not answered since the start"));

  private final ObjectProvider<EmbeddedBroker> embedded;
  private final InboxProbe probe;
  private final BrokerConnection connection;
  private final Outage outage;
  private final Clock clock;

  private volatile boolean looked;

  InboxWatch(
      ObjectProvider<EmbeddedBroker> embedded,
      InboxProbe probe,
      BrokerConnection connection,
      Outage outage,
      @RouterClock Clock clock) {
    this.embedded = embedded;
    this.probe = probe;
    this.connection = connection;
    this.outage = outage;
    this.clock = clock;
  }

  /** An embedded broker tells by itself; an external one is sent a message. */
  public void look() {
    EmbeddedBroker broker = embedded.getIfAvailable();
    ask(broker == null ? probe::problem : broker::problem);
  }

  /**
   * Sends an embedded broker a message, too: it may hang without a word.
   *
   * @return why webhooks cannot be stored, on one line; empty if they can
   */
  public Optional<String> lookClosely() {
    return ask(
        () ->
            embedded.stream()
                .map(BrokerCheck::problem)
                .flatMap(Optional::stream)
                .findFirst()
                .or(probe::problem));
  }

  private Optional<String> ask(Supplier<Optional<String>> question) {
    Instant asked = clock.instant();
    long begun = System.nanoTime();
    Optional<String> problem = question.get();
    if (problem.isEmpty()) {
      connection.answered(begun);
    }
    problem.ifPresentOrElse(outage::brokerFails, () -> outage.brokerAnswers(asked));
    looked = true;
    return problem;
  }

  @Override
  public Optional<String> problem() {
    return looked || connection.hasAnswered() || outage.problem().isPresent()
        ? Optional.empty()
        : Optional.of(NOT_ASKED_YET);
  }
}
