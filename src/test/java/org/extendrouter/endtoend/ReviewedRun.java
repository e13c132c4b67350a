package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.extendrouter.decision.Channel;
import org.extendrouter.decision.Verdict;
import org.extendrouter.desk.Answer;
import org.extendrouter.desk.Asked;
import org.extendrouter.desk.DecisionDesk;

/** A run that has tickets here, and is reviewed in Extend. */
record ReviewedRun(RunningRouter router, String id) {

  private static final String MODEL =
      "{\"id\": \"purchase_receipt\", \"type\": \"receipt\", \"confidence\": 0.41}";

  /** One of its own, which nobody has decided about. */
  static ReviewedRun of(RunningRouter router) {
    return new ReviewedRun(router, "clr_" + UUID.randomUUID().toString().replace("-", ""));
  }

  /** Has a ticket opened for it, and returns its name. */
  String ticket() throws Exception {
    String event = post("receipt", false);
    router.awaitFiles("review", event, 2);
    return Extend.fileName(id, event);
  }

  /** Sends an event about it, and returns the event's id. */
  String post(String type, boolean reviewed) throws Exception {
    return post(type, reviewed, "0.41");
  }

  String post(String type, boolean reviewed, String confidence) throws Exception {
    Extend.Event sample = Extend.fresh("05-receipt-low-confidence");
    String event =
        new String(sample.body(), StandardCharsets.UTF_8)
            .replace("clr_pf6eDuYanL9NDp5fXQikD", id)
            .replaceFirst("\"type\": \"receipt\"", "\"type\": \"" + type + "\"")
            .replaceFirst("\"id\": \"purchase_receipt\"", "\"id\": \"any\"")
            .replace("0.41", confidence)
            .replace("\"reviewed\": false", "\"reviewed\": " + reviewed)
            .replace("\"initialOutput\": null", "\"initialOutput\": " + (reviewed ? MODEL : null));
    assertThat(router.extend().post(event.getBytes(StandardCharsets.UTF_8)).statusCode())
        .isEqualTo(200);
    return sample.id();
  }

  Answer decide(String ticket, Verdict verdict, String type) {
    return router
        .bean(DecisionDesk.class)
        .take(ticket, new Asked(verdict, type, "Ada", null, Channel.PAGE));
  }

  List<String> openTickets() {
    return Queues.openTickets(router, id);
  }
}
