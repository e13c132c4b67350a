package org.extendrouter.damage;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.extendrouter.embedded.EmbeddedServer;
import org.extendrouter.names.QueueNames;
import org.extendrouter.redelivery.DeadLetterCount;
import org.extendrouter.storage.MessageChecksum;
import org.extendrouter.testrun.BrokerOfATest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** The file of a large event cannot be read for a while. */
class UnreadableMessageIT {

  private static final String BROKER = "vm://4715";
  private static final String QUEUE = "large";
  private static final int SIZE = 300_000;
  private static final byte CONTENT = 7;

  @TempDir Path directory;

  private EmbeddedServer broker;

  @BeforeEach
  void start() throws Exception {
    Configuration configuration =
        BrokerOfATest.below(directory)
            .addAcceptorConfiguration("vm", BROKER)
            .addAddressSetting(
                "#",
                new AddressSettings()
                    .setDeadLetterAddress(SimpleString.of(QueueNames.DEAD_LETTERS)))
            .addQueueConfiguration(durable(QUEUE))
            .addQueueConfiguration(durable(QueueNames.DEAD_LETTERS));
    configuration.registerBrokerPlugin(new MessageChecksum());
    configuration.registerBrokerPlugin(
        new DamagedMessages(
            directory.resolve("large"),
            new DamageReport(directory.resolve("damaged")),
            new UnreadableMessages(Clock.systemUTC()),
            Clock.systemUTC(),
            new StaticListableBeanFactory().getBeanProvider(DeadLetterCount.class)));
    broker = new EmbeddedServer(configuration);
    broker.start();
  }

  @AfterEach
  void stop() throws Exception {
    broker.stop();
  }

  @Test
  void itIsDeliveredOnceItCanBeReadAndWasNeverDamaged() throws Exception {
    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(BROKER);
        Connection connection = factory.createConnection();
        Session session = connection.createSession()) {
      connection.start();
      send(session);
      Path file = theFile();
      Path aside = directory.resolve("aside");
      Files.move(file, aside);
      // It can be opened, and reading it fails.
      Files.createDirectory(file);
      MessageConsumer consumer = session.createConsumer(session.createQueue(QUEUE));
      MessageConsumer another = session.createConsumer(session.createQueue(QUEUE));

      assertThat(consumer.receive(500)).isNull();
      Files.delete(file);
      Files.move(aside, file);

      Message message = consumer.receive(60_000);
      if (message == null) {
        message = another.receive(60_000);
      }
      assertThat(message).isInstanceOf(BytesMessage.class);
      assertThat(((BytesMessage) message).getBodyLength()).isEqualTo(SIZE);
      assertThat(broker.getActiveMQServer().isActive()).isTrue();
      assertThat(broker.getActiveMQServer().locateQueue(QueueNames.DEAD_LETTERS).getMessageCount())
          .isZero();
      assertThat(directory.resolve("damaged")).doesNotExist();
    }
  }

  @Test
  void itIsWholeAlsoIfItCouldNotBeReadAtTheStart() throws Exception {
    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(BROKER);
        Connection connection = factory.createConnection();
        Session session = connection.createSession()) {
      send(session);
    }
    broker.stop();
    Path file = theFile();
    Path aside = directory.resolve("aside");
    Files.move(file, aside);
    Files.createDirectory(file);
    start();
    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(BROKER);
        Connection connection = factory.createConnection();
        Session session = connection.createSession()) {
      connection.start();
      MessageConsumer consumer = session.createConsumer(session.createQueue(QUEUE));
      assertThat(consumer.receive(500)).isNull();
      Files.delete(file);
      Files.move(aside, file);

      BytesMessage message = (BytesMessage) consumer.receive(60_000);
      byte[] body = new byte[SIZE];
      message.readBytes(body);
      assertThat(body).containsOnly(CONTENT);
    }
  }

  private static void send(Session session) throws Exception {
    BytesMessage message = session.createBytesMessage();
    byte[] body = new byte[SIZE];
    Arrays.fill(body, CONTENT);
    message.writeBytes(body);
    session.createProducer(session.createQueue(QUEUE)).send(message);
  }

  private Path theFile() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("large"))) {
      return files.findFirst().orElseThrow();
    }
  }

  private static QueueConfiguration durable(String queue) {
    return QueueConfiguration.of(queue).setRoutingType(RoutingType.ANYCAST);
  }
}
