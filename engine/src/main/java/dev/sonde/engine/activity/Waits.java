package dev.sonde.engine.activity;

import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.execution.Heading;
import dev.sonde.engine.analysis.execution.Load;
import dev.sonde.engine.analysis.execution.Readiness;
import dev.sonde.engine.analysis.execution.Turns;
import dev.sonde.engine.analysis.path.Gaps;
import dev.sonde.engine.analysis.path.Segment;
import dev.sonde.engine.analysis.path.Slack;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.words.Amounts;
import dev.sonde.engine.words.Names;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a task began when it did: every stretch from its submission to its beginning, and what it waited
 * for in it.
 *
 * @param list contiguous from when it was submitted, or known, to when its last attempt began
 * @param chain from the task back to what needed nothing, along what was done last
 * @param slackNanos how much later it could have ended without moving the end of the run
 */
public record Waits(List<Wait> list, List<Link> chain, @Nullable Long slackNanos) {

  /** Links that are told of; a chain may be a hundred thousand long. */
  private static final int LONGEST = 20;

  /**
   * @param kind a heading
   * @param on the task whose result or slot it waited for, with where it came from; null where nobody says
   */
  public record Wait(
      String kind, long startNs, long endNs, double durationS, @Nullable String on) {}

  /**
   * A task of the chain.
   *
   * @param waitedS from when what it needed was done to its own beginning
   */
  public record Link(
      String key,
      @Nullable String worker,
      long startNs,
      long endNs,
      double durationS,
      double waitedS) {}

  /** Of a task that nothing is known of, or that has not run. */
  public static final Waits NONE = new Waits(List.of(), List.of(), null);

  public Waits {
    list = List.copyOf(list);
    chain = List.copyOf(chain);
  }

  /**
   * @param ask about the run of the task
   */
  public static Waits of(Ask ask, String key) {
    Execution run = Executions.of(ask);
    for (int task = 0; task < run.tasks(); task++) {
      if (run.key(task).equals(key)) {
        return new Finder(run, task).waits();
      }
    }
    return NONE;
  }

  /** The longest in one sentence; null where it waited for nothing. */
  public @Nullable String why() {
    Wait longest =
        list.stream()
            .max(Comparator.comparingDouble(Wait::durationS))
            .filter(wait -> wait.durationS() > 0)
            .orElse(null);
    if (longest == null) {
      return null;
    }
    double all = list.stream().mapToDouble(Wait::durationS).sum();
    String on = longest.on() == null ? "" : " (" + Names.cut(longest.on()) + ")";
    return "Of the "
        + Amounts.seconds(all)
        + " before it began, "
        + Amounts.seconds(longest.durationS())
        + " were "
        + longest.kind()
        + on
        + ".";
  }

  /** Looks it up in one run. */
  private static final class Finder {
    private final Execution run;
    private final int task;
    private final Turns turns;
    private final Load load;
    private final Readiness readiness;
    private final Gaps gaps;
    private final List<Wait> list = new ArrayList<>();

    Finder(Execution run, int task) {
      this.run = run;
      this.task = task;
      this.turns = new Turns(run);
      this.load = new Load(run, turns);
      this.readiness = new Readiness(run, turns);
      this.gaps = new Gaps(run, load);
    }

    Waits waits() {
      int last = turns.lastOf(task);
      if (last < 0) {
        return NONE;
      }
      int attempt = turns.work(last);
      long from = Math.max(run.startNanos(), run.submittedNanos(task));
      int first = last;
      while (readiness.before(first) >= 0) {
        first = readiness.before(first);
      }
      long ready = readiness.ready(first);
      int released = readiness.releasedBy(first);
      if (from < ready) {
        String on = released < 0 ? null : run.key(turns.task(released));
        add(released < 0 ? Heading.CLIENT : Heading.WAIT_DEPENDENCY, from, ready, on);
      }
      before(attempt, Math.max(from, ready), run.start(attempt));
      return new Waits(list, chain(last), Slack.of(run, turns, load)[last]);
    }

    /** What its own works took, and what lies between them. */
    private void before(int attempt, long from, long until) {
      long reached = from;
      for (int i = 0; i < run.worksOf().size(task); i++) {
        int work = run.worksOf().get(task, i);
        if (work == attempt || run.start(work) < from || run.end(work) > until) {
          continue;
        }
        if (run.start(work) > reached) {
          gap(attempt, reached, run.start(work));
        }
        add(run.heading(work), Math.max(reached, run.start(work)), run.end(work), source(work));
        reached = Math.max(reached, run.end(work));
      }
      if (reached < until) {
        gap(attempt, reached, until);
      }
    }

    private void gap(int attempt, long from, long to) {
      for (Segment piece : gaps.explain(attempt, from, to)) {
        String on = null;
        if (piece.heading() == Heading.WAIT_SLOT) {
          int freed = load.freedBy(run.worker(attempt), piece.endNanos());
          on = freed < 0 || turns.task(freed) < 0 ? null : run.key(turns.task(freed));
        }
        add(piece.heading(), piece.startNanos(), piece.endNanos(), on);
      }
    }

    private void add(Heading heading, long from, long to, @Nullable String on) {
      if (from < to) {
        list.add(new Wait(heading.word(), from, to, (to - from) / 1e9, on));
      }
    }

    private @Nullable String source(int work) {
      if (run.data(work) < 0) {
        return null;
      }
      String data = run.key(run.data(work));
      return run.peer(work) < 0 ? data : data + " from " + run.workerName(run.peer(work));
    }

    private List<Link> chain(int last) {
      List<Link> chain = new ArrayList<>();
      int at = last;
      while (at >= 0 && chain.size() < LONGEST) {
        int work = turns.work(at);
        chain.add(
            new Link(
                run.key(turns.task(at)),
                run.worker(work) < 0 ? null : run.workerName(run.worker(work)),
                run.start(work),
                run.end(work),
                run.nanos(work) / 1e9,
                Math.max(0, run.start(work) - readiness.ready(at)) / 1e9));
        at = readiness.before(at) >= 0 ? readiness.before(at) : readiness.releasedBy(at);
      }
      return chain;
    }
  }
}
