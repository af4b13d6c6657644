package dev.sonde.engine.analysis.diagnosis;

import dev.sonde.engine.analysis.diagnosis.Finding.Confidence;
import dev.sonde.engine.analysis.diagnosis.Finding.Look;
import dev.sonde.engine.analysis.execution.Forest;
import dev.sonde.engine.analysis.execution.Stretches;
import dev.sonde.engine.analysis.replay.ForestReplay;
import dev.sonde.engine.words.Amounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Requests wait at one party while it is at others. */
final class QueueWait implements StepDetectors.StepDetector {

  @Override
  public List<Finding> find(Steps run) {
    Forest forest = run.forest;
    if (forest.messages().isEmpty() || forest.parties() == 0) {
      return List.of();
    }
    long[] waits = new long[forest.spans()];
    long[] sums = new long[forest.parties()];
    int[] counts = new int[forest.parties()];
    Map<Integer, Stretches> busy = new HashMap<>();
    for (Forest.Message message : forest.messages()) {
      int receiver = message.receiver();
      int party = receiver < 0 ? -1 : forest.partyNumber(receiver);
      if (party < 0) {
        continue;
      }
      long begun = Math.max(message.receivedNanos(), forest.start(receiver));
      // The time in which it was at something else is what more of its kind would have saved.
      long wait =
          busy.computeIfAbsent(party, p -> busy(forest, p))
              .within(message.sentNanos(), Math.min(begun, forest.start(receiver)));
      if (wait > waits[receiver]) {
        sums[party] += wait - waits[receiver];
        counts[party] += waits[receiver] == 0 ? 1 : 0;
        waits[receiver] = wait;
      }
    }
    List<Finding> found = new ArrayList<>();
    for (int party = 0; party < sums.length; party++) {
      if (sums[party] >= Diagnosis.LEAST_SHARE * run.wallNanos()) {
        found.add(finding(run, party, waits, sums[party], counts[party]));
      }
    }
    return found;
  }

  /** When a party was at something: its spans that are below none of its own. */
  private static Stretches busy(Forest forest, int party) {
    List<Integer> spans = new ArrayList<>();
    for (int span = 0; span < forest.spans(); span++) {
      int above = forest.parent(span);
      if (forest.partyNumber(span) == party && (above < 0 || forest.partyNumber(above) != party)) {
        spans.add(span);
      }
    }
    return Stretches.union(
        spans.stream().mapToLong(forest::start).toArray(),
        spans.stream().mapToLong(forest::end).toArray());
  }

  private static Finding finding(Steps run, int party, long[] waits, long sum, int count) {
    String name = run.forest.partyName(party);
    long saved =
        run.replay.saved(
            new ForestReplay.Change() {
              @Override
              public long sooner(int span) {
                return run.forest.partyNumber(span) == party ? waits[span] : 0;
              }
            });
    return new Finding(
        "queue_wait",
        Finding.thing("gen_ai.agent.name", name),
        saved,
        Confidence.MEDIUM,
        List.of(
            "%s requests waited %s in all while it was at others, %s each"
                .formatted(
                    Amounts.count(count),
                    Amounts.seconds(sum / 1e9),
                    Amounts.seconds(sum / 1e9 / Math.max(1, count)))),
        List.of(Look.at("messages"), Look.at("timeline").with("by", "gen_ai.agent.name")));
  }
}
