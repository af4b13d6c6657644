package dev.sonde.testkit.sim;

import java.util.ArrayList;
import java.util.List;

/**
 * What the tasks of a run meet.
 *
 * @param machines the workers
 * @param costs what everything around a task takes
 * @param early whether a ready task is given to a worker at once, to wait there; otherwise to a free slot
 * @param dependencies whether records name what tasks need
 */
public record Cluster(List<Machine> machines, Costs costs, boolean early, boolean dependencies) {

  /**
   * A worker.
   *
   * @param slowness factor on the time of everything it computes
   * @param joinsNanos after the run's start
   * @param leavesNanos after the run's start, {@link Long#MAX_VALUE} where it stays; what it runs is lost
   * @param pausedNanos stretches, from and to in turn, in which it begins nothing
   */
  public record Machine(
      int threads, double slowness, long joinsNanos, long leavesNanos, List<Long> pausedNanos) {
    public Machine {
      pausedNanos = List.copyOf(pausedNanos);
    }

    public Machine(int threads) {
      this(threads, 1, 0, Long.MAX_VALUE, List.of());
    }
  }

  /**
   * In nanoseconds each.
   *
   * @param client before anything is submitted
   * @param decision of the scheduler, for each task; it makes one at a time
   * @param latency of a message between scheduler and worker
   * @param serialize before an attempt, on its slot
   * @param lock before an attempt, on its slot
   * @param store behind an attempt, on its slot
   * @param move of a message between workers, beside its bytes
   * @param bytesPerSecond a worker receives one message at a time
   * @param spill reading back what a task needs, for as many tasks as {@code spilled} says
   * @param spilled share of tasks, 0 to 1
   */
  public record Costs(
      long client,
      long decision,
      long latency,
      long serialize,
      long lock,
      long store,
      long move,
      double bytesPerSecond,
      long spill,
      double spilled) {

    /** Small beside tasks of 10 ms and more. */
    public static final Costs USUAL =
        new Costs(30_000_000, 5_000, 300_000, 200_000, 2_000, 300_000, 300_000, 2e9, 0, 0);

    public Costs withClient(long nanos) {
      return new Costs(
          nanos, decision, latency, serialize, lock, store, move, bytesPerSecond, spill, spilled);
    }

    public Costs withDecision(long nanos) {
      return new Costs(
          client, nanos, latency, serialize, lock, store, move, bytesPerSecond, spill, spilled);
    }

    public Costs withLock(long nanos) {
      return new Costs(
          client, decision, latency, serialize, nanos, store, move, bytesPerSecond, spill, spilled);
    }

    public Costs withSlotOverhead(long serializing, long storing) {
      return new Costs(
          client,
          decision,
          latency,
          serializing,
          lock,
          storing,
          move,
          bytesPerSecond,
          spill,
          spilled);
    }

    public Costs withBandwidth(double perSecond) {
      return new Costs(
          client, decision, latency, serialize, lock, store, move, perSecond, spill, spilled);
    }

    public Costs withSpill(long nanos, double share) {
      return new Costs(
          client, decision, latency, serialize, lock, store, move, bytesPerSecond, nanos, share);
    }
  }

  public Cluster {
    machines = List.copyOf(machines);
  }

  /** So many equal workers. */
  public static Cluster of(int workers, int threads) {
    List<Machine> machines = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      machines.add(new Machine(threads));
    }
    return new Cluster(machines, Costs.USUAL, false, true);
  }

  public int slots() {
    return machines.stream().mapToInt(Machine::threads).sum();
  }

  public Cluster with(int machine, Machine other) {
    List<Machine> changed = new ArrayList<>(machines);
    changed.set(machine, other);
    return new Cluster(changed, costs, early, dependencies);
  }

  public Cluster with(Costs other) {
    return new Cluster(machines, other, early, dependencies);
  }

  public Cluster early(boolean assignedAtOnce) {
    return new Cluster(machines, costs, assignedAtOnce, dependencies);
  }
}
