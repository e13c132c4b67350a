package org.extendrouter.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.ActiveMQNotConnectedException;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A broker that takes longer to accept a connection than anybody waits for it. */
class PromptConnectionsTest {

  private volatile CountDownLatch accepted = new CountDownLatch(1);
  private volatile boolean refuses;
  private final AtomicInteger asked = new AtomicInteger();
  private final List<Made> made = new CopyOnWriteArrayList<>();
  private final PromptConnections connections =
      new PromptConnections(new SlowBroker(), Duration.ofMillis(20));

  @AfterEach
  void close() {
    accepted.countDown();
    connections.close();
  }

  @Test
  void nobodyWaitsAndWhoAsksLaterGetsTheConnection() throws Exception {
    assertDoesNotAnswer();
    assertDoesNotAnswer();
    assertThat(connections.hasConnected()).isFalse();
    accepted.countDown();
    await().until(() -> made.size() == 1 && made.get(0).listener != null);

    assertThat(connections.createConnection()).isSameAs(made.get(0).connection);
    assertThat(connections.hasConnected()).isTrue();
    assertThat(made).hasSize(1);
  }

  @Test
  void oneThatWasLostBeforeAnybodyGotItIsMadeAnew() throws Exception {
    assertDoesNotAnswer();
    accepted.countDown();
    await().until(() -> made.size() == 1 && made.get(0).listener != null);
    made.get(0).listener.onException(new JMSException("the broker has stopped"));

    Connection second = await().ignoreExceptions().until(connections::createConnection, c -> true);
    assertThat(second).isNotSameAs(made.get(0).connection);
    await().until(() -> made.get(0).closed);
  }

  @Test
  void oneThatIsStuckKeepsNobodyFromABrokerThatAnswers() throws Exception {
    long before = System.nanoTime();
    assertDoesNotAnswer();
    await().until(() -> asked.get() == 1);
    connections.answered(before);
    assertThat(made).isEmpty();
    CountDownLatch stuck = accepted;
    accepted = new CountDownLatch(0);
    assertDoesNotAnswer();

    connections.answered(System.nanoTime());

    Connection second = await().ignoreExceptions().until(connections::createConnection, c -> true);
    assertThat(second).isSameAs(made.get(0).connection);
    stuck.countDown();
    await().until(() -> made.size() == 2 && made.get(1).closed);
  }

  @Test
  void whyOneFailedThatNobodyWaitedForIsNotToldToWhoAsksLater() throws Exception {
    refuses = true;
    assertDoesNotAnswer();
    accepted.countDown();
    await().until(PromptConnectionsTest::isNoneUnderWay);
    refuses = false;

    Connection next =
        await()
            .ignoreExceptionsMatching(e -> e.getMessage().contains("does not answer"))
            .until(connections::createConnection, c -> true);
    assertThat(next).isSameAs(made.get(0).connection);
  }

  private static boolean isNoneUnderWay() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("broker-connection"))
        .allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING);
  }

  @Test
  void oneThatNobodyHasFetchedIsClosedInTheEnd() {
    assertDoesNotAnswer();
    connections.close();
    accepted.countDown();

    await().until(() -> made.size() == 1 && made.get(0).closed);
    assertThatExceptionOfType(JMSException.class).isThrownBy(connections::createConnection);
  }

  private void assertDoesNotAnswer() {
    assertThatExceptionOfType(JMSException.class)
        .isThrownBy(connections::createConnection)
        .withMessageContaining("the broker does not answer")
        .withCauseInstanceOf(ActiveMQNotConnectedException.class);
  }

  /** Nobody writes it out: Java 25 warns that it could not be read in again. */
  @SuppressWarnings("serial")
  private final class SlowBroker extends ActiveMQConnectionFactory {

    @Override
    public Connection createConnection() throws JMSException {
      CountDownLatch answer = accepted;
      asked.incrementAndGet();
      try {
        answer.await();
      } catch (InterruptedException e) {
        throw new JMSException("interrupted");
      }
      if (refuses) {
        throw new JMSException("refused");
      }
      Made next = new Made();
      made.add(next);
      return next.connection;
    }
  }

  private static final class Made {

    private volatile ExceptionListener listener;
    private volatile boolean closed;

    private final Connection connection =
        (Connection)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                  switch (method.getName()) {
                    case "setExceptionListener" -> listener = (ExceptionListener) arguments[0];
                    case "close" -> closed = true;
                    case "equals" -> {
                      return proxy == arguments[0];
                    }
                    case "hashCode" -> {
                      return System.identityHashCode(proxy);
                    }
                    case "toString" -> {
                      return "a connection";
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                  }
                  return null;
                });
  }
}
