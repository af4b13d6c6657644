package dev.sonde.engine.analysis.execution;

import java.util.List;

/**
 * One run: its tasks, its workers, and its works, which is everything that took time (attempts and the
 * phases around them, transfers, spills, what scheduler and client did). Each has a number; works are
 * numbered by when they ended, then by all else that is known of them, so that nothing depends on the
 * order of records. Made by {@link ExecutionBuilder}.
 */
public final class Execution {

  /** In place of a moment that is not known. */
  public static final long UNKNOWN = Long.MIN_VALUE;

  /** In place of a number where there is nothing. */
  public static final int NONE = -1;

  /** What is known of tasks, by number. */
  @SuppressWarnings("ArrayRecordComponent") // Read by the million, and not compared.
  record Tasks(
      String[] keys,
      int[] prefixes,
      long[] submitted,
      long[] ready,
      long[] assigned,
      Groups needs,
      Groups neededBy,
      boolean told) {}

  /** What is known of workers, by number. */
  @SuppressWarnings("ArrayRecordComponent") // Read by the million, and not compared.
  record Workers(String[] names, int[] slots, Stretches[] there, Stretches[] paused) {}

  /** What is known of works, by number. */
  @SuppressWarnings("ArrayRecordComponent") // Read by the million, and not compared.
  record Works(
      byte[] headings,
      boolean[] attempts,
      int[] tasks,
      int[] workers,
      int[] peers,
      int[] data,
      long[] starts,
      long[] ends,
      long[] handles) {}

  private final long startNanos;
  private final long endNanos;
  private final List<String> prefixNames;
  private final Tasks tasks;
  private final Workers workers;
  private final Works works;
  private final Groups worksOf;

  Execution(
      long startNanos,
      long endNanos,
      List<String> prefixNames,
      Tasks tasks,
      Workers workers,
      Works works) {
    this.startNanos = startNanos;
    this.endNanos = Math.max(startNanos, endNanos);
    this.prefixNames = List.copyOf(prefixNames);
    this.tasks = tasks;
    this.workers = workers;
    this.works = works;
    int[] all = new int[works.starts().length];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    this.worksOf = Groups.of(tasks.keys().length, all, works.tasks());
  }

  public long startNanos() {
    return startNanos;
  }

  public long endNanos() {
    return endNanos;
  }

  public long wallNanos() {
    return endNanos - startNanos;
  }

  public int tasks() {
    return tasks.keys().length;
  }

  public String key(int task) {
    return tasks.keys()[task];
  }

  /** The number of its prefix. */
  public int prefix(int task) {
    return tasks.prefixes()[task];
  }

  public int prefixes() {
    return prefixNames.size();
  }

  public String prefixName(int prefix) {
    return prefixNames.get(prefix);
  }

  public long submittedNanos(int task) {
    return tasks.submitted()[task];
  }

  /** When all that it needs was done, as it was said. */
  public long readyNanos(int task) {
    return tasks.ready()[task];
  }

  public long assignedNanos(int task) {
    return tasks.assigned()[task];
  }

  /** What each task needs, itself and by what moved for it. */
  public Groups needs() {
    return tasks.needs();
  }

  public Groups neededBy() {
    return tasks.neededBy();
  }

  /** Whether the source says what tasks depend on. */
  public boolean hasDependencies() {
    return tasks.told();
  }

  public int workers() {
    return workers.names().length;
  }

  public String workerName(int worker) {
    return workers.names()[worker];
  }

  /** How many attempts it runs at once. */
  public int slots(int worker) {
    return workers.slots()[worker];
  }

  /** When it was there, within the run. */
  public Stretches there(int worker) {
    return workers.there()[worker];
  }

  /** When it was told to begin nothing. */
  public Stretches paused(int worker) {
    return workers.paused()[worker];
  }

  public int works() {
    return works.starts().length;
  }

  public Heading heading(int work) {
    return Heading.ofCode(works.headings()[work]);
  }

  /** Whether it is a task's own code, which fills a slot. */
  public boolean isAttempt(int work) {
    return works.attempts()[work];
  }

  /** Whose it is, or who waits for it; {@link #NONE} where it is nobody's. */
  public int task(int work) {
    return works.tasks()[work];
  }

  /** Where it ran or, of a transfer, arrived. */
  public int worker(int work) {
    return works.workers()[work];
  }

  /** Where a transfer came from. */
  public int peer(int work) {
    return works.peers()[work];
  }

  /** The task whose result moved. */
  public int data(int work) {
    return works.data()[work];
  }

  public long start(int work) {
    return works.starts()[work];
  }

  public long end(int work) {
    return works.ends()[work];
  }

  public long nanos(int work) {
    return works.ends()[work] - works.starts()[work];
  }

  /** By which its record is found again. */
  public long handle(int work) {
    return works.handles()[work];
  }

  /** The works of each task, in the order of their ends. */
  public Groups worksOf() {
    return worksOf;
  }

  /** The last work that had ended by then; {@link #NONE} where none had. */
  public int lastEnded(long moment) {
    return Order.upTo(works.ends(), moment) - 1;
  }
}
