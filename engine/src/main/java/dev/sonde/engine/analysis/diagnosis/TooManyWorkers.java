package dev.sonde.engine.analysis.diagnosis;

import dev.sonde.engine.analysis.diagnosis.Finding.Look;
import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.execution.Heading;
import dev.sonde.engine.analysis.replay.Changes;
import dev.sonde.engine.analysis.replay.Replay;
import dev.sonde.engine.words.Amounts;
import java.util.List;

/** Slots had nothing ready for most of the run: fewer workers would have cost less and taken as long. */
final class TooManyWorkers implements Detector {

  private static final double MOST = 0.5;

  /** Of wall clock, that fewer workers may take longer. */
  private static final double LONGER = 1.05;

  @Override
  public List<Finding> find(Examined run) {
    Execution what = run.run;
    double idle =
        (double) (run.account.nanos(Heading.NO_READY_TASK) + run.account.nanos(Heading.END))
            / Math.max(1, run.account.capacityNanos());
    if (what.workers() < 2 || idle < MOST) {
      return List.of();
    }
    int fewest = what.workers();
    int low = 1;
    Replay unbound = run.replay.unbound();
    while (low < fewest) {
      int middle = (low + fewest) >>> 1;
      long nanos = unbound.with(Changes.onlyWorkers(worker -> worker < middle));
      if (nanos <= LONGER * what.wallNanos()) {
        fewest = middle;
      } else {
        low = middle + 1;
      }
    }
    if (fewest == what.workers()) {
      return List.of();
    }
    return List.of(
        new Finding(
            "too_many_workers",
            Finding.RUN,
            null,
            run.confidence(),
            List.of(
                "slots had nothing ready for %s of their time".formatted(Amounts.share(idle)),
                "%s of %s workers would have taken at most %s longer, for %s of the cost"
                    .formatted(
                        Amounts.count(fewest),
                        Amounts.count(what.workers()),
                        Amounts.share(LONGER - 1),
                        Amounts.share((double) fewest / what.workers()))),
            List.of(Look.at("account"), Look.at("timeline").with("by", "worker"))));
  }
}
