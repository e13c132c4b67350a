package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.extendrouter.decision.Channel;
import org.extendrouter.decision.Verdict;
import org.extendrouter.desk.Asked;
import org.extendrouter.desk.DecisionDesk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jms.core.JmsTemplate;

/** What is tried again is one thing to count. */
class CountersIT {

  @TempDir Path data;
  @TempDir Path types;

  @Test
  void whatTheBrokerDidNotCommitIsCountedOnceWhenItIsDoneAgain() throws Exception {
    for (String type : List.of("invoice.camel.yaml", "receipt.camel.yaml")) {
      Files.copy(RunningRouter.TYPES.resolve(type), types.resolve(type));
    }
    Files.writeString(
        types.resolve("contract.camel.yaml"),
        """
        - route:
            id: accept-contract
            from:
              uri: jms:extend.accept.contract
              steps:
                - doTry:
                    steps:
                      - throwException:
                          exceptionType: java.io.IOException
                          message: nobody takes contracts
                    doCatch:
                      - exception:
                          - java.io.IOException
                        steps:
                          - to: direct:dead-letter
        """);
    try (RunningRouter router =
        RunningRouter.start(
            data, "camel.main.routes-include-pattern=" + RunningRouter.routes(types))) {
      Operator operator = new Operator(router);
      Extend.Event unsure = post(router, Extend.freshRun("05-receipt-low-confidence"));
      Path ticket = router.awaitFiles("review", unsure.id(), 2).get(0);

      LostCommits lost =
          new LostCommits(
              router,
              "extend.inbox",
              "extend.notices",
              "extend.others",
              "extend.review.decisions",
              "extend.accept.contract");
      post(router, Extend.freshRun("08-run-failed-out-of-credits"));
      await().until(() -> !lost.awaited().contains("extend.inbox"));
      post(router, Extend.fresh("14-classifier-version-published"));
      post(router, Extend.fresh("16-other-event-type"));
      Extend.Event contract = post(router, Extend.freshRun("04-contract-at-threshold"));
      String name = ticket.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
      router
          .bean(DecisionDesk.class)
          .take(name, new Asked(Verdict.REJECT, null, "Ada", null, Channel.PAGE));
      await().until(lost.awaited()::isEmpty);
      new LostCommits(router, "extend.inbox", "extend.accept.receipt");
      post(router, Extend.freshRun("20-workflow-completed-with-a-review"));
      // No route reads a body that is not bytes.
      router.bean(JmsTemplate.class).convertAndSend("extend.accept.receipt", "a text");

      await()
          .until(
              () ->
                  operator.metric("extend_deliveries_total{route=\"others\"}") == 2
                      && operator.metric("extend_deliveries_total{route=\"notices\"}") == 1
                      && operator.metric("extend_deliveries_total{route=\"tidy-up\"}") == 1);
      operator.awaitDeadLetters(contract.id(), 1);
      operator.awaitDeadLetters("", 1);
      Map<String, Double> once =
          Map.of(
              "extend_failed_runs_total{cause=\"OUT_OF_CREDITS\"}", 1.0,
              "extend_notices_total{type=\"CLASSIFIER_VERSION_PUBLISHED\"}", 1.0,
              // That of another type, and the workflow's.
              "extend_others_total", 2.0,
              "extend_reviews_total{decision=\"reject\"}", 1.0,
              "extend_workflow_runs_total{routed=\"true\"}", 1.0,
              "extend_dead_letters_total{route=\"accept-contract\"}", 1.0,
              "extend_dead_letters_total{route=\"accept-receipt\"}", 1.0);
      await().untilAsserted(() -> assertThat(values(operator, once.keySet())).isEqualTo(once));
    }
  }

  private static Map<String, Double> values(Operator operator, Set<String> metrics)
      throws Exception {
    Map<String, Double> values = new HashMap<>();
    for (String metric : metrics) {
      values.put(metric, operator.metric(metric));
    }
    return values;
  }

  private static Extend.Event post(RunningRouter router, Extend.Event event) throws Exception {
    assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
    return event;
  }
}
