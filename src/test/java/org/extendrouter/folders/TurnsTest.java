package org.extendrouter.folders;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private static final Path LATE = Path.of("reject/late");

  private final Turns turns = new Turns();

  @Test
  void oneMovedLateIsAmongTheFirstThoughEightHundredWaitElsewhere() {
    List<Path> all = new ArrayList<>(flood(800));
    turns.taken(all.get(0));
    all.add(LATE);
    assertThat(turns.order(all)).hasSize(801).startsWith(LATE);
  }

  @Test
  void aFileThatCannotBeActedOnHoldsUpNoneBehindIt() {
    List<Path> all = flood(3);
    turns.taken(all.get(0));
    turns.taken(all.get(1));
    assertThat(turns.order(all)).containsExactly(all.get(2), all.get(0), all.get(1));
  }

  @Test
  void aDirectoryThatHasJustHadItsTurnIsBehindTheOthers() {
    List<Path> all = new ArrayList<>(flood(2));
    all.add(LATE);
    turns.taken(LATE);
    assertThat(turns.order(all)).containsExactly(all.get(0), LATE, all.get(1));
  }

  @Test
  void whatIsGoneIsForgotten() {
    List<Path> all = flood(2);
    turns.taken(all.get(0));
    turns.retain(Set.of());
    assertThat(turns.order(all)).containsExactlyElementsOf(all);
  }

  private static List<Path> flood(int files) {
    return IntStream.range(0, files).mapToObj(i -> Path.of("confirm/%04d".formatted(i))).toList();
  }
}
