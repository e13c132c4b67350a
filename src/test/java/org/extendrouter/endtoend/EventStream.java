package org.extendrouter.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntUnaryOperator;

/**
 * Numbered, signed events, posted over several connections without a pause. As Extend does it, what
 * was not answered 200 is sent again under the same id until it is.
 */
final class EventStream implements AutoCloseable {

  private record Sample(String json, String run, String directory, String decision) {}

  /** One event of the stream, without its bytes: there may be many. */
  record Numbered(int number, Sample sample, int padding) {

    String id() {
      return "evt_%07d".formatted(number);
    }

    /** The name, without ending, of the files it becomes. */
    String name() {
      return Extend.fileName(run(), id());
    }

    /** Each is about a run of its own, since a run is decided about once. */
    String run() {
      return sample.run() + number;
    }

    /** What triage must decide about it. */
    String decision() {
      return sample.decision();
    }

    boolean isForReview() {
      return sample.directory().equals(REVIEW);
    }

    /** Whether reviewers decide about its ticket. */
    boolean isDecided() {
      return number % EVERY_DECIDED == 1 && isForReview();
    }

    /** The files it must become, below {@code data/}; the first holds its bytes. */
    List<String> files() {
      String path = sample.directory() + "/" + name();
      return isForReview() ? List.of(path + ".json", path + ".txt") : List.of(path + ".json");
    }

    byte[] body() {
      String fields = "\"eventId\": \"" + id() + "\"";
      if (padding > 0) {
        fields += ", \"padding\": \"" + "x".repeat(padding) + "\"";
      }
      return sample
          .json()
          .replaceFirst("\"eventId\": *\"[^\"]*\"", fields)
          .replace('"' + sample.run() + '"', '"' + run() + '"')
          .getBytes(UTF_8);
    }
  }

  private static final String REVIEW = "review";

  private static final int PAUSE_MILLIS = 200;

  /** To post megabytes again that soon would take the processor from the router. */
  private static final int LARGE_PAUSE_MILLIS = 1000;

  /** To sign megabytes each time would take the processor from the router. */
  private static final Duration SIGNED_FOR = Duration.ofMinutes(1);

  /**
   * Some events are so large that the broker keeps them in files of their own, outside the journal.
   */
  private static final int EVERY_LARGE = 50;

  private static final int LARGE = 150_000;

  /** The tickets of some events of the second sample are decided about. */
  private static final int EVERY_DECIDED = 12;

  private final Extend extend;
  private final IntUnaryOperator padding;
  private final List<Sample> samples;
  private final ExecutorService senders;
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger posts = new AtomicInteger();
  private final Queue<Numbered> answered = new ConcurrentLinkedQueue<>();
  private final ReadWriteLock gate = new ReentrantReadWriteLock(true);
  private volatile boolean stopped;

  EventStream(Extend extend, int connections) throws IOException {
    this(extend, connections, number -> number % EVERY_LARGE == 0 ? LARGE : 0);
  }

  /** A stream whose events are larger than their samples by what the padding of its number says. */
  EventStream(Extend extend, int connections, IntUnaryOperator padding) throws IOException {
    this.extend = extend;
    this.padding = padding;
    this.samples =
        List.of(
            sample("01-invoice-accepted", "accepted/invoice", "ACCEPTED"),
            sample("05-receipt-low-confidence", REVIEW, "LOW_CONFIDENCE"),
            sample("03-receipt-accepted", "accepted/receipt", "ACCEPTED"),
            sample("08-run-failed-out-of-credits", REVIEW, "RUN_FAILED"));
    this.senders = Executors.newFixedThreadPool(connections);
    for (int i = 0; i < connections; i++) {
      senders.submit(this::send);
    }
  }

  /** The event of this number, from 1, posted or not. */
  Numbered event(int number) {
    return new Numbered(number, samples.get(number % samples.size()), padding.applyAsInt(number));
  }

  /** The events answered 200 so far. */
  Collection<Numbered> answered() {
    return answered;
  }

  /** Waits until so many more events are answered 200. */
  void awaitMore(int events) {
    int wanted = answered.size() + events;
    await().until(() -> answered.size() >= wanted);
  }

  /** How often an event was posted, the times without an answer of 200 included. */
  int posts() {
    return posts.get();
  }

  /** Waits until all that was posted is answered, and posts nothing more until resumed. */
  void pause() {
    gate.writeLock().lock();
  }

  void resume() {
    gate.writeLock().unlock();
  }

  /** Waits until all that was posted is answered, and ends the stream. */
  void finish() throws InterruptedException {
    stopped = true;
    senders.shutdown();
    if (!senders.awaitTermination(3, TimeUnit.MINUTES)) {
      throw new IllegalStateException("an event is still not answered 200");
    }
  }

  private Void send() throws InterruptedException {
    while (!stopped) {
      gate.readLock().lock();
      try {
        Numbered event = event(numbers.incrementAndGet());
        byte[] body = event.body();
        HttpRequest.Builder signed = extend.signed(body);
        Instant signedAt = Instant.now();
        while (!post(signed)) {
          if (signedAt.plus(SIGNED_FOR).isBefore(Instant.now())) {
            signed = extend.signed(body);
            signedAt = Instant.now();
          }
          TimeUnit.MILLISECONDS.sleep(event.padding() > LARGE ? LARGE_PAUSE_MILLIS : PAUSE_MILLIS);
        }
        answered.add(event);
      } finally {
        gate.readLock().unlock();
      }
    }
    return null;
  }

  private boolean post(HttpRequest.Builder signed) throws InterruptedException {
    posts.incrementAndGet();
    try {
      return extend.send(signed.timeout(Duration.ofSeconds(30))).statusCode() == 200;
    } catch (IOException noAnswer) {
      return false;
    }
  }

  private static Sample sample(String name, String directory, String decision) throws IOException {
    String json = new String(Extend.sample(name), UTF_8);
    return new Sample(
        json, json.replaceFirst("(?s).*?\"id\": *\"(clr_[^\"]+)\".*", "$1"), directory, decision);
  }

  @Override
  public void close() {
    stopped = true;
    senders.shutdownNow();
  }
}
