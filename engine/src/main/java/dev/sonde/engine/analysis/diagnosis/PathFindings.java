package dev.sonde.engine.analysis.diagnosis;

import dev.sonde.engine.analysis.diagnosis.Finding.Confidence;
import dev.sonde.engine.analysis.diagnosis.Finding.Look;
import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.execution.Heading;
import dev.sonde.engine.analysis.execution.Turns;
import dev.sonde.engine.analysis.path.CriticalPath;
import dev.sonde.engine.analysis.path.Segment;
import dev.sonde.engine.words.Amounts;
import dev.sonde.engine.words.Names;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one task waited for, as findings: what stands on its path under a heading that is a fault. The
 * ceiling is that time itself; another way to the task may be nearly as long.
 */
public final class PathFindings {

  /** Headings that are the kinds of findings. */
  private static final Map<Heading, String> KINDS =
      new EnumMap<>(
          Map.of(
              Heading.TRANSFER, "transfer_bound",
              Heading.SPILL, "spill_bound",
              Heading.SCHEDULER, "scheduler_bound",
              Heading.LOCK, "lock_contention",
              Heading.RETRY, "retries",
              Heading.PAUSED, "memory_pressure",
              Heading.CLIENT, "client_delay",
              Heading.START, "late_worker"));

  private PathFindings() {}

  /** Those first that took most of it. */
  public static List<Finding> of(Execution run, CriticalPath path, long wallNanos) {
    List<Finding> found = new ArrayList<>();
    path.byHeading()
        .forEach((heading, nanos) -> {
          String kind = KINDS.get(heading);
          if (kind != null) {
            found.add(
                new Finding(
                    kind,
                    Finding.RUN,
                    nanos,
                    Confidence.MEDIUM,
                    List.of(
                        "%s of its path are %s"
                            .formatted(Amounts.seconds(nanos / 1e9), heading.word())),
                    List.of(Look.at("critical-path"))));
          }
        });
    Turns turns = new Turns(run);
    Kinds kinds = new Kinds(run, turns, Speeds.of(run, turns).slowness());
    for (Segment segment : path.segments()) {
      int work = segment.work();
      int task = work < 0 || segment.heading() != Heading.COMPUTE ? -1 : run.task(work);
      double usual = task < 0 ? 0 : kinds.quantile(run.prefix(task), 0.9);
      if (task >= 0
          && run.isAttempt(work)
          && kinds.count(run.prefix(task)) >= 5
          && run.nanos(work) > 2 * usual) {
        found.add(
            new Finding(
                "long_task",
                Finding.task(run.key(task)),
                Math.min(segment.nanos(), Math.round(run.nanos(work) - usual)),
                Confidence.MEDIUM,
                List.of(
                    "it took %s, nine in ten of %s at most %s"
                        .formatted(
                            Amounts.seconds(run.nanos(work) / 1e9),
                            Names.cut(run.prefixName(run.prefix(task))),
                            Amounts.seconds(usual / 1e9))),
                List.of(Look.at("task", run.key(task)))));
      }
    }
    return Diagnosis.ordered(found, wallNanos);
  }
}
