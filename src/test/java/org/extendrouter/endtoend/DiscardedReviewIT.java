package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.AdviceWith;
import org.extendrouter.decision.Channel;
import org.extendrouter.decision.TakenDecisions;
import org.extendrouter.decision.Verdict;
import org.extendrouter.desk.Answer.Outcome;
import org.extendrouter.desk.Asked;
import org.extendrouter.desk.DecisionDesk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A review in Extend that counts as the first decision, and is discarded before it is delivered.
 */
class DiscardedReviewIT {

  private static final String MODEL =
      "{\"id\": \"purchase_receipt\", \"type\": \"receipt\", \"confidence\": 0.41}";

  @TempDir Path data;

  private final String run = "clr_" + UUID.randomUUID().toString().replace("-", "");

  @Test
  void leavesTheTicketToThePeopleHere() throws Exception {
    try (RunningRouter router =
        RunningRouter.start(
            data, "extend.redelivery.delay=100ms", "extend.redelivery.give-up-after=200ms")) {
      String event = post(router, false);
      router.awaitFiles("review", event, 2);
      String ticket = Extend.fileName(run, event);
      AdviceWith.adviceWith(
          router.bean(CamelContext.class),
          "compare-review",
          advice -> advice.weaveAddFirst().throwException(new IllegalStateException("not today")));
      String reviewed = post(router, true);
      Operator operator = new Operator(router);
      String letter = operator.awaitDeadLetters(reviewed, 1).get(0).path("id").asText();
      assertThat(router.bean(TakenDecisions.class).aboutRun(run).inForce()).hasSize(1);

      assertThat(operator.delete("/deadletters/" + letter).statusCode()).isEqualTo(200);

      assertThat(router.bean(TakenDecisions.class).aboutRun(run).inForce()).isEmpty();
      Asked reject = new Asked(Verdict.REJECT, null, "Ada", null, Channel.PAGE);
      assertThat(router.bean(DecisionDesk.class).take(ticket, reject).outcome())
          .isEqualTo(Outcome.TAKEN);
      assertThat(FilesBelow.of(data.resolve("accepted")).keySet())
          .noneMatch(file -> file.getFileName().toString().startsWith(run));
    }
  }

  private String post(RunningRouter router, boolean reviewed) throws Exception {
    Extend.Event sample = Extend.fresh("05-receipt-low-confidence");
    String event =
        new String(sample.body(), StandardCharsets.UTF_8)
            .replace("clr_pf6eDuYanL9NDp5fXQikD", run)
            .replace("\"reviewed\": false", "\"reviewed\": " + reviewed)
            .replace("\"initialOutput\": null", "\"initialOutput\": " + (reviewed ? MODEL : null));
    assertThat(router.extend().post(event.getBytes(StandardCharsets.UTF_8)).statusCode())
        .isEqualTo(200);
    return sample.id();
  }
}
