package org.extendrouter.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.extendrouter.ticket.Ticket.Fact;
import org.extendrouter.triage.Reason;
import org.junit.jupiter.api.Test;

class TextTicketTest {

  private final TicketTemplates templates = new TicketTemplates((Path) null);

  @Test
  void rendersAWholeTicket() {
    Ticket ticket =
        new Ticket(
            "clr_1--evt_1",
            "receipt",
            "subject",
            "LOW_CONFIDENCE",
            "The model is unsure.",
            false,
            List.of(new Fact("Document", "scan.pdf"), new Fact("Run", "clr_1")),
            List.of("It is blurred.", "It has a <total>."),
            List.of(new Fact("invoice", "asks for money"), new Fact("other", "")),
            "https://dashboard.extend.ai/runs/clr_1");

    assertThat(templates.text(ticket))
        .isEqualTo(
            """
            REVIEW: LOW_CONFIDENCE
            The model is unsure.

            Document  scan.pdf
            Run       clr_1

            See the run: https://dashboard.extend.ai/runs/clr_1

            What the model says of its choice
              It is blurred.
              It has a <total>.

            What else it could have been
              invoice  asks for money
              other
            """);
  }

  @Test
  void leavesOutWhatIsNotKnown() {
    Ticket ticket =
        new Ticket(
            "evt_1",
            "",
            "subject",
            "UNREADABLE",
            "It could not be read.",
            false,
            List.of(new Fact("Event", "evt_1")),
            List.of(),
            List.of(),
            "");

    assertThat(templates.text(ticket))
        .isEqualTo("REVIEW: UNREADABLE\nIt could not be read.\n\nEvent  evt_1\n");
  }

  @Test
  void aRunWithoutAChoiceHasTypesItCouldBe() {
    Ticket ticket =
        TicketWriterTest.ticket(
            "{\"status\":\"FAILED\",\"config\":{\"classifications\":[{\"type\":\"invoice\"}]}}",
            Reason.RUN_FAILED);

    assertThat(templates.text(ticket)).endsWith("\nWhat it could be\n  invoice\n");
  }

  @Test
  void noTextOfAnEventStartsALineOfItsOwn() {
    Ticket ticket =
        TicketWriterTest.ticket(
            "{\"file\":{\"name\":\"a\\r\\nForged\"},\"failureMessage\":\"b\\nForged\","
                + "\"output\":{\"type\":\"c\\u2028Forged\",\"insights\":[{\"content\":\"d\\rForged\"}]},"
                + "\"config\":{\"classifications\":[{\"type\":\"e\\nForged\",\"description\":\"\\nForged\"}]}}",
            Reason.NO_OUTPUT);

    assertThat(templates.text(ticket)).contains("Forged");
    assertThat(templates.text(ticket).lines()).noneMatch(line -> line.startsWith("Forged"));
  }
}
