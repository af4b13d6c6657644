package dev.sonde.engine.analysis.path;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What something waited for between what released it and its own beginning. */
final class Gaps {

  /** Changes in one gap that are looked at; more make the picture finer, not other. */
  private static final int MOST = 10_000;

  private final Observed observed;
  private final Load load;

  Gaps(Observed observed, Load load) {
    this.observed = observed;
    this.load = load;
  }

  /** The gap in pieces, contiguous, in the order of time. */
  List<Segment> explain(Work waiting, long fromNanos, long toNanos) {
    TreeSet<Long> cuts = new TreeSet<>();
    cut(cuts, waiting.submittedNanos(), fromNanos, toNanos);
    cut(cuts, waiting.assignedNanos(), fromNanos, toNanos);
    cut(cuts, load.addedNanos(waiting.worker()), fromNanos, toNanos);
    List<Work> around = new ArrayList<>();
    for (Work each : observed.free()) {
      if (each.endNanos() > fromNanos && each.startNanos() < toNanos) {
        around.add(each);
        cut(cuts, each.startNanos(), fromNanos, toNanos);
        cut(cuts, each.endNanos(), fromNanos, toNanos);
      }
    }
    Long assigned = waiting.assignedNanos();
    boolean everywhere = assigned != null && assigned > fromNanos;
    List<Long> changes = load.changes(everywhere ? null : waiting.worker(), fromNanos, toNanos);
    changes.stream().sorted().limit(MOST).forEach(cuts::add);
    cuts.add(toNanos);
    Deque<Segment> pieces = new ArrayDeque<>();
    long from = fromNanos;
    for (long to : cuts) {
      Heading heading = heading(waiting, from, around);
      Segment last = pieces.peekLast();
      if (last != null && last.heading() == heading) {
        pieces.removeLast();
        pieces.addLast(new Segment(heading, last.startNanos(), to, waiting));
      } else if (to > from) {
        pieces.addLast(new Segment(heading, from, to, waiting));
      }
      from = to;
    }
    return new ArrayList<>(pieces);
  }

  private static void cut(Set<Long> cuts, @Nullable Long at, long from, long to) {
    if (at != null && at > from && at < to) {
      cuts.add(at);
    }
  }

  private Heading heading(Work waiting, long at, List<Work> around) {
    for (Work each : around) {
      if (each.startNanos() <= at && at < each.endNanos()) {
        return each.heading();
      }
    }
    if (waiting.task() == null) {
      return Heading.UNKNOWN;
    }
    Long submitted = waiting.submittedNanos();
    Long added = load.addedNanos(waiting.worker());
    Long assigned = waiting.assignedNanos();
    if (submitted != null && at < submitted) {
      return Heading.CLIENT;
    } else if (added != null && at < added) {
      return Heading.START;
    } else if (assigned != null && at < assigned) {
      return load.isAllFull(at) ? Heading.WAIT_SLOT : Heading.NOT_PLACED;
    }
    if (waiting.heading() == Heading.TRANSFER && load.isMoving(waiting.worker(), at)) {
      return Heading.TRANSFER;
    }
    return load.isFull(waiting.worker(), at) ? Heading.WAIT_SLOT : Heading.UNKNOWN;
  }
}
