package dev.sonde.engine.analysis.execution;

import java.util.Arrays;

/**
 * How many slots of all workers together were free, as steps over time. A worker that runs more at once
 * than it has slots, for as long as a phase takes, takes none from others.
 *
 * @param since from when on; in order
 * @param free how many from then on
 */
@SuppressWarnings("ArrayRecordComponent") // Read by the million, and not compared.
record FreeSlots(long[] since, int[] free) {

  static FreeSlots of(Execution run, Turns turns) {
    int stays = 0;
    for (int worker = 0; worker < run.workers(); worker++) {
      stays += run.there(worker).size();
    }
    int changes = 2 * (turns.size() + stays);
    long[] at = new long[changes];
    int[] worker = new int[changes];
    // What is added: to what runs there, or to what slots there are.
    int[] running = new int[changes];
    int[] slots = new int[changes];
    int used = 0;
    for (int turn = 0; turn < turns.size(); turn++) {
      if (turns.worker(turn) >= 0) {
        for (int side = 1; side >= -1; side -= 2) {
          at[used] = side > 0 ? turns.from(turn) : turns.to(turn);
          worker[used] = turns.worker(turn);
          running[used++] = side;
        }
      }
    }
    for (int host = 0; host < run.workers(); host++) {
      Stretches there = run.there(host);
      for (int stay = 0; stay < there.size(); stay++) {
        for (int side = 1; side >= -1; side -= 2) {
          at[used] = side > 0 ? there.from(stay) : there.to(stay);
          worker[used] = host;
          slots[used++] = side * run.slots(host);
        }
      }
    }
    return steps(run.workers(), Arrays.copyOf(at, used), worker, running, slots);
  }

  private static FreeSlots steps(int workers, long[] at, int[] worker, int[] running, int[] slots) {
    long[] since = new long[at.length];
    int[] free = new int[at.length];
    int[] busy = new int[workers];
    int[] room = new int[workers];
    int now = 0;
    int used = 0;
    for (int change : Order.by(at)) {
      int host = worker[change];
      now -= Math.max(0, room[host] - busy[host]);
      busy[host] += running[change];
      room[host] += slots[change];
      now += Math.max(0, room[host] - busy[host]);
      if (used > 0 && since[used - 1] == at[change]) {
        free[used - 1] = now;
      } else {
        since[used] = at[change];
        free[used++] = now;
      }
    }
    return new FreeSlots(Arrays.copyOf(since, used), Arrays.copyOf(free, used));
  }
}
