package dev.sonde.sdk.pipeline;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * A bounded queue of many producers and one consumer. Each thread adds to the stripe that its id
 * chooses, so that threads seldom meet; where that is full, to another that is not. Order holds within a thread
 * until its stripe is full.
 *
 * <p>Java's own queues make every producer meet at one place: at eight threads the total falls below
 * that of one (docs/performance.md, sdk).
 */
final class StripedBuffer<T> {

  private final Stripe<T>[] stripes;
  private final int mask;

  /** What each stripe may hold now, at most what it has room for. */
  private volatile int most;

  /**
   * @param capacity of all stripes together, rounded up to a power of two a stripe
   */
  @SuppressWarnings({"unchecked", "rawtypes"}) // An array of a generic type.
  StripedBuffer(int stripes, int capacity) {
    int count = powerOfTwo(stripes);
    int each = powerOfTwo(Math.max(2, capacity / count));
    this.stripes = new Stripe[count];
    for (int i = 0; i < count; i++) {
      this.stripes[i] = new Stripe<>(each);
    }
    mask = count - 1;
    most = each;
  }

  /** Bounds all stripes together by less than their room, or by that again. */
  void limit(int records) {
    most = Math.max(1, Math.min(stripes[0].mask + 1, records / stripes.length));
  }

  private static int powerOfTwo(int atLeast) {
    return Integer.highestOneBit(Math.max(1, 2 * atLeast - 1));
  }

  /** What became of an item: refused where there is no room; {@code NOTABLE} asks to be emptied. */
  enum Offer {
    TAKEN,
    NOTABLE,
    REFUSED
  }

  /** Never waits. */
  Offer offer(T item) {
    // threadId() is Java 19's; this is the same number.
    @SuppressWarnings("deprecation")
    long id = Thread.currentThread().getId();
    int own = (int) (id ^ (id >>> 7)) & mask;
    int limit = most;
    Offer offer = stripes[own].offer(item, limit);
    // A single thread that makes much may have the room of all, unless there is too little anyway.
    boolean spreads = limit > stripes[own].mask;
    for (int i = 1; offer == Offer.REFUSED && spreads && i <= mask; i++) {
      offer = stripes[(own + i) & mask].offer(item, limit);
    }
    return offer;
  }

  /** Hands over what is there, at most so many of each stripe; for one thread at a time. */
  int drain(int mostOfEach, Consumer<T> to) {
    int taken = 0;
    for (Stripe<T> stripe : stripes) {
      taken += stripe.drain(mostOfEach, to);
    }
    return taken;
  }

  private static final class Stripe<T> {
    private final AtomicReferenceArray<T> items;
    private final int mask;

    private final PaddedLong tail = new PaddedLong();
    private final PaddedLong head = new PaddedLong();

    Stripe(int capacity) {
      items = new AtomicReferenceArray<>(capacity);
      mask = capacity - 1;
    }

    Offer offer(T item, int most) {
      long at;
      long held;
      do {
        at = tail.get();
        held = at - head.get();
        if (held >= most) {
          return Offer.REFUSED;
        }
      } while (!tail.compareAndSet(at, at + 1));
      items.lazySet((int) at & mask, item);
      return held == most >> 1 ? Offer.NOTABLE : Offer.TAKEN;
    }

    int drain(int most, Consumer<T> to) {
      long from = head.get();
      int taken = 0;
      for (; taken < most; taken++) {
        int slot = (int) (from + taken) & mask;
        T item = items.get(slot);
        if (item == null) {
          break;
        }
        items.lazySet(slot, null);
        head.lazySet(from + taken + 1);
        to.accept(item);
      }
      return taken;
    }
  }

  /** Of which no other shares the cache line. */
  @SuppressWarnings("unused")
  private static final class PaddedLong extends AtomicLong {
    private volatile long a, b, c, d, e, f, g, h, i, j, k, l, m, n, o;
  }
}
