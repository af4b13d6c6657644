package dev.sonde.engine.analysis.diagnosis;

import dev.sonde.engine.analysis.diagnosis.Finding.Look;
import dev.sonde.engine.analysis.execution.Heading;
import dev.sonde.engine.analysis.replay.Changes;
import dev.sonde.engine.words.Amounts;
import java.util.List;

/** Ready tasks wait for the scheduler. */
final class SchedulerBound implements Detector {

  @Override
  public List<Finding> find(Examined run) {
    if (run.isSlight(Heading.SCHEDULER, Heading.NOT_PLACED)) {
      return List.of();
    }
    long deciding = Shared.sum(run, run.replay::decisionNanos);
    return List.of(
        new Finding(
            "scheduler_bound",
            Finding.RUN,
            run.saved(Changes.withoutScheduler()),
            run.confidence(),
            List.of(
                "the scheduler was at work for %s, %s of the run, %s a task"
                    .formatted(
                        Amounts.seconds(deciding / 1e9),
                        Amounts.share(Math.min(1, (double) deciding / run.run.wallNanos())),
                        Amounts.seconds(deciding / 1e9 / run.turns.size())),
                "free slots waited for it for %s of their time"
                    .formatted(
                        Amounts.share(
                            (double) run.account.nanos(Heading.SCHEDULER)
                                / run.account.capacityNanos()))),
            List.of(Look.at("account"), Look.at("stats").with("name", "scheduler."))));
  }
}
