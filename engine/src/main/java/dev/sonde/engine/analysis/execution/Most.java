package dev.sonde.engine.analysis.execution;

/** The most attempts that ran at once on each worker. */
final class Most {

  private Most() {}

  static int[] atOnce(int workers, Execution.Works works) {
    int[] byStart = Order.by(works.starts());
    int[] running = new int[workers];
    int[] most = new int[workers];
    int ended = 0;
    for (int work : byStart) {
      // What ends as another begins has made room for it; works are numbered by their ends.
      while (ended < byStart.length && works.ends()[ended] <= works.starts()[work]) {
        count(works, ended++, running, -1);
      }
      count(works, work, running, 1);
      int worker = works.workers()[work];
      if (worker >= 0) {
        most[worker] = Math.max(most[worker], running[worker]);
      }
    }
    return most;
  }

  /** What took no time was never there beside others. */
  private static void count(Execution.Works works, int work, int[] running, int by) {
    int worker = works.workers()[work];
    if (worker >= 0 && works.attempts()[work] && works.ends()[work] > works.starts()[work]) {
      running[worker] += by;
    }
  }
}
