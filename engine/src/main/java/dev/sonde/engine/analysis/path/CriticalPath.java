package dev.sonde.engine.analysis.path;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the length of a run hung on. From the last thing to end, back to whatever released it last: its
 * own earlier part (a phase, a transfer, a decision), a dependency, the task that freed its slot, a phase
 * of the client; where nothing of that is known, what ended last before it. The segments are contiguous
 * from the start of the run to its end.
 *
 * @param segments in the order of time
 * @param lengthNanos of those that are work
 * @param guessed segments that only the order of time led to
 */
public record CriticalPath(List<Segment> segments, long lengthNanos, int guessed) {

  public CriticalPath {
    segments = List.copyOf(segments);
  }

  /**
   * @param startNanos of the run
   * @param endNanos of the run
   * @param dependencies of tasks, by key; empty where the source says none
   */
  public static CriticalPath of(
      long startNanos,
      long endNanos,
      List<Work> works,
      Map<String, List<String>> dependencies,
      List<Host> hosts) {
    Observed observed = new Observed(works, dependencies);
    Walk walk = new Walk(startNanos, endNanos, observed, new Load(observed, hosts));
    CriticalPath last = walk.back(observed.works.isEmpty() ? null : observed.works.getLast());
    // What ends last may have hung on nothing for long; a chain that ended just before explains
    // more.
    List<Work> chain = LongestChain.of(observed);
    if (chain.stream().mapToLong(Walk::nanos).sum() <= last.lengthNanos()) {
      return last;
    }
    return walk.along(chain);
  }

  /** One walk through what was observed. */
  private static final class Walk {
    private final long start;
    private final long end;
    private final Observed observed;
    private final Load load;
    private final Gaps gaps;

    Walk(long start, long end, Observed observed, Load load) {
      this.start = start;
      this.end = Math.max(start, end);
      this.observed = observed;
      this.load = load;
      this.gaps = new Gaps(observed, load);
    }

    static long nanos(Work work) {
      return work.endNanos() - work.startNanos();
    }

    CriticalPath back(@Nullable Work from) {
      Deque<Segment> path = new ArrayDeque<>();
      Set<Work> seen = new HashSet<>();
      int guessed = 0;
      long reached = end;
      if (from != null && from.endNanos() < end) {
        path.addFirst(new Segment(Heading.END, Math.max(start, from.endNanos()), end, null));
        reached = Math.max(start, from.endNanos());
      }
      Work at = from;
      while (at != null && reached > start) {
        seen.add(at);
        reached = fill(path, at, reached);
        Work before = reached > start ? released(at, reached, seen) : null;
        if (before == null && reached > start) {
          before = earlier(reached, seen);
          guessed += before == null ? 0 : 1;
        }
        long until = before == null ? start : Math.max(start, Math.min(reached, before.endNanos()));
        reached = bridge(path, at, until, reached);
        at = before;
      }
      if (reached > start) {
        path.addFirst(new Segment(Heading.UNKNOWN, start, reached, null));
      }
      return result(path, guessed);
    }

    /** The same for a chain that is known: its attempts, and what lies between them. */
    CriticalPath along(List<Work> chain) {
      Deque<Segment> path = new ArrayDeque<>();
      long reached = end;
      Work after = null;
      for (int i = chain.size() - 1; i >= 0; i--) {
        Work work = chain.get(i);
        long until = Math.max(start, Math.min(reached, work.endNanos()));
        if (after == null && until < reached) {
          // Something else went on, or this would be the walk back from the last to end.
          path.addFirst(new Segment(Heading.UNKNOWN, until, reached, null));
        } else if (after != null) {
          bridge(path, after, until, reached);
        }
        reached = fill(path, work, until);
        after = work;
      }
      if (after != null) {
        bridge(path, after, start, reached);
      }
      return result(path, 0);
    }

    private long fill(Deque<Segment> path, Work work, long reached) {
      long from = Math.max(start, Math.min(reached, work.startNanos()));
      if (from < reached) {
        path.addFirst(new Segment(work.heading(), from, reached, work));
      }
      return from;
    }

    private long bridge(Deque<Segment> path, Work waiting, long from, long to) {
      if (from < to) {
        List<Segment> pieces = gaps.explain(waiting, from, to);
        for (int i = pieces.size() - 1; i >= 0; i--) {
          path.addFirst(pieces.get(i));
        }
      }
      return Math.min(from, to);
    }

    private static CriticalPath result(Deque<Segment> path, int guessed) {
      long length = path.stream().filter(s -> s.heading().isWork()).mapToLong(Segment::nanos).sum();
      return new CriticalPath(new ArrayList<>(path), length, guessed);
    }

    /** What released it: of all that had ended by then, what ended last; null where nothing says. */
    private @Nullable Work released(Work work, long by, Set<Work> seen) {
      String task = work.task();
      if (task == null) {
        return null;
      }
      Work best = last(observed.of(task), by, seen);
      for (String dependency : observed.dependencies(task)) {
        best = later(best, last(observed.of(dependency), by, seen));
      }
      Work freed =
          work.heading() == Heading.TRANSFER
              ? load.madeRoom(work, by)
              : load.freedBy(work.worker(), by);
      best = freed == null || seen.contains(freed) ? best : later(best, freed);
      Long submitted = work.submittedNanos();
      if (best == null || (submitted != null && submitted >= best.endNanos())) {
        best = later(best, last(observed.free(), by, seen));
      }
      return best;
    }

    /** Only time tells. */
    private @Nullable Work earlier(long by, Set<Work> seen) {
      return last(observed.works, by, seen);
    }

    private static @Nullable Work last(List<Work> byEnd, long by, Set<Work> seen) {
      for (int i = Observed.lastEnded(byEnd, by); i >= 0; i--) {
        if (!seen.contains(byEnd.get(i))) {
          return byEnd.get(i);
        }
      }
      return null;
    }

    private static @Nullable Work later(@Nullable Work one, @Nullable Work other) {
      if (one == null || other == null) {
        return one == null ? other : one;
      }
      return other.endNanos() > one.endNanos() ? other : one;
    }
  }

  /** Nanoseconds by heading. */
  public Map<Heading, Long> byHeading() {
    Map<Heading, Long> sums = new HashMap<>();
    segments.forEach(segment -> sums.merge(segment.heading(), segment.nanos(), Long::sum));
    return sums;
  }
}
