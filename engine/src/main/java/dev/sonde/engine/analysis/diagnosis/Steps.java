package dev.sonde.engine.analysis.diagnosis;

import dev.sonde.engine.analysis.execution.Forest;
import dev.sonde.engine.analysis.execution.Groups;
import dev.sonde.engine.analysis.execution.Stretches;
import dev.sonde.engine.analysis.path.CriticalPath;
import dev.sonde.engine.analysis.path.Segment;
import dev.sonde.engine.analysis.path.SpanPath;
import dev.sonde.engine.analysis.replay.ForestReplay;
import java.util.Arrays;

/** A run of spans below spans with all that its detectors look at, worked out once. */
final class Steps {

  final Forest forest;
  final long start;
  final long end;
  final ForestReplay replay;
  final CriticalPath path;

  /** Nanoseconds of work on the path by the number of the span's name. */
  final long[] onPath;

  /** Spans by the number of their name, in the order of their ends. */
  final Groups named;

  /** What each span did itself, in nanoseconds. */
  final long[] own;

  Steps(Forest forest, long start, long end) {
    this.forest = forest;
    this.start = start;
    this.end = end;
    this.replay = new ForestReplay(forest, start, end);
    this.path = SpanPath.of(start, end, forest);
    this.onPath = new long[forest.names()];
    for (Segment segment : path.segments()) {
      if (segment.work() >= 0 && segment.heading().isWork()) {
        onPath[forest.nameNumber(segment.work())] += segment.nanos();
      }
    }
    int[] all = new int[forest.spans()];
    int[] names = new int[forest.spans()];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
      names[i] = forest.nameNumber(i);
    }
    this.named = Groups.of(forest.names(), all, names);
    this.own = own(forest);
  }

  private static long[] own(Forest forest) {
    long[] own = new long[forest.spans()];
    Groups below = forest.below();
    for (int span = 0; span < own.length; span++) {
      int size = below.size(span);
      long[] from = new long[size];
      long[] to = new long[size];
      for (int i = 0; i < size; i++) {
        from[i] = Math.max(forest.start(span), forest.start(below.get(span, i)));
        to[i] = Math.min(forest.end(span), forest.end(below.get(span, i)));
      }
      own[span] = forest.nanos(span) - Stretches.union(from, to).total();
    }
    return own;
  }

  long wallNanos() {
    return Math.max(0, end - start);
  }

  /** Sorted durations of the spans of a name. */
  long[] durations(int name) {
    long[] durations = new long[named.size(name)];
    for (int i = 0; i < durations.length; i++) {
      durations[i] = forest.nanos(named.get(name, i));
    }
    Arrays.sort(durations);
    return durations;
  }
}
