package org.extendrouter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.impl.QueueImpl;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.extendrouter.testrun.BrokerOfATest;
import org.extendrouter.testrun.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Messages that have failed, and wait for their next attempt, while the computer's clock is set.
 */
@ExtendWith(OutputCaptureExtension.class)
class WaitingMessagesIT {

  private static final String BROKER = "vm://4714";
  private static final String QUEUE = "waiting";
  private static final Duration DELAY = Duration.ofMinutes(30);
  private static final long SOON = 60_000;
  private static final long NOT_YET = 500;

  @TempDir Path directory;

  private final SettableClock clock = new SettableClock(Clock.systemUTC());
  private final AtomicLong slept = new AtomicLong();
  private EmbeddedServer broker;
  private WaitingMessages waiting;

  @BeforeEach
  void start() throws Exception {
    AddressSettings settings =
        new AddressSettings()
            .setMaxDeliveryAttempts(-1)
            .setRedeliveryDelay(DELAY.toMillis())
            .setMaxRedeliveryDelay(DELAY.toMillis());
    broker =
        new EmbeddedServer(
            BrokerOfATest.below(directory)
                .addAcceptorConfiguration("vm", BROKER)
                .addAddressSetting("#", settings)
                .addQueueConfiguration(
                    QueueConfiguration.of(QUEUE).setRoutingType(RoutingType.ANYCAST)));
    broker.start();
    waiting = new WaitingMessages(broker, clock, () -> System.nanoTime() + slept.get());
    waiting.look();
  }

  @AfterEach
  void stop() throws Exception {
    broker.stop();
  }

  @Test
  void oneWaitsNoLongerForAClockThatWasSetBack(CapturedOutput output) throws Exception {
    send(null);
    fail();
    // As after the clock was set back by half an hour: what is left is nothing.
    clock.pass(DELAY.negated());
    waiting.look();

    assertThat(receive(SOON)).isNotNull();
    assertThat(output)
        .containsOnlyOnce("the clock was set back by 1800 s: what waits for its next");
  }

  @Test
  void oneWaitsForWhatWasLeftOfItsPause() throws Exception {
    send(null);
    fail();
    clock.pass(Duration.ofMinutes(-5));
    waiting.look();

    assertThat(receive(NOT_YET)).isNull();
    assertThat(leftOfThePause()).isBetween(Duration.ofMinutes(24), Duration.ofMinutes(25));
  }

  @Test
  void oneThatIsDueAfterTheClockWasSetForwardIsTried() throws Exception {
    send(null);
    fail();
    // Stored by a clock that was years behind, whose timer is years away.
    only().setScheduledDeliveryTime(System.currentTimeMillis() - 1);
    clock.pass(Duration.ofDays(20_000));
    waiting.look();

    assertThat(receive(SOON)).isNotNull();
  }

  @Test
  void oneThatAnotherClockHasPutOffForYearsIsTriedAfterTheStart() throws Exception {
    send(null);
    fail();
    MessageReference failed = only();
    failed.setScheduledDeliveryTime(Instant.now().plus(Duration.ofDays(20_000)).toEpochMilli());
    broker.getActiveMQServer().getStorageManager().updateScheduledDeliveryTime(failed);
    broker.startAnew();
    assertThat(receive(NOT_YET)).isNull();

    slept.addAndGet(Duration.ofMinutes(1).toNanos());
    clock.pass(Duration.ofMinutes(1));
    waiting.look();

    Message delivered = receive(SOON);
    assertThat(delivered).isNotNull();
    // It would put off also what a route sends on.
    assertThat(delivered.propertyExists("_AMQ_SCHED_DELIVERY")).isFalse();
  }

  @Test
  void oneThatItsSenderHasPutOffToATimeOfDayWaitsForThat() throws Exception {
    send(Instant.now().plus(Duration.ofDays(3)));
    clock.pass(Duration.ofDays(-4));
    waiting.look();
    slept.addAndGet(Duration.ofMinutes(1).toNanos());
    clock.pass(Duration.ofMinutes(1));
    waiting.look();

    assertThat(receive(NOT_YET)).isNull();
    assertThat(leftOfThePause()).isGreaterThan(Duration.ofDays(2));
  }

  private QueueImpl queue() {
    return (QueueImpl) broker.getActiveMQServer().locateQueue(QUEUE);
  }

  private MessageReference only() {
    return queue().getScheduledMessages().get(0);
  }

  private Duration leftOfThePause() {
    return Duration.between(Instant.now(), Instant.ofEpochMilli(only().getScheduledDeliveryTime()));
  }

  private static void send(Instant at) throws JMSException {
    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(BROKER);
        Connection connection = factory.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      MessageProducer producer = session.createProducer(session.createQueue(QUEUE));
      Message message = session.createTextMessage("x");
      if (at != null) {
        message.setLongProperty("_AMQ_SCHED_DELIVERY", at.toEpochMilli());
      }
      producer.send(message);
    }
  }

  private static void fail() throws JMSException {
    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(BROKER);
        Connection connection = factory.createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
      connection.start();
      assertThat(session.createConsumer(session.createQueue(QUEUE)).receive(SOON)).isNotNull();
      session.rollback();
    }
  }

  private static Message receive(long millis) throws JMSException {
    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(BROKER);
        Connection connection = factory.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      MessageConsumer consumer = session.createConsumer(session.createQueue(QUEUE));
      connection.start();
      return consumer.receive(millis);
    }
  }
}
