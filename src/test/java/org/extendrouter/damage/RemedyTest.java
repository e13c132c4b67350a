package org.extendrouter.damage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.activemq.artemis.core.message.impl.CoreMessage;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.QueueNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is lost comes again, and nothing that was delivered does. */
class RemedyTest {

  private static final String ACCEPT = QueueNames.ACCEPT_PREFIX + "invoice";

  @ParameterizedTest
  @ValueSource(
      strings = {
        QueueNames.INBOX,
        QueueNames.PAYLOADS,
        QueueNames.NOTICES,
        QueueNames.OTHERS,
        QueueNames.OPEN_TICKETS,
        QueueNames.REVIEW_FILE,
        QueueNames.REVIEW_MAIL,
        QueueNames.DECISIONS,
        ACCEPT
      })
  void anEventOfWhichNothingElseIsDeliveredIsSentAgain(String queue) {
    assertThat(of(queue, true, Map.of())).isEqualTo(Remedy.SEND_AGAIN);
  }

  @Test
  void oneOfManyRunsOfAWorkflowIsRunAgainForTheOthersWereDelivered() {
    assertThat(of(ACCEPT, false, Map.of(HeaderNames.WORKFLOW_RUN_ID, "workflow_run_1")))
        .isEqualTo(Remedy.RUN_AGAIN);
  }

  @Test
  void aWorkflowWhoseRunsWereTakenOutOfItIsNotSentAgain() {
    assertThat(of(QueueNames.OTHERS, true, Map.of(HeaderNames.WORKFLOW_RUN_ID, "workflow_run_1")))
        .isEqualTo(Remedy.NONE);
  }

  @Test
  void whatWasDecidedWouldNotBeDeliveredAgain() {
    assertThat(of(ACCEPT, true, Map.of(HeaderNames.REVIEW, "confirm"))).isEqualTo(Remedy.RUN_AGAIN);
    assertThat(of(ACCEPT, true, Map.of(HeaderNames.REVIEWED, "true"))).isEqualTo(Remedy.RUN_AGAIN);
  }

  @Test
  void aDecisionIsTakenAgainAndItsTicketIsNotOpenedTwice() {
    assertThat(of(QueueNames.DECISIONS, true, Map.of(HeaderNames.REVIEW, "confirm")))
        .isEqualTo(Remedy.DECIDE_AGAIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {QueueNames.LEDGER, QueueNames.DECIDED, QueueNames.DONE})
  void aRecordOfWhatWasDoneIsNoReasonToDoItAgain(String queue) {
    assertThat(of(queue, true, Map.of())).isEqualTo(Remedy.NONE);
  }

  @Test
  void aReminderIsNoReasonToOpenItsTicketAgain() {
    assertThat(of(QueueNames.REVIEW_MAIL, true, Map.of(HeaderNames.REMINDER, "REMINDER")))
        .isEqualTo(Remedy.NONE);
  }

  @Test
  void whatARouteOfAnInstallationSentOnMayHaveBeenDelivered() {
    assertThat(of("erp", true, Map.of())).isEqualTo(Remedy.RUN_AGAIN);
  }

  private static Remedy of(String queue, boolean remembered, Map<String, String> headers) {
    CoreMessage message = new CoreMessage(1, 100);
    headers.forEach(message::putStringProperty);
    return Remedy.of(message, queue, remembered);
  }
}
