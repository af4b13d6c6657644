package dev.sonde.engine.analysis.diagnosis;

import dev.sonde.engine.analysis.diagnosis.Finding.Look;
import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.replay.Changes;
import dev.sonde.engine.words.Amounts;
import java.util.ArrayList;
import java.util.List;

/** A worker came when a good part of the run was over. */
final class LateWorker implements Detector {

  @Override
  public List<Finding> find(Examined run) {
    List<Integer> late = new ArrayList<>();
    long first = first(run.run);
    for (int worker = 0; worker < run.run.workers(); worker++) {
      if (came(run.run, worker) - first >= Diagnosis.LEAST_SHARE * run.run.wallNanos()) {
        late.add(worker);
      }
    }
    List<Finding> found = new ArrayList<>();
    int last = Execution.NONE;
    for (int worker : late) {
      long saved = run.replay.unbound().saved(Changes.fromTheStart(each -> each == worker));
      found.add(finding(run, worker, saved, late.size() - 1, false));
      last = last < 0 || came(run.run, worker) > came(run.run, last) ? worker : last;
    }
    if (late.size() > 1 && found.stream().noneMatch(one -> isMuch(one, run.run.wallNanos()))) {
      // None of them alone, but all of them together.
      long saved = run.replay.unbound().saved(Changes.fromTheStart(late::contains));
      return List.of(finding(run, last, saved, late.size() - 1, true));
    }
    return found;
  }

  private static boolean isMuch(Finding finding, long wall) {
    Long ceiling = finding.ceilingNanos();
    return ceiling != null && ceiling >= Diagnosis.LEAST_SHARE * wall;
  }

  private static long first(Execution run) {
    long first = Long.MAX_VALUE;
    for (int worker = 0; worker < run.workers(); worker++) {
      first = Math.min(first, came(run, worker));
    }
    return first;
  }

  private static long came(Execution run, int worker) {
    return run.there(worker).size() == 0 ? run.startNanos() : run.there(worker).from(0);
  }

  private static Finding finding(
      Examined run, int worker, long saved, int others, boolean together) {
    String name = run.run.workerName(worker);
    List<String> because = new ArrayList<>();
    because.add(
        "it came %s after the first, when %s of the run was over"
            .formatted(
                Amounts.seconds((came(run.run, worker) - first(run.run)) / 1e9),
                Amounts.share(
                    (double) (came(run.run, worker) - run.run.startNanos())
                        / run.run.wallNanos())));
    if (together) {
      because.add(
          "the ceiling is for it and %s that came late as well"
              .formatted(others == 1 ? "one other" : Amounts.count(others) + " others"));
    }
    return new Finding(
        "late_worker",
        Finding.worker(name),
        saved,
        run.confidence(),
        because,
        List.of(Look.at("workers"), Look.at("timeline").with("by", "worker")));
  }
}
