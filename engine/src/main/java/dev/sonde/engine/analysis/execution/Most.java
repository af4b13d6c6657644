package dev.sonde.engine.analysis.execution;

import java.util.Arrays;

/** The most attempts that ran at once on each worker. */
final class Most {

  private Most() {}

  static int[] atOnce(int workers, Execution.Works works) {
    int[] attempts = attempts(works);
    int[] byStart = Order.by(works.starts(), attempts);
    int[] running = new int[workers];
    int[] most = new int[workers];
    int ended = 0;
    for (int work : byStart) {
      // What ends as another begins has made room for it; works are numbered by their ends.
      while (ended < attempts.length && works.ends()[attempts[ended]] <= works.starts()[work]) {
        running[works.workers()[attempts[ended++]]]--;
      }
      int worker = works.workers()[work];
      most[worker] = Math.max(most[worker], ++running[worker]);
    }
    return most;
  }

  /** Those of a worker, in the order of their ends. What took no time was never there beside others. */
  private static int[] attempts(Execution.Works works) {
    int[] attempts = new int[works.starts().length];
    int used = 0;
    for (int work = 0; work < attempts.length; work++) {
      if (works.attempts()[work]
          && works.workers()[work] >= 0
          && works.ends()[work] > works.starts()[work]) {
        attempts[used++] = work;
      }
    }
    return Arrays.copyOf(attempts, used);
  }
}
