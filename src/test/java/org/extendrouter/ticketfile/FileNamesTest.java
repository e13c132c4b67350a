package org.extendrouter.ticketfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that file managers, reviewers and attackers give. */
class FileNamesTest {

  private static final String TICKET = "clr_1--evt_1-0123456789abcdef";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s.txt",
        "%s (2).txt",
        "%s(1).txt",
        "%s - Copy.txt",
        "%s - Copy (2).txt",
        "%s copy 2.txt",
        "%s (copy).txt",
        "%s - Kopie.txt",
        "Copy of %s.txt",
        "Kopie von %s (3).txt"
      })
  void whateverAFileManagerCallsItsCopyItIsTheTickets(String name) {
    assertThat(TicketFileName.of(name.formatted(TICKET)))
        .contains(new TicketFileName(TICKET, ".txt"));
  }

  @ParameterizedTest
  @CsvSource({
    "holiday.txt, holiday.txt, holiday (2).txt",
    "noending, noending, noending (2)",
    "..\\..\\..\\evil.json, _..___.._evil.json, _..___.._evil (2).json",
    "p$simple{sys.user}%41.json, p_simple_sys.user__41.json, p_simple_sys.user__41 (2).json",
    "Café 1.json, Café 1.json, Café 1 (2).json"
  })
  void whatIsPutAsideHasANameOfPlainCharacters(String name, String aside, String second) {
    assertThat(AsideName.of(name).numbered(1)).doesNotContain("\\").doesNotStartWith(".");
    assertThat(AsideName.of(name).numbered(2)).doesNotContain("\\").doesNotStartWith(".");
    if (!name.startsWith(".")) {
      assertThat(AsideName.of(name).numbered(1)).isEqualTo(aside);
      assertThat(AsideName.of(name).numbered(2)).isEqualTo(second);
    }
  }

  @Test
  void theNumberIsBehindATicketsName() {
    assertThat(AsideName.of("Copy of " + TICKET + ".txt").numbered(1)).isEqualTo(TICKET + ".txt");
    assertThat(AsideName.of(TICKET + ".txt").numbered(2)).isEqualTo(TICKET + " (2).txt");
    assertThat(TicketFileName.of(TICKET + " (2).txt")).contains(new TicketFileName(TICKET, ".txt"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "ä", "\u4e2d", "\ud83d\ude00"})
  void aLongNameLeavesRoomForMoreBehindIt(String character) {
    String name = AsideName.of(character.repeat(245) + ".json").numbered(100);
    assertThat((name + ".reason.txt").getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(200);
    assertThat(name).endsWith(" (100).json");
  }
}
