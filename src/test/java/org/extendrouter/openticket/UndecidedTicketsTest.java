package org.extendrouter.openticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the log says of tickets that went undecided. */
class UndecidedTicketsTest {

  private final UndecidedTickets tickets = new UndecidedTickets();

  @Test
  void eachRunOfHundredsIsNamedInLinesThatCanBeRead() {
    add(400);
    assertThat(tickets.lines(400))
        .hasSizeGreaterThan(1)
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(2200))
        .allSatisfy(
            line ->
                assertThat(line)
                    .startsWith(
                        "%d tickets were not decided within 400 days and cannot be decided any more, of the runs clr_"
                            .formatted(runs(line))));
    assertThat(tickets.lines(400).stream().mapToLong(UndecidedTicketsTest::runs).sum())
        .isEqualTo(400);
  }

  @Test
  void ofVeryManyTheRestIsCounted() {
    add(100_000);
    assertThat(tickets.lines(400)).last().asString().endsWith(", and 95000 more");
    assertThat(tickets.lines(400).stream().mapToLong(UndecidedTicketsTest::runs).sum())
        .isEqualTo(5000);
  }

  @Test
  void whatIsDecidedIsNotToldAsUndecided() {
    add(2);
    tickets.removeAll(Set.of("ticket-0", "another"));
    assertThat(tickets.lines(1))
        .containsExactly(
            "1 tickets were not decided within 1 days and cannot be decided any more, of the runs clr_00000000000000000001");
    tickets.removeAll(Set.of("ticket-1"));
    assertThat(tickets.lines(1)).isEmpty();
  }

  @Test
  void ticketsWithoutANameAreToldEach() {
    tickets.add(null, "clr_a");
    tickets.add(null, "clr_b");
    assertThat(tickets.lines(1)).singleElement().asString().endsWith("of the runs clr_a, clr_b");
  }

  private void add(int count) {
    for (int i = 0; i < count; i++) {
      tickets.add("ticket-" + i, "clr_%020d".formatted(i));
    }
  }

  private static long runs(String line) {
    return Stream.of(Pattern.compile("\\W+").split(line)).filter(w -> w.startsWith("clr_")).count();
  }
}
