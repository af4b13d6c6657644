package dev.sonde.engine.activity;

import dev.sonde.engine.analysis.diagnosis.Circumstances;
import dev.sonde.engine.analysis.diagnosis.Diagnosis;
import dev.sonde.engine.analysis.diagnosis.Finding;
import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.execution.Forest;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.store.Coverage;
import dev.sonde.engine.store.Sql;
import dev.sonde.model.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The findings of what a question is about. */
public final class Diagnoses {

  private static final Sql OPEN = Sql.of(Diagnoses.class, "run_open");
  private static final Sql UNSEEN = Sql.of(Diagnoses.class, "run_unseen");
  private static final Sql FAILED = Sql.of(Diagnoses.class, "run_failed");

  /** Of records or attempts; with fewer missing an answer can still be trusted. */
  private static final double MUCH = 0.02;

  /**
   * @param findings the most telling first
   * @param wallNanos of what was asked about
   * @param tasks whether it has tasks
   * @param dependencies whether the source says what they depend on
   */
  public record Diagnosed(
      List<Finding> findings, long wallNanos, boolean tasks, boolean dependencies) {}

  private Diagnoses() {}

  /**
   * Of the run, or of one thing of it.
   *
   * @param stalledNanos how long nothing may move while something is open
   */
  public static Diagnosed of(Ask ask, Subject subject, long stalledNanos) {
    if (!(subject instanceof Subject.Whole)) {
      Traced traced = Traced.of(ask, subject);
      return new Diagnosed(
          traced.findings(),
          traced.wallNanos(),
          traced.run() != null,
          traced.run() == null || traced.run().hasDependencies());
    }
    Circumstances around = circumstances(ask, stalledNanos);
    Execution run = Executions.of(ask);
    for (int work = 0; work < run.works(); work++) {
      if (run.isAttempt(work)) {
        return new Diagnosed(
            Diagnosis.of(run, around), run.wallNanos(), true, run.hasDependencies());
      }
    }
    Forest forest = Forests.of(ask);
    long start = ask.window().startNanos();
    long end = ask.window().endNanos();
    return new Diagnosed(
        Diagnosis.of(forest, start, end, around), Math.max(0, end - start), false, true);
  }

  private static Circumstances circumstances(Ask ask, long stalledNanos) {
    List<Circumstances.Open> open = new ArrayList<>();
    long[] still = {0};
    ask.rows(
        OPEN,
        row -> {
          Long last = row.integerOrNull("last_ns");
          Long heard = row.integerOrNull("heard_ns");
          if (last != null && heard != null && heard - last >= stalledNanos) {
            still[0] = heard - last;
            open.add(
                new Circumstances.Open(
                    row.text("name"), row.textOrNull("worker"), row.integer("start_ns")));
          }
          return true;
        });
    Failures failures = Failures.of(ask);
    return new Circumstances(
        failed(ask, failures), failures.stopped(), missing(ask), open, still[0]);
  }

  private static List<Circumstances.Failed> failed(Ask ask, Failures failures) {
    if (failures.list().isEmpty()) {
      return List.of();
    }
    Map<String, Circumstances.Failed> spent = new HashMap<>();
    ask.rows(
        TaskKeys.inRun(FAILED, ask),
        TaskKeys.inRun(ask),
        row ->
            spent.put(
                row.text("run_id") + '\0' + row.text("task_key"),
                new Circumstances.Failed(
                    row.text("task_key"),
                    row.textOrNull("task_prefix"),
                    true,
                    0,
                    row.integer("nanos"),
                    row.textOrNull("error"))));
    List<Circumstances.Failed> failed = new ArrayList<>();
    for (Failures.Failed each : failures.list()) {
      Circumstances.Failed known = spent.get(each.run() + '\0' + each.key());
      failed.add(
          new Circumstances.Failed(
              each.key(),
              known == null ? null : known.prefix(),
              each.root() == null,
              each.blocking(),
              known == null ? 0 : known.nanos(),
              known == null ? null : known.error()));
    }
    failed.sort(java.util.Comparator.comparing(Circumstances.Failed::key));
    return failed;
  }

  private static List<String> missing(Ask ask) {
    List<String> missing = new ArrayList<>();
    Coverage coverage = ask.coverage();
    long lost = sum(coverage.dropped()) + sum(coverage.rejected());
    if (lost > MUCH * (coverage.records() + lost)) {
      missing.add(
          "%d records were dropped or could not be understood, beside %d that are here"
              .formatted(lost, coverage.records()));
    }
    for (Problem problem : coverage.problems()) {
      if (problem.code() == Problem.Code.TRUNCATED || problem.code() == Problem.Code.CAPPED) {
        missing.add("the source was cut off: " + problem.where());
        break;
      }
    }
    ask.rows(
        UNSEEN,
        row -> {
          long attempts = row.integer("attempts");
          long inferred = row.integer("inferred");
          if (inferred > MUCH * attempts) {
            missing.add(
                "%d of %d attempts have no span of their own".formatted(inferred, attempts));
          }
          return true;
        });
    return missing;
  }

  private static long sum(Map<String, Long> causes) {
    return causes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How long nothing may move while something is open, unless told otherwise. */
  public static final long STALLED_NANOS = TimeUnit.SECONDS.toNanos(30);
}
