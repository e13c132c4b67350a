package org.extendrouter.damage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.extendrouter.connection.BrokerCheck;
import org.extendrouter.log.LogFields;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.text.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Large events whose files cannot be read now. Each is told as that begins and as it ends. What
 * lasts for a minute turns health DOWN and is told each minute, until the file could be read or the
 * event is gone from its queue. While no route takes from the queue, nobody tries to.
 */
public final class UnreadableMessages implements BrokerCheck {

  private static final Logger LOG = LoggerFactory.getLogger(UnreadableMessages.class);

  /** Too many open files are soon fewer. */
  private static final Duration WHILE = Duration.ofMinutes(1);

  private static final int LENGTH = 100;
  private static final int LONGEST_CAUSE = 500;

  private final Clock clock;
  private final Map<Long, Unreadable> all = new ConcurrentHashMap<>();
  private final AtomicReference<Instant> told = new AtomicReference<>(Instant.EPOCH);

  /**
   * None yet.
   *
   * @param clock tells how long it lasts
   */
  public UnreadableMessages(Clock clock) {
    this.clock = clock;
  }

  /** Tells that one was to be delivered, and could not be read. */
  void failed(Message message, String queue, Path file, IOException cause) {
    Unreadable now = Unreadable.of(message, queue, file, clock.instant(), cause);
    Unreadable known = all.putIfAbsent(message.getMessageID(), now);
    if (known == null) {
      now.log(
          () ->
              LOG.warn(
                  "cannot read {}, which is tried again every few seconds while others are delivered: {}",
                  now.which(),
                  now.why()));
    } else {
      all.replace(message.getMessageID(), known, now.since(known.since()));
      remind(known.since(), now.since());
    }
  }

  /** Tells that one was read. */
  void read(Message message) {
    Unreadable ended = all.remove(message.getMessageID());
    if (ended != null) {
      ended.log(
          () ->
              LOG.info(
                  "can read {} again, after {} s",
                  ended.which(),
                  between(ended.since(), clock.instant()).toSeconds()));
    }
  }

  /** Tells that the broker has one no more, for whatever reason. */
  void gone(MessageReference message) {
    // Of each message that is delivered; a page may have to be read for its id.
    if (!all.isEmpty()) {
      all.remove(message.getMessageID());
    }
  }

  @Override
  public Optional<String> problem() {
    List<Unreadable> lasting = lasting(clock.instant());
    return lasting.isEmpty() ? Optional.empty() : Optional.of(problem(lasting));
  }

  /** What comes now has a file of its own. */
  @Override
  public boolean storesAllTheSame() {
    return true;
  }

  private void remind(Instant since, Instant now) {
    Instant last = told.get();
    // There may be thousands, each of which asks every few seconds.
    if (isLong(since, now) && isLong(last, now) && told.compareAndSet(last, now)) {
      List<Unreadable> lasting = lasting(now);
      lasting.stream()
          .findFirst()
          .ifPresent(oldest -> oldest.log(() -> LOG.error("{}", problem(lasting))));
    }
  }

  private List<Unreadable> lasting(Instant now) {
    return all.values().stream()
        .filter(one -> isLong(one.since(), now))
        .sorted(Comparator.comparing(Unreadable::since))
        .toList();
  }

  private static String problem(List<Unreadable> lasting) {
    Unreadable oldest = lasting.get(0);
    return "cannot read %s since %s%s: %s; let the router's user read the file, repair the disk, or raise the number of open files (ulimit -n): it is delivered then; if the file is lost, move it away, which makes the event a dead letter, and do what that says"
        .formatted(
            oldest.which(),
            oldest.since().truncatedTo(ChronoUnit.SECONDS),
            lasting.size() == 1 ? "" : ", and %d more".formatted(lasting.size() - 1),
            oldest.why());
  }

  private static boolean isLong(Instant since, Instant now) {
    return between(since, now).compareTo(WHILE) >= 0;
  }

  /** A clock that was set back must not make it last. */
  private static Duration between(Instant since, Instant now) {
    return Duration.between(since, now).abs();
  }

  /** One of them, since it could not be read first. */
  private record Unreadable(
      String event, String run, String queue, Instant since, Path file, String cause) {

    static Unreadable of(
        Message message, String queue, Path file, Instant since, IOException cause) {
      return new Unreadable(
          SafeText.oneLine(message.getStringProperty(HeaderNames.EVENT_ID), LENGTH),
          SafeText.oneLine(message.getStringProperty(HeaderNames.RUN_ID), LENGTH),
          queue,
          since,
          file,
          SafeText.oneLine(cause.toString(), LONGEST_CAUSE));
    }

    Unreadable since(Instant earlier) {
      return new Unreadable(event, run, queue, earlier, file, cause);
    }

    String which() {
      return "event=%s run=%s in %s".formatted(event, run, queue);
    }

    String why() {
      return file + ", " + cause;
    }

    void log(Runnable line) {
      LogFields.about(event, run, line);
    }
  }
}
