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
  private final WorkColumns works = new WorkColumns();

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
    works.add(heading, attempt, task, worker, peer, moved, startNanos, endNanos, handle);
  }

  public Execution build(long startNanos, long endNanos) {
    works.moves(this::need);
    Execution.Works sorted = works.sorted(ranks);
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
    for (int work = 0; work < sorted.tasks().length; work++) {
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
}
