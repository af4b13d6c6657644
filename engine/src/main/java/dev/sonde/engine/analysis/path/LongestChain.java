package dev.sonde.engine.analysis.path;

import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.execution.Groups;
import dev.sonde.engine.analysis.execution.Turns;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** The attempts of tasks that depend on each other, of which the sum of times is greatest. */
final class LongestChain {

  private LongestChain() {}

  /** The last attempts of its tasks, in the order of time; empty where there are none. */
  static int[] of(Execution run, Turns turns) {
    long[] longest = new long[run.tasks()];
    int[] before = new int[run.tasks()];
    Arrays.fill(before, Execution.NONE);
    int last = Execution.NONE;
    Groups needs = run.needs();
    // In the order of their ends: what a task needs has ended before it began, or does not count.
    for (int turn = 0; turn < turns.size(); turn++) {
      int task = turns.task(turn);
      if (task < 0 || turns.lastOf(task) != turn) {
        continue;
      }
      int own = turns.work(turn);
      for (int i = 0; i < needs.size(task); i++) {
        int need = needs.get(task, i);
        int done = turns.lastOf(need);
        if (done >= 0
            && run.end(turns.work(done)) <= run.start(own)
            && longest[need] > longest[task]) {
          longest[task] = longest[need];
          before[task] = need;
        }
      }
      longest[task] += run.nanos(own);
      last = last < 0 || longest[task] > longest[last] ? task : last;
    }
    Deque<Integer> chain = new ArrayDeque<>();
    for (int task = last; task >= 0; task = before[task]) {
      chain.addFirst(turns.work(turns.lastOf(task)));
    }
    return chain.stream().mapToInt(Integer::intValue).toArray();
  }
}
