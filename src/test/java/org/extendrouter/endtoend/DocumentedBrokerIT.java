package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.core.config.FileDeploymentManager;
import org.apache.activemq.artemis.core.config.impl.FileConfiguration;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.extendrouter.documentation.Page;
import org.extendrouter.redelivery.MaxDeliveryAttempts;
import org.extendrouter.testrun.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** An external Artemis set up with the broker.xml of the documentation, behind a login. */
@ExtendWith(OutputCaptureExtension.class)
class DocumentedBrokerIT {

  private static final Path BROKER_XML = Path.of("src/docs/broker.xml");

  @TempDir Path data;
  @TempDir Path brokerData;

  @Test
  void deliversDropsDuplicatesAndDeadLettersAsTheEmbeddedOneDoes(CapturedOutput output)
      throws Exception {
    int port = Ports.free();
    Files.createDirectories(data.resolve("accepted"));
    Files.writeString(data.resolve("accepted/receipt"), "in the way");
    EmbeddedActiveMQ broker = broker(port);
    broker.start();
    try (RunningRouter router =
        RunningRouter.start(
            data,
            "spring.artemis.embedded.enabled=false",
            "spring.artemis.mode=native",
            "spring.artemis.broker-url=tcp://localhost:" + port,
            "spring.artemis.user=router",
            "spring.artemis.password=let me in",
            "extend.broker.watch-interval=100ms",
            "extend.redelivery.give-up-after=24h")) {
      await()
          .untilAsserted(
              () ->
                  assertThat(broker.getActiveMQServer().getActiveMQServerControl().getQueueNames())
                      .contains("extend.dead-letter", "extend.dead-letter.reasons"));
      await().until(() -> router.bean(MaxDeliveryAttempts.class).of("extend.accept.receipt") == 2);
      Extend.Event event = Extend.fresh("01-invoice-accepted");
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
      Path accepted = router.awaitFiles("accepted/invoice", event.id(), 1).get(0);
      Files.delete(accepted);
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);

      Extend.Event stuck = Extend.fresh("03-receipt-accepted");
      assertThat(router.extend().post(stuck.body()).statusCode()).isEqualTo(200);
      Operator operator = new Operator(router);
      JsonNode letter = operator.awaitDeadLetters(stuck.id(), 1).get(0);
      assertThat(letter.path("attempts").asInt()).isEqualTo(2);
      assertThat(letter.path("failure").asText()).contains("accepted/receipt");
      assertThat(output).contains("at extend.accept.receipt, attempt 1 of 2, will be tried again");
      assertThat(accepted).doesNotExist();
      assertThat(output.getOut().split("received event=" + event.id()))
          .as("the broker drops it without a word to the router")
          .hasSize(3);
      assertThat(output).doesNotContain("dropped event=");
      assertThat(operator.metric("extend_destination_down_seconds{route=\"accept-receipt\"}"))
          .isZero();
      await()
          .until(() -> operator.metric("extend_queue_messages{queue=\"extend.dead-letter\"}") == 1);
    } finally {
      broker.stop();
    }
  }

  /** With fewer attempts and a shorter pause than the day of the documentation. */
  private EmbeddedActiveMQ broker(int port) throws Exception {
    String xml = Files.readString(BROKER_XML);
    assertThat(xml).contains("<max-delivery-attempts>33<", "<redelivery-delay>5000<");
    Path quick =
        Files.writeString(
            brokerData.resolve("broker.xml"),
            xml.replace("</address-settings>", fullDisk() + "</address-settings>")
                .replace("<max-delivery-attempts>33<", "<max-delivery-attempts>2<")
                .replace("<redelivery-delay>5000<", "<redelivery-delay>1000<"));
    FileConfiguration configuration = new FileConfiguration();
    new FileDeploymentManager(quick.toUri().toString())
        .addDeployable(configuration)
        .readConfiguration();
    configuration.addAcceptorConfiguration("tcp", "tcp://localhost:" + port);
    configuration.setJournalDirectory(brokerData.resolve("journal").toString());
    configuration.setBindingsDirectory(brokerData.resolve("bindings").toString());
    configuration.setLargeMessagesDirectory(brokerData.resolve("large").toString());
    configuration.setPagingDirectory(brokerData.resolve("paging").toString());
    configuration.setSecurityEnabled(true);
    SecurityConfiguration users =
        new SecurityConfiguration(
            Map.of("router", "let me in"), Map.of("router", List.of("routers")));
    EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    broker.setConfiguration(configuration);
    broker.setSecurityManager(
        new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
    return broker;
  }

  /** What the page about external brokers adds for a full disk. */
  private static String fullDisk() {
    return String.join("", Page.named("external-broker.md").snippets("xml"));
  }
}
