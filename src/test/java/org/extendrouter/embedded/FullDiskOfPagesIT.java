package org.extendrouter.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.extendrouter.testrun.BrokerOfATest;
import org.extendrouter.testrun.SmallDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages go from one queue to another, which has pages on a disk that fills up. */
class FullDiskOfPagesIT {

  private static final String BROKER = "vm://4712";
  private static final int MESSAGES = 3000;
  private static final int MOVERS = 4;
  private static final int ROUNDS = 3;

  /** So few that not all are moved before the last round. */
  private static final int BEFORE_THE_DISK_IS_FULL = 600;

  private static final int WHILE_IT_IS_FULL = 100;

  @TempDir Path directory;

  @Test
  void eachIsInOneOfTheQueuesThoughTheDiskFillsUpAgainAndAgain() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("paging"), "120m")) {
      EmbeddedServer broker = broker();
      broker.start();
      ExecutorService threads = Executors.newFixedThreadPool(MOVERS);
      try {
        fill();
        AtomicBoolean end = new AtomicBoolean();
        Semaphore permits = new Semaphore(0);
        List<Future<Void>> movers = new ArrayList<>();
        for (int i = 0; i < MOVERS; i++) {
          movers.add(threads.submit(() -> move(end, permits)));
        }
        for (int i = 0; i < ROUNDS; i++) {
          long before = moved(broker);
          permits.release(BEFORE_THE_DISK_IS_FULL);
          await().until(() -> moved(broker) > before + 100);
          disk.fillExcept(0);
          // Those from before may be used up.
          permits.release(WHILE_IT_IS_FULL);
          await()
              // Threads of a broker that stops may still want others of it.
              .dontCatchUncaughtExceptions()
              .until(
                  () ->
                      broker.getActiveMQServer().getState() == ActiveMQServer.SERVER_STATE.STOPPED);
          disk.free();
          broker.startAnew();
        }
        permits.release(MESSAGES);
        await().until(() -> moved(broker) == MESSAGES);
        end.set(true);
        for (Future<Void> mover : movers) {
          mover.get();
        }

        assertThat(numbers("to")).hasSize(MESSAGES).doesNotHaveDuplicates();
      } finally {
        threads.shutdownNow();
        broker.stop();
      }
    }
  }

  private EmbeddedServer broker() throws Exception {
    AddressSettings onDisk =
        new AddressSettings().setMaxSizeBytes(100_000).setPageSizeBytes(1024 * 1024);
    return new EmbeddedServer(
        BrokerOfATest.below(directory)
            .addAcceptorConfiguration("vm", BROKER)
            .addAddressSetting("#", new AddressSettings().setMaxDeliveryAttempts(-1))
            .addAddressSetting("to", onDisk)
            .addQueueConfiguration(
                QueueConfiguration.of("from").setRoutingType(RoutingType.ANYCAST))
            .addQueueConfiguration(
                QueueConfiguration.of("to").setRoutingType(RoutingType.ANYCAST)));
  }

  private static long moved(EmbeddedServer broker) {
    return broker.getActiveMQServer().locateQueue("to").getMessageCount();
  }

  private static void fill() throws JMSException {
    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(BROKER);
        Connection connection = factory.createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
      MessageProducer producer = session.createProducer(session.createQueue("from"));
      for (int i = 0; i < MESSAGES; i++) {
        Message message = session.createTextMessage("x".repeat(20_000));
        message.setIntProperty("number", i);
        producer.send(message);
      }
      session.commit();
    }
  }

  /** Connects again whenever the broker has stopped. Each message that is moved takes a permit. */
  private static Void move(AtomicBoolean end, Semaphore permits) throws InterruptedException {
    while (!end.get()) {
      try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(BROKER);
          Connection connection = factory.createConnection();
          Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
        MessageConsumer from = session.createConsumer(session.createQueue("from"));
        MessageProducer to = session.createProducer(session.createQueue("to"));
        connection.start();
        while (!end.get()) {
          permits.acquire();
          boolean moved = false;
          try {
            Message message = from.receive(200);
            if (message != null) {
              to.send(message);
              session.commit();
              moved = true;
            }
          } finally {
            if (!moved) {
              permits.release();
            }
          }
        }
      } catch (JMSException brokerHasStopped) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
    return null;
  }

  private static List<Integer> numbers(String queue) throws JMSException {
    List<Integer> numbers = new ArrayList<>();
    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(BROKER);
        Connection connection = factory.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
      connection.start();
      long patience = 60_000;
      for (Message message = consumer.receive(patience);
          message != null;
          message = consumer.receive(patience)) {
        numbers.add(message.getIntProperty("number"));
        patience = numbers.size() < MESSAGES ? 60_000 : 1000;
      }
    }
    return numbers;
  }
}
