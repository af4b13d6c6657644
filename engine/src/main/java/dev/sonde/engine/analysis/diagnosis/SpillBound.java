package dev.sonde.engine.analysis.diagnosis;

import dev.sonde.engine.analysis.diagnosis.Finding.Look;
import dev.sonde.engine.analysis.execution.Heading;
import dev.sonde.engine.analysis.replay.Changes;
import dev.sonde.engine.words.Amounts;
import java.util.List;

/** Attempts wait for disk. */
final class SpillBound implements Detector {

  @Override
  public List<Finding> find(Examined run) {
    if (run.isSlight(Heading.SPILL)) {
      return List.of();
    }
    long reading = Shared.sum(run, run.replay::readingNanos);
    if (reading == 0) {
      return unassigned(run);
    }
    int worker = Shared.worker(run, run.replay::readingNanos);
    String subject = worker < 0 ? Finding.RUN : Finding.worker(run.run.workerName(worker));
    return List.of(
        new Finding(
            "spill_bound",
            subject,
            run.saved(Changes.withoutSpills()),
            run.confidence(),
            List.of(
                "attempts waited %s for what had been spilled to disk"
                    .formatted(Amounts.seconds(reading / 1e9))),
            List.of(Look.at("account"), Look.at("stats").with("name", "worker."))));
  }

  /** Where spills name no task: slots that were free while their worker was at its disk. */
  private static List<Finding> unassigned(Examined run) {
    double share =
        (double) run.account.nanos(Heading.SPILL) / Math.max(1, run.account.capacityNanos());
    return List.of(
        new Finding(
            "spill_bound",
            Finding.RUN,
            Math.round(share * run.run.wallNanos()),
            Finding.Confidence.LOW,
            List.of(
                "slots were free for %s of their time while their worker was at its disk; the source"
                        .formatted(Amounts.share(share))
                    + " does not say which task waited"),
            List.of(Look.at("account"), Look.at("workers"))));
  }
}
