package org.extendrouter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.extendrouter.testrun.BrokerOfATest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A queue on disk, of which many messages wait for their next attempt as the broker starts. */
class WaitingAtTheStartIT {

  private static final String BROKER = "vm://4713";
  private static final String QUEUE = "waiting";

  /** As many as a queue reads from its pages at a time, and more. */
  private static final int FAILED = 60;

  private static final int ON_DISK = 200;

  @TempDir Path directory;

  private EmbeddedServer broker;

  @BeforeEach
  void start() throws Exception {
    AddressSettings settings =
        new AddressSettings()
            .setMaxDeliveryAttempts(-1)
            .setRedeliveryDelay(10_000)
            .setPageSizeBytes(1024 * 1024)
            .setMaxSizeBytes(8 * 1024 * 1024);
    broker =
        new EmbeddedServer(
            BrokerOfATest.below(directory)
                .addAcceptorConfiguration("vm", BROKER)
                .addAddressSetting("#", settings)
                .addQueueConfiguration(
                    QueueConfiguration.of(QUEUE).setRoutingType(RoutingType.ANYCAST)));
    broker.start();
  }

  @AfterEach
  void stop() throws Exception {
    broker.stop();
  }

  @Test
  void allAreDelivered() throws Exception {
    send(FAILED);
    fail(FAILED);
    send(ON_DISK);
    broker.startAnew();
    // Those that have failed may be due already.
    assertThat(broker.getActiveMQServer().locateQueue(QUEUE).getMessageCount())
        .isEqualTo(FAILED + ON_DISK);

    assertThat(receive(FAILED + ON_DISK)).isEqualTo(FAILED + ON_DISK);
  }

  private static void send(int messages) throws JMSException {
    inTransaction(
        session -> {
          MessageProducer producer = session.createProducer(session.createQueue(QUEUE));
          for (int i = 0; i < messages; i++) {
            producer.send(session.createTextMessage("x".repeat(35_000)));
          }
          session.commit();
        });
  }

  private static void fail(int messages) throws JMSException {
    inTransaction(
        session -> {
          MessageConsumer consumer = session.createConsumer(session.createQueue(QUEUE));
          for (int i = 0; i < messages; i++) {
            assertThat(consumer.receive(60_000)).isNotNull();
          }
          session.rollback();
        });
  }

  private static void inTransaction(Work work) throws JMSException {
    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(BROKER);
        Connection connection = factory.createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
      connection.start();
      work.with(session);
    }
  }

  private interface Work {
    void with(Session session) throws JMSException;
  }

  private static int receive(int messages) throws JMSException {
    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(BROKER);
        Connection connection = factory.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      MessageConsumer consumer = session.createConsumer(session.createQueue(QUEUE));
      connection.start();
      int received = 0;
      // Longer than what has failed waits.
      for (Message message = consumer.receive(60_000);
          message != null && ++received < messages;
          message = consumer.receive(60_000)) {
        message.acknowledge();
      }
      return received;
    }
  }
}
