package org.extendrouter.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import org.apache.activemq.artemis.api.core.ActiveMQAddressFullException;
import org.apache.activemq.artemis.api.core.ActiveMQDuplicateIdException;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.extendrouter.damage.DamageReport;
import org.extendrouter.embedded.EmbeddedServer;
import org.extendrouter.names.QueueNames;
import org.extendrouter.testrun.BrokerOfATest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** An embedded broker with as many events waiting on disk as its memory has room for. */
class InboxGuardIT {

  private static final int MOST = 50;

  /** In bytes: what is over it waits on disk. */
  private static final int IN_MEMORY = 10_000;

  @TempDir Path directory;

  private EmbeddedServer broker;
  private EmbeddedBroker health;

  @AfterEach
  void stop() throws Exception {
    broker.stop();
  }

  @Test
  void noMoreIsStoredThanAStartHasMemoryForUntilSomeIsDelivered() throws Exception {
    start();
    int stored;
    try (ServerLocator locator = ActiveMQClient.createServerLocator("vm://4711");
        ClientSession session = locator.createSessionFactory().createSession()) {
      ClientProducer inbox = session.createProducer(QueueNames.INBOX);
      stored = fill(session, inbox);
      assertThat(stored).isGreaterThanOrEqualTo(MOST);
      assertThat(health.problem())
          .hasValueSatisfying(
              problem -> assertThat(problem).contains("50 messages wait on disk", "larger -Xmx"));
      assertThatThrownBy(() -> inbox.send(event(session, 0)))
          .as("what was stored before, and came again")
          .isInstanceOf(ActiveMQDuplicateIdException.class);
    }
    broker.stop();

    start();
    assertThat(health.problem()).as("after a restart").isPresent();
    try (ServerLocator locator = ActiveMQClient.createServerLocator("vm://4711");
        ClientSession session = locator.createSessionFactory().createSession()) {
      session.start();
      ClientConsumer consumer = session.createConsumer(QueueNames.INBOX);
      for (int i = 0; i < stored; i++) {
        ClientMessage message = consumer.receive(60_000);
        assertThat(message).as("message %d of %d", i, stored).isNotNull();
        message.individualAcknowledge();
      }
      await().until(() -> health.problem().isEmpty());
      session.createProducer(QueueNames.INBOX).send(event(session, stored));
    }
  }

  private int fill(ClientSession session, ClientProducer inbox) throws ActiveMQException {
    for (int number = 0; number < 10 * MOST; number++) {
      try {
        inbox.send(event(session, number));
      } catch (ActiveMQAddressFullException full) {
        return number;
      }
    }
    return 10 * MOST;
  }

  private static ClientMessage event(ClientSession session, int number) {
    ClientMessage event = session.createMessage(true);
    event.putStringProperty(Message.HDR_DUPLICATE_DETECTION_ID.toString(), "evt_" + number);
    event.getBodyBuffer().writeBytes(new byte[1000]);
    return event;
  }

  private void start() throws Exception {
    Path files = directory.resolve("journal");
    Journal journal = new Journal(files.toFile(), DataSize.ofBytes(1));
    Backlog backlog = new Backlog(MOST);
    broker =
        new EmbeddedServer(
            BrokerOfATest.below(directory)
                .addAcceptorConfiguration("vm", "vm://4711")
                .addAddressSetting(
                    "#",
                    new AddressSettings().setMaxSizeBytes(IN_MEMORY).setPageSizeBytes(IN_MEMORY))
                .addQueueConfiguration(
                    QueueConfiguration.of(QueueNames.INBOX).setRoutingType(RoutingType.ANYCAST)));
    broker.getConfiguration().registerBrokerPlugin(new InboxGuard(journal, backlog));
    broker.start();
    health =
        new EmbeddedBroker(
            broker,
            journal,
            backlog,
            new DamageReport(directory.resolve("damaged")),
            Clock.systemUTC());
  }
}
