package dev.sonde.engine.analysis.diagnosis;

import dev.sonde.engine.analysis.diagnosis.Finding.Look;
import dev.sonde.engine.analysis.replay.Changes;
import dev.sonde.engine.words.Amounts;
import java.util.ArrayList;
import java.util.List;

/** A worker was paused: told to begin nothing. */
final class MemoryPressure implements Detector {

  @Override
  public List<Finding> find(Examined run) {
    List<Finding> found = new ArrayList<>();
    for (int worker = 0; worker < run.run.workers(); worker++) {
      long paused = run.run.paused(worker).total();
      if (paused > 0) {
        String name = run.run.workerName(worker);
        found.add(
            new Finding(
                "memory_pressure",
                Finding.worker(name),
                run.saved(Changes.withoutPauses(worker)),
                run.confidence(),
                List.of(
                    "paused %s for %s in all"
                        .formatted(
                            run.run.paused(worker).size() == 1
                                ? "once"
                                : Amounts.count(run.run.paused(worker).size()) + " times,",
                            Amounts.seconds(paused / 1e9))),
                List.of(Look.at("worker", name), Look.at("metrics", "process.memory.usage"))));
      }
    }
    return found;
  }
}
