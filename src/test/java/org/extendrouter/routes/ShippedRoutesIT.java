package org.extendrouter.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.component.scheduler.SchedulerEndpoint;
import org.apache.camel.component.timer.TimerEndpoint;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.apache.camel.test.spring.junit5.UseAdviceWith;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The router's own routes one by one, with their neighbours replaced. */
@CamelSpringBootTest
@UseAdviceWith
@SpringBootTest(
    properties = {
      "extend.webhook.signing-secrets=wss_routes",
      "extend.review.channels=file,email",
      "extend.review.email.from=router@example.com",
      "extend.review.email.to=reviews@example.com",
      "camel.main.routes-include-pattern=classpath:META-INF/extend/routes/*.camel.yaml,file:src/test/routes/types/*.camel.yaml",
      "spring.artemis.embedded.server-id=1000"
    })
@DirtiesContext
class ShippedRoutesIT {

  @TempDir static Path data;

  @Autowired private CamelContext camel;
  @Autowired private ProducerTemplate producer;

  @DynamicPropertySource
  static void dataDirectory(DynamicPropertyRegistry registry) {
    registry.add("extend.data-dir", data::toString);
  }

  /** Once for all tests: the context takes longer to start than they to run. */
  @BeforeEach
  void replaceTheNeighbours() throws Exception {
    if (camel.isStarted()) {
      MockEndpoint.resetMocks(camel);
      return;
    }
    for (String sender : List.of("triage", "decide", "review")) {
      AdviceWith.adviceWith(camel, sender, route -> route.mockEndpointsAndSkip("jms:*"));
    }
    AdviceWith.adviceWith(camel, "triage", route -> route.replaceFromWith("direct:inbox"));
    AdviceWith.adviceWith(
        camel,
        "accept-receipt",
        route -> {
          route.replaceFromWith("direct:accept-receipt");
          route.weaveByToUri("file:*").replace().to("mock:system");
        });
    camel.start();
  }

  @ParameterizedTest
  @CsvSource({
    "01-invoice-accepted, extend.accept.invoice, ACCEPTED",
    "04-contract-at-threshold, extend.accept.contract, ACCEPTED",
    "02-invoice-below-own-threshold, extend.review.file, LOW_CONFIDENCE",
    "02-invoice-below-own-threshold, extend.review.email, LOW_CONFIDENCE",
    "06-bank-statement-without-branch, extend.review.file, UNROUTED_TYPE",
    "09-run-failed-unreadable-file, extend.review.file, RUN_FAILED",
    "99-documentation-sample, extend.review.email, NOT_FINISHED"
  })
  void triageSendsTheUntouchedEventToTheQueueOfItsDecision(
      String sample, String queue, String decision) throws Exception {
    byte[] event = sample(sample);
    MockEndpoint target = camel.getEndpoint("mock:jms:" + queue, MockEndpoint.class);
    target.expectedMessageCount(1);
    target.expectedHeaderReceived("ExtendDecision", decision);
    producer.sendBodyAndHeader("direct:inbox", event, "ExtendEventId", "evt_1");
    target.assertIsSatisfied();
    assertThat(target.getExchanges().get(0).getMessage().getBody(byte[].class)).isEqualTo(event);
  }

  @Test
  void theInboxsDuplicateIdGoesNoFurther() throws Exception {
    MockEndpoint target = camel.getEndpoint("mock:jms:extend.review.file", MockEndpoint.class);
    target.expectedMessageCount(1);
    producer.send(
        "direct:inbox",
        exchange -> {
          exchange.getMessage().setBody(sample("05-receipt-low-confidence"));
          exchange.getMessage().setHeader("ExtendEventId", "evt_1");
          exchange.getMessage().setHeader("_AMQ_DUPL_ID", "evt_1");
        });
    target.assertIsSatisfied();
    assertThat(target.getExchanges().get(0).getMessage().getHeader("_AMQ_DUPL_ID")).isNull();
  }

  @Test
  void anAcceptRouteNeedsOnlyItsUriChangedToReachAnotherSystem() throws Exception {
    MockEndpoint system = camel.getEndpoint("mock:system", MockEndpoint.class);
    system.expectedBodiesReceived(sample("01-invoice-accepted"));
    producer.sendBody("direct:accept-receipt", sample("01-invoice-accepted"));
    system.assertIsSatisfied();
  }

  /** Else decisions are not taken, and nobody is reminded, for as long as it was set back. */
  @Test
  void noRouteWaitsByAClockThatMayBeSetBack() {
    assertThat(camel.getRoutes())
        .as("routes that wait by java.util.Timer")
        .noneMatch(route -> route.getEndpoint() instanceof TimerEndpoint)
        .filteredOn(route -> route.getEndpoint() instanceof SchedulerEndpoint)
        .extracting(Route::getId)
        .containsExactlyInAnyOrder("review-folders", "reminders", "open-tickets");
  }

  private static byte[] sample(String name) throws Exception {
    return Files.readAllBytes(Path.of("src/demo/events", name + ".json"));
  }
}
