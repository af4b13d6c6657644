package dev.sonde.engine.analysis.path;

import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.execution.Heading;
import dev.sonde.engine.analysis.execution.Load;
import dev.sonde.engine.analysis.execution.Stretches;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What something waited for between what released it and its own beginning. */
public final class Gaps {

  /** Changes in one gap that are looked at; more make the picture finer, not other. */
  private static final int MOST = 10_000;

  private final Execution run;
  private final Load load;
  private final Stretches client;
  private final Stretches scheduler;

  public Gaps(Execution run, Load load) {
    this.run = run;
    this.load = load;
    this.client = union(run, Heading.CLIENT);
    this.scheduler = union(run, Heading.SCHEDULER);
  }

  /** When a party without slots was at work: what workers do around their tasks is left out. */
  private static Stretches union(Execution run, Heading heading) {
    List<Integer> works = new ArrayList<>();
    for (int work = 0; work < run.works(); work++) {
      if (run.heading(work) == heading && run.worker(work) < 0) {
        works.add(work);
      }
    }
    return Stretches.union(
        works.stream().mapToLong(run::start).toArray(),
        works.stream().mapToLong(run::end).toArray());
  }

  /** The gap in pieces, contiguous, in the order of time. */
  public List<Segment> explain(int waiting, long fromNanos, long toNanos) {
    Set<Long> cuts = new TreeSet<>();
    int task = run.task(waiting);
    int worker = run.worker(waiting);
    if (task >= 0) {
      cut(cuts, run.submittedNanos(task), fromNanos, toNanos);
      cut(cuts, run.assignedNanos(task), fromNanos, toNanos);
    }
    if (worker >= 0) {
      run.there(worker).edgesWithin(fromNanos, toNanos, cuts::add);
      run.paused(worker).edgesWithin(fromNanos, toNanos, cuts::add);
    }
    client.edgesWithin(fromNanos, toNanos, cuts::add);
    scheduler.edgesWithin(fromNanos, toNanos, cuts::add);
    long assigned = task < 0 ? Execution.UNKNOWN : run.assignedNanos(task);
    TreeSet<Long> changes = new TreeSet<>();
    if (assigned != Execution.UNKNOWN && assigned > fromNanos) {
      load.changes(fromNanos, toNanos, changes::add);
    }
    if (worker >= 0) {
      load.changes(worker, fromNanos, toNanos, changes::add);
    }
    changes.stream().limit(MOST).forEach(cuts::add);
    cuts.add(toNanos);
    Deque<Segment> pieces = new ArrayDeque<>();
    long from = fromNanos;
    for (long to : cuts) {
      Heading heading = heading(waiting, from);
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

  private static void cut(Set<Long> cuts, long at, long from, long to) {
    if (at != Execution.UNKNOWN && at > from && at < to) {
      cuts.add(at);
    }
  }

  private Heading heading(int waiting, long at) {
    if (client.contains(at)) {
      return Heading.CLIENT;
    }
    int task = run.task(waiting);
    int worker = run.worker(waiting);
    if (task < 0) {
      return scheduler.contains(at) ? Heading.SCHEDULER : Heading.UNKNOWN;
    }
    long submitted = run.submittedNanos(task);
    long assigned = run.assignedNanos(task);
    if (submitted != Execution.UNKNOWN && at < submitted) {
      return Heading.CLIENT;
    } else if (worker >= 0 && run.there(worker).size() > 0 && at < run.there(worker).from(0)) {
      return Heading.START;
    } else if (assigned == Execution.UNKNOWN || at < assigned) {
      if (scheduler.contains(at)) {
        return Heading.SCHEDULER;
      } else if (assigned != Execution.UNKNOWN) {
        return load.free(at) == 0 ? Heading.WAIT_SLOT : Heading.NOT_PLACED;
      }
    }
    return placed(waiting, worker, at);
  }

  private Heading placed(int waiting, int worker, long at) {
    if (worker >= 0 && run.paused(worker).contains(at)) {
      return Heading.PAUSED;
    }
    // Where nobody says for whom data moves, what moves to its worker is what it waits for.
    boolean its = run.heading(waiting) == Heading.TRANSFER || !load.knowsConsumers();
    if (its && load.isMoving(worker, at)) {
      return Heading.TRANSFER;
    }
    return load.isFull(worker, at) ? Heading.WAIT_SLOT : Heading.UNKNOWN;
  }
}
