package dev.sonde.engine.analysis.execution;

import java.util.Arrays;

/** Works as they come, a column for each thing that is known of them: there may be millions. */
final class WorkColumns {

  private static final int FIRST_ROOM = 1024;

  /** Of works that end at once, so many are put in order in place. */
  private static final int FEW = 16;

  private byte[] headings = new byte[FIRST_ROOM];
  private boolean[] attempts = new boolean[FIRST_ROOM];
  private int[] tasks = new int[FIRST_ROOM];
  private int[] workers = new int[FIRST_ROOM];
  private int[] peers = new int[FIRST_ROOM];
  private int[] data = new int[FIRST_ROOM];
  private long[] starts = new long[FIRST_ROOM];
  private long[] ends = new long[FIRST_ROOM];
  private long[] handles = new long[FIRST_ROOM];
  private int size;

  /** What is told of a task that another's result moved for. */
  interface Move {
    void of(int task, int moved);
  }

  /** See {@link ExecutionBuilder#work}. */
  void add(
      Heading heading,
      boolean attempt,
      int task,
      int worker,
      int peer,
      int moved,
      long startNanos,
      long endNanos,
      long handle) {
    if (size == starts.length) {
      grow();
    }
    headings[size] = (byte) heading.code();
    attempts[size] = attempt;
    tasks[size] = task;
    workers[size] = worker;
    peers[size] = peer;
    data[size] = moved;
    starts[size] = startNanos;
    ends[size] = Math.max(startNanos, endNanos);
    handles[size++] = handle;
  }

  private void grow() {
    int room = size + size / 2;
    headings = Arrays.copyOf(headings, room);
    attempts = Arrays.copyOf(attempts, room);
    tasks = Arrays.copyOf(tasks, room);
    workers = Arrays.copyOf(workers, room);
    peers = Arrays.copyOf(peers, room);
    data = Arrays.copyOf(data, room);
    starts = Arrays.copyOf(starts, room);
    ends = Arrays.copyOf(ends, room);
    handles = Arrays.copyOf(handles, room);
  }

  /** Tells of every result that moved for a task, which then needed it. */
  void moves(Move move) {
    for (int work = 0; work < size; work++) {
      if (tasks[work] >= 0 && data[work] >= 0 && data[work] != tasks[work]) {
        move.of(tasks[work], data[work]);
      }
    }
  }

  /**
   * In the order of their ends, then of all else.
   *
   * @param ranks of tasks, by which these are told apart whatever their numbers
   */
  Execution.Works sorted(long[] ranks) {
    int[] order = order(ranks);
    byte[] newHeadings = new byte[size];
    boolean[] newAttempts = new boolean[size];
    for (int i = 0; i < size; i++) {
      newHeadings[i] = headings[order[i]];
      newAttempts[i] = attempts[order[i]];
    }
    return new Execution.Works(
        newHeadings,
        newAttempts,
        ordered(tasks, order),
        ordered(workers, order),
        ordered(peers, order),
        ordered(data, order),
        ordered(starts, order),
        ordered(ends, order),
        ordered(handles, order));
  }

  private int[] order(long[] ranks) {
    int[] order = Order.by(Arrays.copyOf(ends, size));
    int from = 0;
    while (from < size) {
      int to = from + 1;
      while (to < size && ends[order[to]] == ends[order[from]]) {
        to++;
      }
      if (to - from > FEW) {
        Integer[] alike = new Integer[to - from];
        for (int i = from; i < to; i++) {
          alike[i - from] = order[i];
        }
        Arrays.sort(alike, (one, other) -> compare(one, other, ranks));
        for (int i = from; i < to; i++) {
          order[i] = alike[i - from];
        }
      } else {
        for (int i = from + 1; i < to; i++) {
          for (int j = i; j > from && compare(order[j], order[j - 1], ranks) < 0; j--) {
            int swap = order[j];
            order[j] = order[j - 1];
            order[j - 1] = swap;
          }
        }
      }
      from = to;
    }
    return order;
  }

  private int compare(int one, int other, long[] ranks) {
    int by = Long.compare(starts[one], starts[other]);
    by = by != 0 ? by : Boolean.compare(attempts[one], attempts[other]);
    by = by != 0 ? by : Long.compare(rank(tasks[one], ranks), rank(tasks[other], ranks));
    by = by != 0 ? by : Integer.compare(headings[one], headings[other]);
    by = by != 0 ? by : Long.compare(rank(data[one], ranks), rank(data[other], ranks));
    by = by != 0 ? by : Integer.compare(workers[one], workers[other]);
    by = by != 0 ? by : Integer.compare(peers[one], peers[other]);
    return by != 0 ? by : Long.compare(handles[one], handles[other]);
  }

  private static long rank(int task, long[] ranks) {
    return task < 0 ? -1 : ranks[task];
  }

  private static int[] ordered(int[] values, int[] order) {
    int[] sorted = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      sorted[i] = values[order[i]];
    }
    return sorted;
  }

  private static long[] ordered(long[] values, int[] order) {
    long[] sorted = new long[order.length];
    for (int i = 0; i < order.length; i++) {
      sorted[i] = values[order[i]];
    }
    return sorted;
  }
}
