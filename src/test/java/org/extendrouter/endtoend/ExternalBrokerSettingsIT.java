package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.BytesMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.PageFullMessagePolicy;
import org.extendrouter.testrun.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jms.core.JmsTemplate;

/** An external broker without the settings that the documentation asks for. */
@ExtendWith(OutputCaptureExtension.class)
class ExternalBrokerSettingsIT {

  @TempDir Path data;
  @TempDir Path brokerData;
  @TempDir Path other;

  private final int port = Ports.free();

  @Test
  void eachMissingSettingIsNamedAndStopsTheStart() throws Exception {
    ExternalBroker bare = broker(new AddressSettings());
    bare.configuration().setIDCacheSize(20_000).setPersistIDCache(false);
    try (ExternalBroker broker = bare.start()) {
      assertThatThrownBy(this::router)
          .hasStackTraceContaining("<dead-letter-address>extend.dead-letter</dead-letter-address>")
          .hasStackTraceContaining("<expiry-address>extend.dead-letter</expiry-address>")
          .hasStackTraceContaining("into <address-setting match=\"extend.#\">")
          .hasStackTraceContaining("<redelivery-delay>100</redelivery-delay>")
          .hasStackTraceContaining("<max-delivery-attempts>")
          .hasStackTraceContaining("<id-cache-size>100000</id-cache-size> (it is 20000)")
          .hasStackTraceContaining("<persist-id-cache>true</persist-id-cache>");
      assertThat(broker.server().isActive()).isTrue();
    }
  }

  @Test
  void aBrokerThatLosesWhatItHasAcknowledgedStopsTheStart() throws Exception {
    ExternalBroker losing =
        broker(
            ExternalBroker.settings()
                .setMaxDeliveryAttempts(1)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.DROP)
                .setPageFullMessagePolicy(PageFullMessagePolicy.DROP));
    losing
        .configuration()
        .setPersistenceEnabled(false)
        .addQueueConfiguration(
            QueueConfiguration.of("extend.dead-letter")
                .setRoutingType(RoutingType.ANYCAST)
                .setDurable(false)
                .setFilterString("color = 'red'"))
        .addQueueConfiguration(
            QueueConfiguration.of("extend.inbox")
                .setRoutingType(RoutingType.ANYCAST)
                .setRingSize(10L));
    try (ExternalBroker broker = losing.start()) {
      assertThatThrownBy(this::router)
          .hasStackTraceContaining("write <persistence-enabled>true</persistence-enabled>")
          .hasStackTraceContaining("<address-full-policy>PAGE</address-full-policy>")
          .hasStackTraceContaining("<page-full-policy>FAIL</page-full-policy>")
          .hasStackTraceContaining("<max-delivery-attempts>")
          .hasStackTraceContaining(
              "the queue extend.dead-letter is not durable and has a filter: empty it, delete it, and write <queue name=\"extend.dead-letter\"/> into broker.xml")
          .hasStackTraceContaining("the queue extend.inbox drops what is over its ring-size");
      assertThat(broker.server().isActive()).isTrue();
    }
  }

  @Test
  void aSecondRouterWithALedgerOfItsOwnIsWarned(CapturedOutput output) throws Exception {
    try (ExternalBroker broker = broker(ExternalBroker.settings()).start();
        RunningRouter one = RunningRouter.withExternalBroker(data, port)) {
      assertThat(broker.server().isActive()).isTrue();
      assertThat(output).doesNotContain("extend.inbox has a consumer already");
      try (RunningRouter two = RunningRouter.withExternalBroker(other, port)) {
        assertThat(output).containsOnlyOnce("extend.inbox has a consumer already");
        assertThat(two).isNotSameAs(one);
      }
    }
  }

  @Test
  void aBrokerThatDoesNotSyncOrGivesUpEarlyIsWarnedOfOnce(CapturedOutput output) throws Exception {
    ExternalBroker hasty = broker(ExternalBroker.settings().setMaxDeliveryAttempts(2));
    hasty.configuration().setJournalSyncNonTransactional(false);
    try (ExternalBroker broker = hasty.start();
        RunningRouter router =
            RunningRouter.withExternalBroker(data, port, "extend.redelivery.give-up-after=24h")) {
      assertThat(broker.server().isActive()).isTrue();
      assertThat(new Operator(router).get("/health").statusCode()).isEqualTo(200);
      assertThat(output.getOut())
          .containsOnlyOnce("write <journal-sync-transactional>true</journal-sync-transactional>")
          .containsOnlyOnce("the broker gives up after 2 attempts, where extend.redelivery asks");
    }
  }

  /** It takes the place of the setting for all. */
  @Test
  void aSettingForSomeQueuesThatLosesTheirsStopsTheStart() throws Exception {
    ExternalBroker narrow = broker(ExternalBroker.settings());
    narrow
        .configuration()
        .addAddressSetting(
            "extend.accept.#",
            ExternalBroker.settings().setDeadLetterAddress(SimpleString.of("DLQ")));
    try (ExternalBroker broker = narrow.start()) {
      assertThatThrownBy(this::router)
          .hasStackTraceContaining(
              "write <dead-letter-address>extend.dead-letter</dead-letter-address> into the <address-setting> that holds for extend.accept.contract, extend.accept.invoice, extend.accept.receipt of broker.xml")
          .satisfies(
              failure ->
                  assertThat(failure).rootCause().hasMessageNotContaining("<redelivery-delay>"));
      assertThat(broker.server().isActive()).isTrue();
    }
  }

  /** The broker's attempts, not the router's, say which is the last. */
  @Test
  void aQueueOfOthersIsGivenUpWithTheReasonAfterTheAttemptsThatItHas(CapturedOutput output)
      throws Exception {
    Path routes = Files.createDirectories(brokerData.resolve("routes"));
    for (String name : List.of("partner", "dropped")) {
      Files.writeString(
          routes.resolve(name + ".camel.yaml"),
          """
          - route:
              id: %1$s
              from:
                uri: jms:%1$s.contracts
                steps:
                  - throwException:
                      exceptionType: java.lang.IllegalStateException
                      message: the partner refuses it
          """
              .formatted(name));
    }
    ExternalBroker shared = broker(ExternalBroker.settings());
    shared
        .configuration()
        .addAddressSetting("partner.#", ExternalBroker.settings().setMaxDeliveryAttempts(2));
    try (ExternalBroker broker = shared.start();
        RunningRouter router =
            RunningRouter.withExternalBroker(
                data,
                port,
                "camel.main.routes-include-pattern="
                    + RunningRouter.routes(RunningRouter.TYPES)
                    + ",file:"
                    + routes
                    + "/*.camel.yaml")) {
      assertThat(broker.server().isActive()).isTrue();
      router
          .bean(JmsTemplate.class)
          .send(
              "partner.contracts",
              session -> {
                BytesMessage message = session.createBytesMessage();
                message.setStringProperty("ExtendEventId", "evt_partner");
                return message;
              });
      JsonNode letter = new Operator(router).awaitDeadLetters("evt_partner", 1).get(0);
      assertThat(letter.path("failure").asText()).contains("the partner refuses it");
      assertThat(letter.path("attempts").asInt()).isEqualTo(2);
      assertThat(output.getOut())
          .containsOnlyOnce("the broker drops what it gives up of the queue dropped.contracts");
    }
  }

  @Test
  void aBrokerThatDoesNotLetUsAskIsWarnedOf(CapturedOutput output) throws Exception {
    try (ExternalBroker broker =
        broker(ExternalBroker.settings()).withLogin("router", "right").start()) {
      broker.forbidToManage();
      try (RunningRouter router =
          RunningRouter.withExternalBroker(
              data, port, "spring.artemis.user=router", "spring.artemis.password=right")) {
        await()
            .untilAsserted(
                () ->
                    assertThat(output.getOut())
                        .containsOnlyOnce("the broker does not let this user ask for its settings")
                        .contains("permission='MANAGE'"));
        Operator operator = new Operator(router);
        assertThat(operator.get("/health").statusCode()).isEqualTo(200);
        await()
            .untilAsserted(
                () ->
                    assertThat(
                            Operator.json(operator.get("/health"))
                                .at("/components/queues")
                                .toString())
                        .contains("UNKNOWN", "manage on activemq.management"));
        assertThat(operator.metric("extend_broker_down_seconds"))
            .as("no alert is to tell of it")
            .isZero();
        Extend.Event event = Extend.fresh("01-invoice-accepted");
        assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
        router.awaitFiles("accepted/invoice", event.id(), 1);
        await()
            .until(
                () -> broker.server().locateQueue(SimpleString.of("extend.dead-letter")) != null);
      }
    }
  }

  @Test
  void theQueueOfDeadLettersIsMadeIfItIsNotThere() throws Exception {
    try (ExternalBroker broker = broker(ExternalBroker.settings()).start();
        RunningRouter router = router()) {
      assertThat(broker.server().locateQueue(SimpleString.of("extend.dead-letter")).isDurable())
          .isTrue();
      assertThat(new Operator(router).get("/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aBrokerThatComesLateIsAskedThenAndHealthSaysWhatIsMissing(CapturedOutput output)
      throws Exception {
    try (RunningRouter router = router()) {
      Operator operator = new Operator(router);
      await().until(() -> output.getOut().contains("outage begins"));
      AddressSettings settings = ExternalBroker.settings().setRedeliveryDelay(0);
      try (ExternalBroker broker = broker(settings).start()) {
        await().until(() -> health(operator).contains("<redelivery-delay>"));
        assertThat(operator.get("/health").statusCode()).isEqualTo(503);

        broker
            .server()
            .getAddressSettingsRepository()
            .addMatch("extend.#", ExternalBroker.settings());
        await().until(() -> operator.get("/health").statusCode() == 200);
        // The first may name the queue of dead letters, too, which the router makes.
        assertThat(
                output
                    .getOut()
                    .lines()
                    .filter(line -> line.contains("into <address-setting match=\"extend.#\">"))
                    .map(line -> line.substring(line.indexOf("ERROR"))))
            .isNotEmpty()
            .doesNotHaveDuplicates();
        Extend.Event event = Extend.fresh("01-invoice-accepted");
        await().until(() -> router.extend().post(event.body()).statusCode() == 200);
        router.awaitFiles("accepted/invoice", event.id(), 1);
      }
    }
  }

  /** As after a failover to a broker that nobody has set up. */
  @Test
  void aBrokerThatComesBackWithOtherSettingsIsNotReliedOnUntilItHasThem(CapturedOutput output)
      throws Exception {
    Files.createDirectories(data.resolve("accepted"));
    // No pause ends before the settings of the next broker are known to be others.
    ExternalBroker before = broker(ExternalBroker.settings().setRedeliveryDelay(3000)).start();
    try (RunningRouter router = router()) {
      Operator operator = new Operator(router);
      assertThat(operator.get("/health").statusCode()).isEqualTo(200);
      Path inTheWay = Files.writeString(data.resolve("accepted/invoice"), "in the way");
      Extend.Event stuck = Extend.fresh("01-invoice-accepted");
      assertThat(router.extend().post(stuck.body()).statusCode()).isEqualTo(200);
      before.close();

      ExternalBroker bare = broker(new AddressSettings().setRedeliveryDelay(2000));
      bare.configuration().setIDCacheSize(50);
      try (ExternalBroker broker = bare.start()) {
        await()
            .until(
                () ->
                    health(operator).contains("<dead-letter-address>")
                        && health(operator).contains("<id-cache-size>100000</id-cache-size>"));
        Extend.Event event = Extend.fresh("03-receipt-accepted");
        assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(503);
        await().until(() -> output.getOut().contains("gave up event=" + stuck.id()));
        assertThat(output.getOut())
            .contains("the broker, which lacks settings, may have dropped it")
            .doesNotContain("it waits as dead letter");

        Files.delete(inTheWay);
        broker
            .server()
            .getAddressSettingsRepository()
            .addMatch("extend.#", ExternalBroker.settings().setIDCacheSize(100_000));
        await().until(() -> router.extend().post(event.body()).statusCode() == 200);
        router.awaitFiles("accepted/receipt", event.id(), 1);
        await().until(() -> operator.get("/health").statusCode() == 200);
      }
    }
  }

  private static String health(Operator operator) throws Exception {
    return Operator.json(operator.get("/health")).at("/components/broker").toString();
  }

  private ExternalBroker broker(AddressSettings settings) {
    return ExternalBroker.in(brokerData, port, settings);
  }

  private RunningRouter router() {
    return RunningRouter.withExternalBroker(data, port);
  }
}
