package dev.sonde.engine.analysis.diagnosis;

import dev.sonde.engine.analysis.diagnosis.Finding.Confidence;
import dev.sonde.engine.analysis.diagnosis.Finding.Look;
import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.execution.Forest;
import dev.sonde.engine.analysis.replay.ForestReplay;
import dev.sonde.engine.words.Amounts;
import dev.sonde.engine.words.Names;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;

/** A cycle of messages that keeps going: the same parties call each other again and again. */
final class AgentLoop implements StepDetectors.StepDetector {

  /** Rounds; fewer are a conversation. */
  private static final int MANY = 4;

  @Override
  public List<Finding> find(Steps run) {
    Forest forest = run.forest;
    int spans = forest.spans();
    // How often the party of a span was entered on the way down to it, and by whom before that.
    int[] rounds = new int[spans];
    int[] entered = new int[spans];
    int deepest = Execution.NONE;
    for (int span : run.replay.downwards()) {
      int above = run.forest.parent(span);
      int party = forest.partyNumber(span);
      entered[span] = Execution.NONE;
      if (above < 0) {
        rounds[span] = 1;
        continue;
      }
      if (forest.partyNumber(above) == party || party < 0) {
        rounds[span] = rounds[above];
        entered[span] = entered[above];
        continue;
      }
      int last = earlier(run, above, entered, party);
      rounds[span] = last < 0 ? 1 : rounds[last] + 1;
      entered[span] = above;
      deepest = deepest < 0 || rounds[span] > rounds[deepest] ? span : deepest;
    }
    return deepest < 0 || rounds[deepest] < MANY
        ? List.of()
        : List.of(finding(run, deepest, rounds, entered));
  }

  /** The nearest span above in which the same party had been entered. */
  private static int earlier(Steps run, int from, int[] entered, int party) {
    int at = from;
    while (at >= 0) {
      if (run.forest.partyNumber(at) == party) {
        return at;
      }
      at = entered[at];
    }
    return Execution.NONE;
  }

  private static Finding finding(Steps run, int deepest, int[] rounds, int[] entered) {
    TreeSet<String> parties = new TreeSet<>();
    BitSet again = new BitSet();
    int first = deepest;
    for (int at = deepest; at >= 0; at = entered[at]) {
      String party = run.forest.party(at);
      if (party != null && rounds[at] > 1) {
        parties.add(party);
      }
      if (rounds[at] == 2) {
        first = topOf(run, at);
      }
    }
    again.set(first);
    long saved =
        run.replay.saved(
            new ForestReplay.Change() {
              @Override
              public long nanos(int span) {
                return again.get(span) ? 0 : -1;
              }
            });
    String names = String.join(",", parties);
    return new Finding(
        "agent_loop",
        Finding.thing("agents", names),
        saved,
        Confidence.MEDIUM,
        List.of(
            "%s call each other in %s rounds, each within the one before it"
                .formatted(
                    Names.cut(String.join(" and ", parties)), Amounts.count(rounds[deepest])),
            "the ceiling is for one round"),
        List.of(Look.at("services"), Look.at("messages"), Look.at("critical-path")));
  }

  private static int topOf(Steps run, int span) {
    int at = span;
    while (run.forest.parent(at) >= 0
        && run.forest.partyNumber(run.forest.parent(at)) == run.forest.partyNumber(at)) {
      at = run.forest.parent(at);
    }
    return at;
  }
}
