package org.extendrouter.http.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BodyRoomTest {

  private static final int MOST = 256;

  private static final int BLOCK = BodyRoom.BLOCK;

  private final AtomicLong now = new AtomicLong();
  private final BodyRoom room = new BodyRoom(4L * BLOCK, MOST, now::get);
  private final List<String> gaveWay = new ArrayList<>();

  @Test
  void theFirstBlockOfABodyTakesNoneOfTheRoom() {
    assertThat(enter("large").growTo(5 * BLOCK)).isTrue();
    assertThat(enter("small").growTo(BLOCK)).isTrue();
    assertThat(enter("one more").growTo(BLOCK + 1)).isFalse();
    assertThat(gaveWay).isEmpty();
  }

  @Test
  void aBodyThatStoppedComingGivesWayToOneThatNeedsItsRoom() {
    assertThat(enter("larger").growTo(4 * BLOCK)).isTrue();
    assertThat(enter("stopped").growTo(2 * BLOCK)).isTrue();
    now.addAndGet(BodyRoom.STALLED.toNanos());
    assertThat(enter("comes").growTo(2 * BLOCK)).isTrue();
    assertThat(enter("comes, too").growTo(2 * BLOCK)).isFalse();
    assertThat(gaveWay).containsExactly("stopped");
  }

  @Test
  void theLargestOfThemGivesWayLater() {
    assertThat(enter("stopped").growTo(3 * BLOCK)).isTrue();
    now.addAndGet(BodyRoom.LARGEST_STALLED.toNanos());
    assertThat(enter("comes").growTo(4 * BLOCK)).isTrue();
    assertThat(gaveWay).containsExactly("stopped");
  }

  @Test
  void theOneThatStoppedFirstGivesWayAndNoMoreThanAreNeeded() {
    BodyRoom.Place again = enter("came again");
    assertThat(again.growTo(2 * BLOCK)).isTrue();
    assertThat(enter("stopped").growTo(2 * BLOCK)).isTrue();
    assertThat(enter("stopped, too").growTo(2 * BLOCK)).isTrue();
    assertThat(again.growTo(3 * BLOCK)).isTrue();
    now.addAndGet(BodyRoom.STALLED.toNanos());
    assertThat(enter("comes").growTo(2 * BLOCK)).isTrue();
    assertThat(gaveWay).containsExactly("stopped");
  }

  @Test
  void aWholeBodyKeepsItsRoomUntilItIsReleased() {
    BodyRoom.Place whole = enter("whole");
    assertThat(whole.growTo(5 * BLOCK)).isTrue();
    whole.complete();
    now.addAndGet(BodyRoom.STALLED.toNanos());
    assertThat(enter("early").growTo(2 * BLOCK)).isFalse();
    whole.release();
    whole.release();
    assertThat(enter("late").growTo(5 * BLOCK)).isTrue();
    assertThat(enter("later").growTo(2 * BLOCK)).isFalse();
    assertThat(gaveWay).isEmpty();
  }

  @Test
  void whoGaveWayGetsNothingMore() {
    BodyRoom.Place stopped = enter("stopped");
    assertThat(stopped.growTo(5 * BLOCK)).isTrue();
    now.addAndGet(BodyRoom.LARGEST_STALLED.toNanos());
    BodyRoom.Place comes = enter("comes");
    assertThat(comes.growTo(2 * BLOCK)).isTrue();
    comes.release();
    assertThat(stopped.growTo(6 * BLOCK)).isFalse();
  }

  @Test
  void oneBodyMoreThanFitMakesTheSlowestGiveWay() {
    enter("slowest");
    now.addAndGet(BodyRoom.BURST.toNanos());
    for (int i = 0; i < MOST; i++) {
      enter("next");
    }
    assertThat(gaveWay).containsExactly("slowest");
  }

  @Test
  void aBodyThatHasJustBegunOutlastsABurstOfOthers() {
    enter("genuine");
    for (int i = 1; i < MOST * 5 / 2; i++) {
      enter("next");
    }
    assertThat(gaveWay).isEmpty();
    enter("one more");
    assertThat(gaveWay).containsExactly("genuine");
  }

  @Test
  void aBodyThatHasNotEnteredIsNotAskedToGiveWay() {
    BodyRoom.Place early = room.place(() -> gaveWay.add("early"));
    now.addAndGet(BodyRoom.BURST.toNanos());
    for (int i = 0; i < MOST; i++) {
      enter("next");
    }
    assertThat(gaveWay).isEmpty();
    early.enter();
    assertThat(gaveWay).isEmpty();
  }

  private BodyRoom.Place enter(String name) {
    BodyRoom.Place place = room.place(() -> gaveWay.add(name));
    place.enter();
    return place;
  }
}
