package dev.sonde.engine.analysis.diagnosis;

import dev.sonde.engine.analysis.diagnosis.Finding.Look;
import dev.sonde.engine.analysis.execution.Heading;
import dev.sonde.engine.analysis.replay.Changes;
import dev.sonde.engine.words.Amounts;
import java.util.List;

/** Attempts wait for a lock while they hold a slot. */
final class LockContention implements Detector {

  @Override
  public List<Finding> find(Examined run) {
    if (run.isSlight(Heading.LOCK)) {
      return List.of();
    }
    long waiting = Shared.sum(run, run.replay::lockNanos);
    int prefix = Shared.prefix(run, run.replay::lockNanos);
    return List.of(
        new Finding(
            "lock_contention",
            prefix < 0 ? Finding.RUN : Finding.prefix(run.run.prefixName(prefix)),
            run.saved(Changes.withoutLocks(each -> true)),
            run.confidence(),
            List.of(
                "attempts held slots for %s while they waited for a lock, %s of what slots were there for"
                    .formatted(
                        Amounts.seconds(waiting / 1e9),
                        Amounts.share((double) waiting / run.account.capacityNanos()))),
            List.of(Look.at("account"), Look.at("stats"))));
  }
}
