package dev.sonde.engine.analysis.execution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers what is known of a run. Tasks and works may come in any order; workers come by when they first
 * did something.
 */
public final class ExecutionBuilder {

  private static final int FIRST_ROOM = 1024;

  private final List<String> prefixNames = new ArrayList<>();
  private final Map<String, Integer> prefixNumbers = new HashMap<>();
  private final List<String> keys = new ArrayList<>();
  private final List<String> workerNames = new ArrayList<>();
  private final List<Integer> slots = new ArrayList<>();
  private final List<List<long[]>> there = new ArrayList<>();
  private final List<List<long[]>> paused = new ArrayList<>();
  private int[] prefixes = new int[FIRST_ROOM];
  private long[] ranks = new long[FIRST_ROOM];
  private long[] submitted = new long[FIRST_ROOM];
  private long[] ready = new long[FIRST_ROOM];
  private long[] assigned = new long[FIRST_ROOM];
  private int[] needing = new int[FIRST_ROOM];
  private int[] needed = new int[FIRST_ROOM];
  private int needs;
  private boolean told;
  private byte[] headings = new byte[FIRST_ROOM];
  private boolean[] attempts = new boolean[FIRST_ROOM];
  private int[] tasks = new int[FIRST_ROOM];
  private int[] workers = new int[FIRST_ROOM];
  private int[] peers = new int[FIRST_ROOM];
  private int[] data = new int[FIRST_ROOM];
  private long[] starts = new long[FIRST_ROOM];
  private long[] ends = new long[FIRST_ROOM];
  private long[] handles = new long[FIRST_ROOM];
  private int works;

  /** The number of a prefix. */
  public int prefix(String name) {
    return prefixNumbers.computeIfAbsent(
        name,
        each -> {
          prefixNames.add(each);
          return prefixNames.size() - 1;
        });
  }

  /**
   * The next task; its number.
   *
   * @param rank by which tasks are told apart where nothing else does, whatever their order here
   */
  public int task(
      String key, long rank, int prefix, long submittedNanos, long readyNanos, long assignedNanos) {
    int task = keys.size();
    if (task == prefixes.length) {
      int room = task * 2;
      prefixes = Arrays.copyOf(prefixes, room);
      ranks = Arrays.copyOf(ranks, room);
      submitted = Arrays.copyOf(submitted, room);
      ready = Arrays.copyOf(ready, room);
      assigned = Arrays.copyOf(assigned, room);
    }
    keys.add(key);
    prefixes[task] = prefix;
    ranks[task] = rank;
    submitted[task] = submittedNanos;
    ready[task] = readyNanos;
    assigned[task] = assignedNanos;
    return task;
  }

  /** That the source says what tasks need, also where they need nothing. */
  public void saysNeeds() {
    told = true;
  }

  /** That a task needs another. */
  public void needs(int task, int other) {
    told = true;
    need(task, other);
  }

  private void need(int task, int other) {
    if (needs == needing.length) {
      needing = Arrays.copyOf(needing, needs * 2);
      needed = Arrays.copyOf(needed, needs * 2);
    }
    needing[needs] = task;
    needed[needs++] = other;
  }

  /**
   * The next worker; its number.
   *
   * @param slotsSaid 0 where only what ran there tells
   */
  public int worker(String name, int slotsSaid) {
    workerNames.add(name);
    slots.add(slotsSaid);
    there.add(new ArrayList<>());
    paused.add(new ArrayList<>());
    return workerNames.size() - 1;
  }

  /** That a worker was there; bounds that are not known are those of the run. */
  public void there(int worker, long fromNanos, long toNanos) {
    there.get(worker).add(new long[] {fromNanos, toNanos});
  }

  public void paused(int worker, long fromNanos, long toNanos) {
    paused.get(worker).add(new long[] {fromNanos, toNanos});
  }

  /**
   * Something that took time; see {@link Execution} for what the numbers mean.
   *
   * @param endNanos where it is before the start, the start counts
   * @param handle by which its record is found again; of works that are alike, the less comes first
   */
  public void work(
      Heading heading,
      boolean attempt,
      int task,
      int worker,
      int peer,
      int moved,
      long startNanos,
      long endNanos,
      long handle) {
    if (works == starts.length) {
      grow();
    }
    headings[works] = (byte) heading.code();
    attempts[works] = attempt;
    tasks[works] = task;
    workers[works] = worker;
    peers[works] = peer;
    data[works] = moved;
    starts[works] = startNanos;
    ends[works] = Math.max(startNanos, endNanos);
    handles[works++] = handle;
    if (task >= 0 && moved >= 0 && moved != task) {
      need(task, moved);
    }
  }

  private void grow() {
    int room = works + works / 2;
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

  public Execution build(long startNanos, long endNanos) {
    Execution.Works sorted = works(order());
    int count = keys.size();
    decided(sorted);
    Groups needsOf = needs(count);
    Execution.Tasks all =
        new Execution.Tasks(
            keys.toArray(String[]::new),
            Arrays.copyOf(prefixes, count),
            Arrays.copyOf(submitted, count),
            Arrays.copyOf(ready, count),
            Arrays.copyOf(assigned, count),
            needsOf,
            needsOf.inverse(count),
            told);
    int hosts = workerNames.size();
    int[] most = Most.atOnce(hosts, sorted);
    Stretches[] presence = new Stretches[hosts];
    Stretches[] pauses = new Stretches[hosts];
    for (int i = 0; i < hosts; i++) {
      most[i] = Math.max(1, Math.max(most[i], slots.get(i)));
      presence[i] =
          there.get(i).isEmpty()
              ? stretches(List.of(new long[] {startNanos, endNanos}), startNanos, endNanos)
              : stretches(there.get(i), startNanos, endNanos);
      pauses[i] = stretches(paused.get(i), startNanos, endNanos);
    }
    return new Execution(
        startNanos,
        endNanos,
        prefixNames,
        all,
        new Execution.Workers(workerNames.toArray(String[]::new), most, presence, pauses),
        sorted);
  }

  /** Where nobody says when a task was given to a worker: when the scheduler was first done with it. */
  private void decided(Execution.Works sorted) {
    boolean[] said = new boolean[keys.size()];
    for (int task = 0; task < said.length; task++) {
      said[task] = assigned[task] != Execution.UNKNOWN;
    }
    for (int work = 0; work < works; work++) {
      int task = sorted.tasks()[work];
      if (task >= 0
          && !said[task]
          && sorted.workers()[work] < 0
          && sorted.headings()[work] == Heading.SCHEDULER.code()) {
        assigned[task] = sorted.ends()[work];
        said[task] = true;
      }
    }
  }

  /** Each once, in the order of their numbers. */
  private Groups needs(int count) {
    long[] pairs = new long[needs];
    for (int i = 0; i < needs; i++) {
      pairs[i] = ((long) needing[i] << 32) | needed[i];
    }
    Arrays.sort(pairs);
    int used = 0;
    for (int i = 0; i < pairs.length; i++) {
      if (i == 0 || pairs[i] != pairs[i - 1]) {
        needing[used] = (int) (pairs[i] >>> 32);
        needed[used++] = (int) pairs[i];
      }
    }
    return Groups.pairs(count, needing, needed, used);
  }

  private static Stretches stretches(List<long[]> all, long startNanos, long endNanos) {
    long[] from = new long[all.size()];
    long[] to = new long[all.size()];
    for (int i = 0; i < from.length; i++) {
      long[] one = all.get(i);
      from[i] = one[0] == Execution.UNKNOWN ? startNanos : Math.max(startNanos, one[0]);
      to[i] = one[1] == Execution.UNKNOWN ? endNanos : Math.min(endNanos, one[1]);
    }
    return Stretches.union(from, to);
  }

  /** By end, then by start, then by all else; of a million works a few are alike in both. */
  private int[] order() {
    int[] order = Order.by(ends, Order.by(Arrays.copyOf(starts, works)));
    for (int i = 1; i < works; i++) {
      for (int j = i; j > 0 && isBefore(order[j], order[j - 1]); j--) {
        int swap = order[j];
        order[j] = order[j - 1];
        order[j - 1] = swap;
      }
    }
    return order;
  }

  private boolean isBefore(int one, int other) {
    if (ends[one] != ends[other] || starts[one] != starts[other]) {
      return false;
    }
    int by = Boolean.compare(attempts[one], attempts[other]);
    by = by != 0 ? by : Long.compare(rank(tasks[one]), rank(tasks[other]));
    by = by != 0 ? by : Integer.compare(headings[one], headings[other]);
    by = by != 0 ? by : Long.compare(rank(data[one]), rank(data[other]));
    by = by != 0 ? by : Integer.compare(workers[one], workers[other]);
    by = by != 0 ? by : Integer.compare(peers[one], peers[other]);
    return (by != 0 ? by : Long.compare(handles[one], handles[other])) < 0;
  }

  private long rank(int task) {
    return task < 0 ? -1 : ranks[task];
  }

  private Execution.Works works(int[] order) {
    byte[] newHeadings = new byte[works];
    boolean[] newAttempts = new boolean[works];
    for (int i = 0; i < works; i++) {
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
