package org.extendrouter.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.Interceptor;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.protocol.core.impl.wireformat.SessionSendContinuationMessage;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.extendrouter.embedded.EmbeddedServer;
import org.extendrouter.testrun.BrokerOfATest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A large event comes to the broker in pieces, of which one does not arrive. */
class LostPieceIT {

  private static final String BROKER = "vm://4714";
  private static final String QUEUE = "large";
  private static final int SIZE = 300_000;

  @TempDir Path directory;

  private final AtomicInteger lost = new AtomicInteger();
  private EmbeddedServer broker;

  @BeforeEach
  void start() throws Exception {
    Configuration configuration =
        BrokerOfATest.below(directory)
            .addAcceptorConfiguration("vm", BROKER)
            .addQueueConfiguration(
                QueueConfiguration.of(QUEUE).setRoutingType(RoutingType.ANYCAST));
    configuration.registerBrokerPlugin(new MessageChecksum());
    broker = new EmbeddedServer(configuration);
    broker.start();
    Interceptor loss =
        (packet, connection) ->
            !(packet instanceof SessionSendContinuationMessage) || lost.getAndDecrement() <= 0;
    broker.getActiveMQServer().getRemotingService().addIncomingInterceptor(loss);
  }

  @AfterEach
  void stop() throws Exception {
    broker.stop();
  }

  @Test
  void itIsRefusedAndWholeWhenItIsSentAgain() throws Exception {
    lost.set(1);
    assertThatThrownBy(this::send).hasMessageContaining("send it again");
    assertThat(waiting()).isZero();

    send();
    assertThat(waiting()).isEqualTo(1);
    assertThat(receive()).isEqualTo(SIZE);
  }

  private long waiting() {
    return broker.getActiveMQServer().locateQueue(QUEUE).getMessageCount();
  }

  private void send() throws JMSException {
    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(BROKER);
        Connection connection = factory.createConnection();
        Session session = connection.createSession()) {
      BytesMessage message = session.createBytesMessage();
      message.writeBytes(new byte[SIZE]);
      message.setStringProperty("_AMQ_DUPL_ID", "evt_1");
      session.createProducer(session.createQueue(QUEUE)).send(message);
    }
  }

  private static long receive() throws JMSException {
    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(BROKER);
        Connection connection = factory.createConnection();
        Session session = connection.createSession()) {
      connection.start();
      return ((BytesMessage) session.createConsumer(session.createQueue(QUEUE)).receive(60_000))
          .getBodyLength();
    }
  }
}
