package org.extendrouter.inbox;

import java.util.Optional;
import org.extendrouter.broker.EmbeddedBroker;
import org.extendrouter.connection.BrokerCheck;
import org.extendrouter.connection.Outage;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Finds out whether webhooks can be stored, and tells {@link Outage}. */
@Component
public class InboxWatch {

  private final ObjectProvider<EmbeddedBroker> embedded;
  private final InboxProbe probe;
  private final Outage outage;

  InboxWatch(ObjectProvider<EmbeddedBroker> embedded, InboxProbe probe, Outage outage) {
    this.embedded = embedded;
    this.probe = probe;
    this.outage = outage;
  }

  /** An embedded broker tells by itself; an external one is sent a message. */
  public void look() {
    EmbeddedBroker broker = embedded.getIfAvailable();
    tell(broker == null ? probe.problem() : broker.problem());
  }

  /**
   * Sends an embedded broker a message, too: it may hang without a word.
   *
   * @return why webhooks cannot be stored, on one line; empty if they can
   */
  public Optional<String> lookClosely() {
    Optional<String> problem =
        embedded.stream()
            .map(BrokerCheck::problem)
            .flatMap(Optional::stream)
            .findFirst()
            .or(probe::problem);
    tell(problem);
    return problem;
  }

  private void tell(Optional<String> problem) {
    problem.ifPresentOrElse(outage::brokerFails, outage::brokerAnswers);
  }
}
