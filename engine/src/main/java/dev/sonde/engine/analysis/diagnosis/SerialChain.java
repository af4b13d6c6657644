package dev.sonde.engine.analysis.diagnosis;

import dev.sonde.engine.analysis.diagnosis.Finding.Look;
import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.execution.Order;
import dev.sonde.engine.analysis.replay.Changes;
import dev.sonde.engine.words.Amounts;
import java.util.List;

/** For long stretches one thing runs after another while slots have nothing ready. */
final class SerialChain implements Detector {

  /** Of all slots: what runs on fewer at once runs alone. */
  private static final int PART = 8;

  /** Attempts of one prefix, one after another. */
  private static final int ENOUGH = 3;

  @Override
  public List<Finding> find(Examined run) {
    int slots = 0;
    for (int worker = 0; worker < run.run.workers(); worker++) {
      slots += run.run.slots(worker);
    }
    if (slots < 2) {
      return List.of();
    }
    long[] alone = new long[run.run.prefixes()];
    int[] links = new int[run.run.prefixes()];
    alone(run, Math.max(1, slots / PART), alone, links);
    int most = Execution.NONE;
    for (int prefix = 0; prefix < alone.length; prefix++) {
      if (links[prefix] >= ENOUGH && (most < 0 || alone[prefix] > alone[most])) {
        most = prefix;
      }
    }
    if (most < 0 || alone[most] < Diagnosis.LEAST_SHARE * run.run.wallNanos()) {
      return List.of();
    }
    // What ran while others did is not won by running it beside them.
    long saved = Math.min(alone[most], run.saved(Changes.sideBySide(most)));
    String name = run.run.prefixName(most);
    return List.of(
        new Finding(
            "serial_chain",
            Finding.prefix(name),
            saved,
            run.confidence(),
            List.of(
                "for %s no more than %s of %s slots were at work, with %s attempts one after another"
                    .formatted(
                        Amounts.seconds(alone[most] / 1e9),
                        Amounts.count(Math.max(1, slots / PART)),
                        Amounts.count(slots),
                        Amounts.count(links[most]))),
            List.of(
                Look.at("critical-path"),
                Look.at("timeline").with("by", "prefix"),
                Look.at("tasks").with("prefix", name))));
  }

  /** How long attempts of each prefix ran with so few others, and how many followed one of their own. */
  private static void alone(Examined run, int few, long[] alone, int[] links) {
    int size = run.turns.size();
    long[] from = new long[size];
    long[] to = new long[size];
    for (int turn = 0; turn < size; turn++) {
      from[turn] = run.turns.from(turn);
      to[turn] = run.turns.to(turn);
    }
    int[] begins = Order.by(from);
    int[] ends = Order.by(to);
    int running = 0;
    int next = 0;
    long now = run.run.startNanos();
    int last = Execution.NONE;
    for (int end : ends) {
      while (next < size && from[begins[next]] <= to[end]) {
        int turn = begins[next++];
        // Nothing ran, or little: what begins now was waited for.
        last = running > 0 && last >= 0 ? last : turn;
        // What moved or was read before it is another matter.
        long other = running > 0 ? 0 : run.replay.movingNanos(turn) + run.replay.readingNanos(turn);
        add(run, running, few, last, from[turn] - now - other, alone);
        now = Math.max(now, from[turn]);
        running++;
        last = turn;
        link(run, turn, links);
      }
      add(run, running, few, last, to[end] - now, alone);
      now = Math.max(now, to[end]);
      running--;
    }
  }

  private static void add(Examined run, int running, int few, int turn, long nanos, long[] alone) {
    if (running <= few && nanos > 0 && turn >= 0 && run.turns.task(turn) >= 0) {
      alone[run.run.prefix(run.turns.task(turn))] += nanos;
    }
  }

  private static void link(Examined run, int turn, int[] links) {
    for (int before : run.replay.releasing(turn)) {
      if (run.turns.task(turn) >= 0
          && run.turns.task(before) >= 0
          && run.turns.task(before) != run.turns.task(turn)
          && run.run.prefix(run.turns.task(before)) == run.run.prefix(run.turns.task(turn))) {
        links[run.run.prefix(run.turns.task(turn))]++;
        return;
      }
    }
  }
}
