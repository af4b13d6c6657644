package dev.sonde.engine.activity;

import dev.sonde.engine.analysis.diagnosis.Circumstances;
import dev.sonde.engine.analysis.diagnosis.Diagnosis;
import dev.sonde.engine.analysis.diagnosis.Finding;
import dev.sonde.engine.analysis.diagnosis.PathFindings;
import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.execution.Forest;
import dev.sonde.engine.analysis.execution.Load;
import dev.sonde.engine.analysis.execution.Turns;
import dev.sonde.engine.analysis.path.CriticalPath;
import dev.sonde.engine.analysis.path.SpanPath;
import dev.sonde.engine.question.Ask;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A critical path with what its segments speak of: works of tasks, or spans below spans where there are
 * none, or where it is about one thing that is no task.
 */
public final class Traced {

  /** Walked once, and only for those who ask for it. */
  private final Supplier<CriticalPath> walk;

  private @Nullable CriticalPath path;
  private final long start;
  private final long end;
  private final @Nullable Execution run;
  private final @Nullable Forest forest;

  private Traced(
      Supplier<CriticalPath> walk,
      long start,
      long end,
      @Nullable Execution run,
      @Nullable Forest forest) {
    this.walk = walk;
    this.start = start;
    this.end = end;
    this.run = run;
    this.forest = forest;
  }

  /** Of the run that was asked about, or of one thing of it. */
  public static Traced of(Ask ask, Subject subject) {
    return switch (subject) {
      case Subject.Whole _ -> whole(ask);
      case Subject.OneTask task -> task(ask, task.key());
      case Subject.Records records -> {
        Forest forest = Forests.of(records.ask());
        long start = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        for (int span = 0; span < forest.spans(); span++) {
          start = Math.min(start, forest.start(span));
          end = Math.max(end, forest.end(span));
        }
        yield forest.spans() == 0
            ? spans(forest, ask.window().startNanos(), ask.window().startNanos())
            : spans(
                forest,
                Math.max(start, ask.window().startNanos()),
                Math.min(end, ask.window().endNanos()));
      }
    };
  }

  private static Traced whole(Ask ask) {
    Execution run = Executions.of(ask);
    for (int work = 0; work < run.works(); work++) {
      if (run.isAttempt(work)) {
        return of(run);
      }
    }
    return spans(Forests.of(ask), ask.window().startNanos(), ask.window().endNanos());
  }

  /** Of a run with tasks. */
  public static Traced of(Execution run) {
    return new Traced(() -> CriticalPath.of(run), run.startNanos(), run.endNanos(), run, null);
  }

  private static Traced spans(Forest forest, long start, long end) {
    return new Traced(
        () -> SpanPath.of(start, end, forest), start, Math.max(start, end), null, forest);
  }

  private static Traced task(Ask ask, String key) {
    Execution run = Executions.of(ask);
    for (int task = 0; task < run.tasks(); task++) {
      if (run.key(task).equals(key)) {
        return task(run, task);
      }
    }
    return new Traced(() -> CriticalPath.EMPTY, run.startNanos(), run.startNanos(), run, null);
  }

  private static Traced task(Execution run, int task) {
    Turns turns = new Turns(run);
    long submitted = run.submittedNanos(task);
    long start = Math.max(run.startNanos(), submitted);
    CriticalPath path = CriticalPath.of(run, turns, new Load(run, turns), task, start);
    long end = path.segments().isEmpty() ? start : path.segments().getLast().endNanos();
    return new Traced(() -> path, start, end, run, null);
  }

  public CriticalPath path() {
    if (path == null) {
      path = walk.get();
    }
    return path;
  }

  public long startNanos() {
    return start;
  }

  public long wallNanos() {
    return end - start;
  }

  /** Null where there are no tasks, or the path is not about them. */
  public @Nullable Execution run() {
    return run;
  }

  /** What would have saved most of it. */
  public List<Finding> findings() {
    if (run != null) {
      return PathFindings.of(run, path(), wallNanos());
    }
    return Diagnosis.of(forest(), start, end, Circumstances.NONE);
  }

  public long handle(int work) {
    return run != null ? run.handle(work) : forest().handle(work);
  }

  /** When the work itself began. */
  public long startNanos(int work) {
    return run != null ? run.start(work) : forest().start(work);
  }

  public @Nullable String task(int work) {
    return run == null || run.task(work) < 0 ? null : run.key(run.task(work));
  }

  public @Nullable String prefix(int work) {
    return run == null || run.task(work) < 0 ? null : run.prefixName(run.prefix(run.task(work)));
  }

  /** The worker, or the agent or service. */
  public @Nullable String place(int work) {
    return run == null
        ? forest().party(work)
        : run.worker(work) < 0 ? null : run.workerName(run.worker(work));
  }

  private Forest forest() {
    if (forest == null) {
      throw new IllegalStateException("neither tasks nor spans");
    }
    return forest;
  }
}
