package dev.sonde.engine.analysis.diagnosis;

import dev.sonde.engine.analysis.diagnosis.Finding.Confidence;
import dev.sonde.engine.analysis.diagnosis.Finding.Look;
import dev.sonde.engine.analysis.execution.Groups;
import dev.sonde.engine.analysis.replay.ForestReplay;
import dev.sonde.engine.words.Amounts;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The same call many times under one parent, one after another. */
final class RepeatedCalls implements StepDetectors.StepDetector {

  /** Fewer are no pattern. */
  private static final int MANY = 5;

  /** A call by its name and by what it was asked. */
  private record Call(int name, long sameness) {}

  @Override
  public List<Finding> find(Steps run) {
    Map<Integer, BitSet> again = new HashMap<>();
    Map<Integer, Integer> parents = new HashMap<>();
    Groups below = run.replay.below();
    for (int parent : run.replay.downwards()) {
      Map<Call, List<Integer>> calls = new HashMap<>();
      for (int i = 0; i < below.size(parent); i++) {
        int child = below.get(parent, i);
        List<Integer> alike =
            calls.computeIfAbsent(
                new Call(run.forest.nameNumber(child), run.forest.sameness(child)),
                call -> new ArrayList<>());
        // One after another: a fan-out is another matter.
        if (alike.isEmpty()
            || run.forest.start(child) >= run.forest.end(alike.get(alike.size() - 1))) {
          alike.add(child);
        }
      }
      calls.forEach((call, alike) -> {
        if (alike.size() >= MANY) {
          BitSet spans = again.computeIfAbsent(call.name(), name -> new BitSet());
          alike.subList(1, alike.size()).forEach(spans::set);
          parents.merge(call.name(), 1, Integer::sum);
        }
      });
    }
    List<Finding> found = new ArrayList<>();
    again.forEach(
        (name, spans) -> found.add(finding(run, name, spans, parents.getOrDefault(name, 1))));
    return found;
  }

  private static Finding finding(Steps run, int name, BitSet again, int parents) {
    String what = run.forest.nameOfNumber(name);
    long sum = again.stream().mapToLong(run.forest::nanos).sum();
    long saved =
        run.replay.saved(
            new ForestReplay.Change() {
              @Override
              public long nanos(int span) {
                return again.get(span) ? 0 : -1;
              }
            });
    return new Finding(
        "repeated_calls",
        Finding.thing("name", what),
        saved,
        Confidence.MEDIUM,
        List.of(
            "%s of its calls repeat one before them, alike and under the same parent (%s), for %s"
                .formatted(
                    Amounts.count(again.cardinality()),
                    parents == 1 ? "one" : "one of " + Amounts.count(parents),
                    Amounts.seconds(sum / 1e9))),
        List.of(Look.at("spans").with("name", what), Look.at("stats").with("name", what)));
  }
}
