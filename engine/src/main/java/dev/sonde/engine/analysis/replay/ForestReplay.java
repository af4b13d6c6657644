package dev.sonde.engine.analysis.replay;

import dev.sonde.engine.analysis.execution.Forest;
import dev.sonde.engine.analysis.execution.Groups;
import dev.sonde.engine.analysis.execution.Order;
import java.util.Arrays;

/**
 * Spans below spans played again. What a span does itself takes as long as it did; what is below it
 * begins as long after the last beginning or end beside it as it did, so that a call that is shorter lets
 * the next one begin sooner.
 */
public final class ForestReplay {

  private final Forest forest;

  /** What is below each span, and last what is below the run, by start. */
  private final Groups below;

  /** From the top down. */
  private final int[] down;

  /** When each was over with all below it, as it was. */
  private final long[] observed;

  private final long start;
  private final long end;

  /** A change of spans, by number. */
  public interface Change {
    /** How long the span takes with all that is below it; negative where that follows from it. */
    default long nanos(int span) {
      return -1;
    }

    /** How much sooner it begins than it did, in nanoseconds; behind what came before that moment. */
    default long sooner(int span) {
      return 0;
    }
  }

  /**
   * @param start of the run, in nanoseconds since the epoch, as the end
   */
  public ForestReplay(Forest forest, long start, long end) {
    this.forest = forest;
    this.start = start;
    this.end = end;
    int spans = forest.spans();
    int[] groups = new int[spans];
    long[] starts = new long[spans];
    for (int i = 0; i < spans; i++) {
      groups[i] = forest.parent(i) < 0 ? spans : forest.parent(i);
      starts[i] = forest.start(i);
    }
    this.below = Groups.of(spans + 1, Order.by(starts), groups);
    this.down = downwards(spans);
    this.observed = new long[spans];
    for (int i = 0; i < spans; i++) {
      observed[i] = forest.end(i);
    }
    for (int i = down.length - 1; i >= 0; i--) {
      int above = forest.parent(down[i]);
      if (above >= 0) {
        observed[above] = Math.max(observed[above], observed[down[i]]);
      }
    }
  }

  /** Those that are each other's parents by mistake are left out. */
  private int[] downwards(int spans) {
    int[] order = new int[spans];
    int used = 0;
    for (int i = 0; i < below.size(spans); i++) {
      order[used++] = below.get(spans, i);
    }
    for (int i = 0; i < used; i++) {
      for (int c = 0; c < below.size(order[i]); c++) {
        order[used++] = below.get(order[i], c);
      }
    }
    return Arrays.copyOf(order, used);
  }

  /** What is below a span, in the order of its starts. */
  public Groups below() {
    return below;
  }

  /** From the top down. */
  public int[] downwards() {
    return down.clone();
  }

  /** How long the run takes with a change, in nanoseconds. */
  public long with(Change change) {
    int spans = forest.spans();
    // From its own start until it and all below it are over.
    long[] over = new long[spans];
    for (int i = down.length - 1; i >= 0; i--) {
      int span = down[i];
      long nanos = change.nanos(span);
      over[span] =
          nanos >= 0 ? nanos : play(span, forest.start(span), forest.end(span), over, change);
    }
    return play(spans, start, Math.max(start, end), over, change);
  }

  /** Nanoseconds that a change saves, not less than 0. */
  public long saved(Change change) {
    long again = with(NOTHING);
    long wall = Math.max(0, end - start);
    return again <= 0 ? 0 : Math.max(0, Math.round(wall * (1 - (double) with(change) / again)));
  }

  private static final Change NOTHING = new Change() {};

  /** Goes through what began and was over below a span, in the order in which that was. */
  private long play(int group, long from, long to, long[] over, Change change) {
    int size = below.size(group);
    if (size == 0) {
      return to - from;
    }
    int[] children = new int[size];
    long[] moments = new long[2 * size];
    long[] places = new long[2 * size];
    for (int i = 0; i < size; i++) {
      int child = below.get(group, i);
      children[i] = child;
      moments[i] = Math.max(from, forest.start(child) - change.sooner(child));
      moments[size + i] = Math.max(moments[i], observed[child]);
      // At one moment, what is over lets the next begin, and what takes no time begins first.
      places[i] = (moments[i] - from) * 4 + 1;
      places[size + i] = (moments[size + i] - from) * 4 + (moments[size + i] == moments[i] ? 2 : 0);
    }
    long[] began = new long[size];
    long now = 0;
    long last = from;
    long most = 0;
    int open = 0;
    for (int event : Order.by(places)) {
      int child = event % size;
      if (event < size) {
        now += moments[event] - last;
        began[child] = now;
        open++;
      } else {
        now = Math.max(now, began[child] + over[children[child]]);
        most = Math.max(most, began[child] + over[children[child]]);
        open--;
      }
      last = moments[event];
    }
    return Math.max(most, open == 0 && to > last ? now + (to - last) : now);
  }
}
