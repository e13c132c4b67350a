package org.extendrouter.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.extendrouter.ticket.Ticket.Answers;
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
            "0.410",
            "subject",
            "Is this a receipt? 41 % sure (needs 85 %)",
            "LOW_CONFIDENCE",
            "The model is unsure.",
            false,
            new Answers(
                "",
                "https://router.example.com/review/clr_1--evt_1?expires=1&signature=2",
                List.of(
                    new Fact("Yes, and it goes on", "confirm/"),
                    new Fact("No, it goes on as", "as/contract/, as/invoice/"),
                    new Fact("Reject it", "reject/"))),
            List.of(new Fact("Document", "scan.pdf"), new Fact("Confidence", "0.41")),
            List.of("It is blurred, and ".repeat(6) + "so on.", "It has a <total>."),
            List.of(new Fact("invoice", "asks for money"), new Fact("other", "")),
            List.of(new Fact("Run", "clr_1")),
            "https://dashboard.extend.ai/runs/clr_1");

    assertThat(templates.text(ticket))
        .isEqualTo(
            """
            REVIEW: LOW_CONFIDENCE
            Is this a receipt? 41 % sure (needs 85 %)

            Decide on the page of this ticket:
              https://router.example.com/review/clr_1--evt_1?expires=1&signature=2

            Or move this ticket's .txt or .json to one of these directories beside it:
              Yes, and it goes on  confirm/
              No, it goes on as    as/contract/, as/invoice/
              Reject it            reject/

            The model is unsure.

            Document    scan.pdf
            Confidence  0.41

            What the model says of its choice
              It is blurred, and It is blurred, and It is blurred, and It is blurred, and It
              is blurred, and It is blurred, and so on.
              It has a <total>.

            What else it could have been
              invoice  asks for money
              other

            See the run in Extend:
              https://dashboard.extend.ai/runs/clr_1

            Details
              Run  clr_1
            """);
  }

  @Test
  void leavesOutWhatIsNotKnown() {
    Ticket ticket =
        new Ticket(
            "evt_1",
            "",
            "",
            "subject",
            "An event that cannot be read",
            "UNREADABLE",
            "It could not be read.",
            false,
            new Answers("It cannot go on.", "", List.of()),
            List.of(),
            List.of(),
            List.of(),
            List.of(new Fact("Event", "evt_1")),
            "");

    assertThat(templates.text(ticket))
        .isEqualTo(
            """
            REVIEW: UNREADABLE
            An event that cannot be read

            It cannot go on.
            This router takes no answer: no way to decide is switched on.

            It could not be read.

            Details
              Event  evt_1
            """);
  }

  @Test
  void aRunWithoutAChoiceHasTypesItCouldBe() {
    Ticket ticket =
        TicketWriterTest.ticket(
            "{\"status\":\"FAILED\",\"config\":{\"classifications\":[{\"type\":\"invoice\"}]}}",
            Reason.RUN_FAILED);

    assertThat(templates.text(ticket)).contains("\nWhat it could be\n  invoice\n\n");
  }

  @Test
  void fitsATerminalOf80Columns() throws IOException {
    try (var events = Files.list(Path.of("src/demo/events"))) {
      for (Path event : events.toList()) {
        Ticket ticket =
            TicketWriterTest.ticket(
                new ObjectMapper().readTree(event.toFile()).path("payload").toString(),
                Reason.LOW_CONFIDENCE);

        assertThat(templates.text(ticket).lines())
            .as(event.toString())
            // A name or an address is not cut: it could not be copied.
            .filteredOn(line -> !line.matches("  https://\\S+|  \\w+( \\w+)* +\\S{50,}"))
            .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
      }
    }
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
