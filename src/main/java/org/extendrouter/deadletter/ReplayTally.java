package org.extendrouter.deadletter;

import java.util.ArrayList;
import java.util.List;

/** What became of many dead letters that were to be replayed; there is no room for each. */
final class ReplayTally {

  private static final int MOST_SHOWN = 100;

  private final List<Replay> oldestLeft = new ArrayList<>();
  private long replayed;
  private long left;

  void add(Replay replay) {
    if (replay.done()) {
      replayed++;
      return;
    }
    left++;
    if (oldestLeft.size() < MOST_SHOWN) {
      oldestLeft.add(replay);
    }
  }

  boolean isEmpty() {
    return replayed + left == 0;
  }

  long replayed() {
    return replayed;
  }

  long left() {
    return left;
  }

  List<Replay> oldestLeft() {
    return List.copyOf(oldestLeft);
  }
}
