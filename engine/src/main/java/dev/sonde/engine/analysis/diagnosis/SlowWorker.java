package dev.sonde.engine.analysis.diagnosis;

import dev.sonde.engine.analysis.diagnosis.Finding.Look;
import dev.sonde.engine.analysis.replay.Changes;
import dev.sonde.engine.words.Amounts;
import java.util.ArrayList;
import java.util.List;

/** Tasks of the same prefixes take longer on one worker than elsewhere. */
final class SlowWorker implements Detector {

  @Override
  public List<Finding> find(Examined run) {
    List<Finding> found = new ArrayList<>();
    for (int worker = 0; worker < run.run.workers(); worker++) {
      if (run.speeds.isSlow(worker)) {
        String name = run.run.workerName(worker);
        found.add(
            new Finding(
                "slow_worker",
                Finding.worker(name),
                run.saved(Changes.atOthersSpeed(worker)),
                run.confidence(),
                List.of(
                    "%s attempts there took %s times as long as others of the same prefixes"
                        .formatted(
                            Amounts.count(run.speeds.compared()[worker]),
                            Amounts.number(run.speeds.slowness()[worker]))),
                List.of(
                    Look.at("worker", name),
                    Look.at("detail").with("worker", name),
                    Look.at("stragglers"))));
      }
    }
    return found;
  }
}
