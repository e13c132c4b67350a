package org.extendrouter.connection;

import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Whether the broker keeps what it takes. One that does not is worse than one that is away: a
 * webhook that is answered 200 comes only once.
 */
@Component("extendSafekeeping")
public final class Safekeeping implements BrokerCheck {

  /** Null if the broker keeps all. */
  private volatile String lack;

  /** Null if the broker lets senders send. */
  private volatile String wait;

  /**
   * What the broker lacks.
   *
   * @param problem what it is and how to fix it, on one line; null if it lacks nothing
   */
  public void lacks(String problem) {
    lack = problem;
  }

  /**
   * Whether the broker makes senders wait, so that a webhook would wait with its thread.
   *
   * @param problem why and what to do, on one line; null if a message has got through
   */
  public void makesWait(String problem) {
    wait = problem;
  }

  @Override
  public Optional<String> problem() {
    return Optional.ofNullable(lack);
  }

  /**
   * Lets no webhook through to a broker that may lose it, or that makes senders wait.
   *
   * @throws IllegalStateException if the broker lacks something, or makes senders wait
   */
  public void check() {
    String problem = lack == null ? wait : lack;
    if (problem != null) {
      throw new IllegalStateException(problem);
    }
  }

  /**
   * Where a message is that the broker gives up.
   *
   * @param id the dead letter's
   * @return words that go on after a comma
   */
  public String deadLetter(String id) {
    return lack == null
        ? "it waits as dead letter " + id
        : "and the broker, which lacks settings, may have dropped it instead of keeping dead letter "
            + id;
  }
}
