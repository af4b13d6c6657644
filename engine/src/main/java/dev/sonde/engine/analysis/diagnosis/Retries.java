package dev.sonde.engine.analysis.diagnosis;

import dev.sonde.engine.analysis.diagnosis.Finding.Look;
import dev.sonde.engine.analysis.execution.Heading;
import dev.sonde.engine.analysis.replay.Changes;
import dev.sonde.engine.words.Amounts;
import java.util.ArrayList;
import java.util.List;

/** Attempts were repeated. */
final class Retries implements Detector {

  @Override
  public List<Finding> find(Examined run) {
    int[] repeated = new int[run.run.prefixes()];
    int[] failed = new int[run.run.prefixes()];
    long[] nanos = new long[run.run.prefixes()];
    for (int turn = 0; turn < run.turns.size(); turn++) {
      int task = run.turns.task(turn);
      if (task >= 0 && run.turns.lastOf(task) != turn && !LostWorker.isLost(run, turn)) {
        repeated[run.run.prefix(task)]++;
        nanos[run.run.prefix(task)] += run.turns.to(turn) - run.turns.from(turn);
        failed[run.run.prefix(task)] +=
            run.run.heading(run.turns.work(turn)) == Heading.RETRY ? 1 : 0;
      }
    }
    List<Finding> found = new ArrayList<>();
    for (int prefix = 0; prefix < repeated.length; prefix++) {
      if (nanos[prefix] * 2 >= Diagnosis.LEAST_SHARE * run.run.wallNanos()) {
        int own = prefix;
        String name = run.run.prefixName(prefix);
        found.add(
            new Finding(
                "retries",
                Finding.prefix(name),
                run.saved(Changes.withoutRetries(each -> each == own)),
                run.confidence(),
                List.of(
                    "%s attempts were repeated%s, which took %s of slots"
                        .formatted(
                            Amounts.count(repeated[prefix]),
                            failed[prefix] == repeated[prefix] ? " after they had failed" : "",
                            Amounts.seconds(nanos[prefix] / 1e9))),
                List.of(
                    Look.at("tasks").with("prefix", name),
                    Look.at("spans").with("where", "status=error"))));
      }
    }
    return found;
  }
}
