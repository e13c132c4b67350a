package org.extendrouter.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.server.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.FileSystemUtils;

/** An event that the disk has lost, and that Extend sends again. */
@ExtendWith(OutputCaptureExtension.class)
class LostEventIT {

  private static final String ACCEPT = "extend.accept.invoice";

  @TempDir Path data;

  @Test
  void whatWasDamagedInTheInboxIsDeliveredOnceWhenItComesAgain(CapturedOutput log)
      throws Exception {
    Extend.Event event = storeIn("extend.inbox", Extend.fresh("01-invoice-accepted"));
    flip(event.id());
    assertComesAgainOnce(event, "extend.inbox", log);
  }

  @Test
  void whatWasDamagedOnItsWayToABranchIsDeliveredOnceWhenItComesAgain(CapturedOutput log)
      throws Exception {
    Extend.Event event = storeIn(ACCEPT, Extend.fresh("01-invoice-accepted"));
    flip(event.id());
    assertComesAgainOnce(event, ACCEPT, log);
  }

  @Test
  void aLargeOneWhoseFileIsGoneIsDeliveredOnceWhenItComesAgain(CapturedOutput log)
      throws Exception {
    Extend.Event event = storeIn(ACCEPT, large());
    for (Path file : list(data.resolve("broker/largemessages"))) {
      Files.delete(file);
    }
    assertComesAgainOnce(event, ACCEPT, log);
  }

  @Test
  void aTicketThatWasDamagedIsOpenedWhenItsEventComesAgain() throws Exception {
    Extend.Event event = storeIn("extend.review.file", Extend.fresh("05-receipt-low-confidence"));
    flip(event.id());
    try (RunningRouter router = start()) {
      Operator operator = new Operator(router);
      assertThat(reason(operator, event, "extend.review.file"))
          .contains("have Extend send it again");
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
      router.awaitFiles("review", event.id(), 2);
    }
  }

  /** It is let in once, also after a restart; what was given up is not delivered beside it. */
  private void assertComesAgainOnce(Extend.Event event, String queue, CapturedOutput log)
      throws Exception {
    try (RunningRouter router = start()) {
      assertThat(reason(new Operator(router), event, queue))
          .contains("changed on the disk")
          .contains("have Extend send it again");
      FileSystemUtils.deleteRecursively(data.resolve("broker/damaged"));
    }
    try (RunningRouter router = start()) {
      Operator operator = new Operator(router);
      assertThat(operator.get("/health").statusCode())
          .as("a dead letter is no new damage")
          .isEqualTo(200);
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
      assertThat(router.awaitFiles("accepted/invoice", event.id(), 1).get(0))
          .hasBinaryContent(event.body());

      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
      await().until(() -> log.getAll().contains("dropped event=" + event.id()));
      JsonNode letter = operator.awaitDeadLetters(event.id(), 1).get(0);
      String path = "/deadletters/" + letter.path("id").asText();
      assertThat(operator.post(path).body()).contains("changed on the disk");
      operator.post("/deadletters");
      assertThat(operator.deadLetters(event.id())).hasSize(1);
      assertThat(operator.delete(path).statusCode()).isEqualTo(200);
      assertThat(operator.deadLetters(event.id())).isEmpty();
    }
    try (RunningRouter router = start()) {
      Operator operator = new Operator(router);
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
      assertThat(operator.get("/health").statusCode()).isEqualTo(200);
      assertThat(router.files("accepted/invoice", event.id())).hasSize(1);
      await()
          .until(() -> operator.metric("extend_deliveries_total{route=\"accept-invoice\"}") == 0);
      assertThat(log.getAll().split("received event=" + event.id(), -1)).hasSize(3);
      assertThat(log.getAll().split("delivered event=" + event.id(), -1)).hasSize(2);
    }
  }

  private static String reason(Operator operator, Extend.Event event, String queue) {
    JsonNode letter = operator.awaitDeadLetters(event.id(), 1).get(0);
    assertThat(letter.path("failedAt").asText()).isEqualTo(queue);
    return letter.path("failure").asText();
  }

  /** It waits there when the router ends. */
  private Extend.Event storeIn(String name, Extend.Event event) throws Exception {
    try (RunningRouter router = start()) {
      Queue queue = router.awaitQueue(name);
      queue.pause();
      assertThat(router.extend().post(event.body()).statusCode()).isEqualTo(200);
      await().until(() -> queue.getMessageCount() == 1);
    }
    return event;
  }

  private RunningRouter start() {
    return RunningRouter.start(
        data, "extend.broker.watch-interval=100ms", "extend.review.channels=file");
  }

  private void flip(String eventId) throws IOException {
    int latest = -1;
    Path file = null;
    for (Path one : list(data.resolve("broker/journal"))) {
      int position =
          new String(Files.readAllBytes(one), StandardCharsets.ISO_8859_1)
              .lastIndexOf("\"" + eventId + "\"");
      if (position > latest) {
        latest = position;
        file = one;
      }
    }
    byte[] content = Files.readAllBytes(file);
    content[latest + 100] ^= 1;
    Files.write(file, content);
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  private static Extend.Event large() throws IOException {
    Extend.Event small = Extend.fresh("01-invoice-accepted");
    String body = new String(small.body(), StandardCharsets.UTF_8) + " ".repeat(500_000);
    return new Extend.Event(small.id(), body.getBytes(StandardCharsets.UTF_8));
  }
}
