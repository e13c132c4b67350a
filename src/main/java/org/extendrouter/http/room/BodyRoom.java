package org.extendrouter.http.room;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The memory for bodies that are not stored yet. It is taken as bytes come, not as lengths are
 * declared, and the first block of a body takes none of the total: who fills it with large bodies
 * does not keep the small ones out. A body that stops coming gives way to one that needs its room,
 * so that nobody without a secret can hold it.
 */
public final class BodyRoom {

  /** What memory is counted in. */
  public static final int BLOCK = 16 * 1024;

  /** What has begun within this time is part of a burst; a busy machine is slow to read on. */
  static final Duration BURST = Duration.ofMillis(250);

  /** A sender that means it has usually sent another block by then. */
  static final Duration STALLED = Duration.ofMillis(50);

  /**
   * The same for the body with the most blocks. It has longer, so that on a busy machine one of
   * many large bodies comes whole, and they do not all give way to each other.
   */
  static final Duration LARGEST_STALLED = Duration.ofSeconds(1);

  private final LongSupplier nanoTime;
  private final int mostIncomplete;

  /** Those just begun may be more for a moment: one that comes whole must outlast a burst. */
  private final int mostInABurst;

  /** Those still coming, the one that has gone longest without another block first. */
  private final Set<Place> incomplete = new LinkedHashSet<>();

  private int freeBlocks;

  /**
   * Room for this much.
   *
   * @param totalBytes of all bodies, without the first block of each
   * @param mostIncomplete how many bodies may be coming at once
   * @param nanoTime the time
   */
  public BodyRoom(long totalBytes, int mostIncomplete, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.mostIncomplete = mostIncomplete;
    this.mostInABurst = mostIncomplete * 5 / 2;
    this.freeBlocks = Math.toIntExact((totalBytes + BLOCK - 1) / BLOCK);
  }

  /**
   * A place for one body that has not come whole yet. It counts once it is entered.
   *
   * @param giveWay called, on any thread and without a lock held, when others need the place
   * @return its place
   */
  public Place place(Runnable giveWay) {
    return new Place(giveWay);
  }

  private void free(Place place) {
    incomplete.remove(place);
    freeBlocks += place.blocks;
    place.blocks = 0;
  }

  /** One body's part of the room. */
  public final class Place {

    private final Runnable giveWay;
    private int blocks;
    private long lastBlock;

    private Place(Runnable giveWay) {
      this.giveWay = giveWay;
    }

    /** Counts from now on, and may have to give way at once. */
    public void enter() {
      List<Place> slowest = List.of();
      synchronized (BodyRoom.this) {
        lastBlock = nanoTime.getAsLong();
        if (incomplete.size() >= mostIncomplete) {
          Place first = incomplete.iterator().next();
          if (incomplete.size() >= mostInABurst || lastBlock - first.lastBlock >= BURST.toNanos()) {
            slowest = List.of(first);
            free(first);
          }
        }
        incomplete.add(this);
      }
      slowest.forEach(slow -> slow.giveWay.run());
    }

    /**
     * Makes room for a body that has grown to this many bytes.
     *
     * @param bytes of the whole body so far
     * @return whether there is room; if not, the body must not be kept
     */
    public boolean growTo(int bytes) {
      int more = (bytes - 1) / BLOCK - blocks;
      if (more <= 0) {
        return true;
      }
      List<Place> stalled = new ArrayList<>();
      boolean room;
      synchronized (BodyRoom.this) {
        if (!incomplete.remove(this)) {
          return false;
        }
        lastBlock = nanoTime.getAsLong();
        incomplete.add(this);
        Place largest = Collections.max(incomplete, Comparator.comparingInt(of -> of.blocks));
        for (Place slow : List.copyOf(incomplete)) {
          Duration patience = slow == largest ? LARGEST_STALLED : STALLED;
          if (freeBlocks < more
              && slow.blocks > 0
              && lastBlock - slow.lastBlock >= patience.toNanos()) {
            free(slow);
            stalled.add(slow);
          }
        }
        room = freeBlocks >= more;
        if (room) {
          freeBlocks -= more;
          blocks += more;
        }
      }
      stalled.forEach(slow -> slow.giveWay.run());
      return room;
    }

    /** The body is whole: it keeps its room until it is stored, and gives way to nobody. */
    public void complete() {
      synchronized (BodyRoom.this) {
        incomplete.remove(this);
      }
    }

    /** Gives the room back. May be called twice. */
    public void release() {
      synchronized (BodyRoom.this) {
        free(this);
      }
    }
  }
}
