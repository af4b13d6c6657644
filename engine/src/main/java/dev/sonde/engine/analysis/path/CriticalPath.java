package dev.sonde.engine.analysis.path;

import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.execution.Groups;
import dev.sonde.engine.analysis.execution.Heading;
import dev.sonde.engine.analysis.execution.Load;
import dev.sonde.engine.analysis.execution.Turns;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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

  /** Of what took no time. */
  public static final CriticalPath EMPTY = new CriticalPath(List.of(), 0, 0);

  public CriticalPath {
    segments = List.copyOf(segments);
  }

  /** Of a run as a whole. */
  public static CriticalPath of(Execution run) {
    Turns turns = new Turns(run);
    return of(run, turns, new Load(run, turns));
  }

  public static CriticalPath of(Execution run, Turns turns, Load load) {
    Walk walk = new Walk(run, load, run.startNanos(), run.endNanos());
    CriticalPath last = walk.back(run.works() - 1);
    // What ends last may have hung on nothing for long; a chain that ended just before explains
    // more.
    int[] chain = LongestChain.of(run, turns);
    long nanos = 0;
    for (int work : chain) {
      nanos += run.nanos(work);
    }
    return nanos <= last.lengthNanos() ? last : walk.along(chain);
  }

  /**
   * Of one task: from when the run began to when the task's last attempt, or what followed it, ended.
   *
   * @param startNanos from where on, e.g. when it was submitted
   */
  public static CriticalPath of(Execution run, Turns turns, Load load, int task, long startNanos) {
    int last = turns.lastOf(task);
    if (last < 0) {
      return EMPTY;
    }
    int work = turns.freeing(last);
    return new Walk(run, load, startNanos, Math.max(startNanos, run.end(work))).back(work);
  }

  /** One walk through what was observed. */
  private static final class Walk {
    private final Execution run;
    private final Load load;
    private final long start;
    private final long end;
    private final Gaps gaps;
    private final Groups free;

    Walk(Execution run, Load load, long start, long end) {
      this.run = run;
      this.load = load;
      this.start = start;
      this.end = end;
      this.gaps = new Gaps(run, load);
      this.free = free(run);
    }

    /** What is nobody's: the client's, and the scheduler's as a whole; one group. */
    private static Groups free(Execution run) {
      int[] all = new int[run.works()];
      int[] group = new int[run.works()];
      for (int work = 0; work < all.length; work++) {
        all[work] = work;
        group[work] = run.task(work) < 0 ? 0 : Execution.NONE;
      }
      return Groups.of(1, all, group);
    }

    CriticalPath back(int from) {
      Deque<Segment> path = new ArrayDeque<>();
      BitSet seen = new BitSet();
      int guessed = 0;
      long reached = end;
      if (from >= 0 && run.end(from) < end) {
        path.addFirst(
            new Segment(Heading.END, Math.max(start, run.end(from)), end, Execution.NONE));
        reached = Math.max(start, run.end(from));
      }
      int at = from;
      while (at >= 0 && reached > start) {
        seen.set(at);
        reached = fill(path, at, reached);
        int before = reached > start ? released(at, reached, seen) : Execution.NONE;
        if (before < 0 && reached > start) {
          before = seen.previousClearBit(run.lastEnded(reached));
          guessed += before < 0 ? 0 : 1;
        }
        long until = before < 0 ? start : Math.max(start, Math.min(reached, run.end(before)));
        reached = bridge(path, at, until, reached);
        at = before;
      }
      if (reached > start) {
        path.addFirst(new Segment(Heading.UNKNOWN, start, reached, Execution.NONE));
      }
      return result(path, guessed);
    }

    /** The same for a chain that is known: its attempts, and what lies between them. */
    CriticalPath along(int[] chain) {
      Deque<Segment> path = new ArrayDeque<>();
      long reached = end;
      int after = Execution.NONE;
      for (int i = chain.length - 1; i >= 0; i--) {
        int work = chain[i];
        long until = Math.max(start, Math.min(reached, run.end(work)));
        if (after < 0 && until < reached) {
          // Something else went on, or this would be the walk back from the last to end.
          path.addFirst(new Segment(Heading.UNKNOWN, until, reached, Execution.NONE));
        } else if (after >= 0) {
          bridge(path, after, until, reached);
        }
        reached = fill(path, work, until);
        after = work;
      }
      if (after >= 0) {
        bridge(path, after, start, reached);
      }
      return result(path, 0);
    }

    private long fill(Deque<Segment> path, int work, long reached) {
      long from = Math.max(start, Math.min(reached, run.start(work)));
      if (from < reached) {
        path.addFirst(new Segment(run.heading(work), from, reached, work));
      }
      return from;
    }

    private long bridge(Deque<Segment> path, int waiting, long from, long to) {
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

    /** What released it: of all that had ended by then, what ended last; none where nothing says. */
    private int released(int work, long by, BitSet seen) {
      int task = run.task(work);
      if (task < 0) {
        return Execution.NONE;
      }
      // Works are numbered by their ends, so that of two the later is the greater.
      int best = last(run.worksOf(), task, by, seen);
      Groups needs = run.needs();
      for (int i = needs.size(task) - 1; i >= 0; i--) {
        best = Math.max(best, last(run.worksOf(), needs.get(task, i), by, seen));
      }
      int freed =
          run.heading(work) == Heading.TRANSFER
              ? load.madeRoom(run.worker(work), run.peer(work), by)
              : load.freeingWork(run.worker(work), by);
      best = freed < 0 || seen.get(freed) ? best : Math.max(best, freed);
      long submitted = run.submittedNanos(task);
      if (best < 0 || (submitted != Execution.UNKNOWN && submitted >= run.end(best))) {
        best = Math.max(best, last(free, 0, by, seen));
      }
      return best;
    }

    private int last(Groups groups, int group, long by, BitSet seen) {
      for (int i = groups.upTo(group, by, run::end) - 1; i >= 0; i--) {
        if (!seen.get(groups.get(group, i))) {
          return groups.get(group, i);
        }
      }
      return Execution.NONE;
    }
  }

  /** Nanoseconds by heading. */
  public Map<Heading, Long> byHeading() {
    Map<Heading, Long> sums = new EnumMap<>(Heading.class);
    segments.forEach(segment -> sums.merge(segment.heading(), segment.nanos(), Long::sum));
    return sums;
  }
}
