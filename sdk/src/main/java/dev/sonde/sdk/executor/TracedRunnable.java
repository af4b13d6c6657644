package dev.sonde.sdk.executor;

/** Runs what it was made of, as a task. */
class TracedRunnable implements Runnable {

  private final Job job;
  private final Runnable work;

  TracedRunnable(Job job, Runnable work) {
    this.job = job;
    this.work = work;
  }

  /** As {@code execute} takes it: comparable where the work is, for queues that order by that. */
  static Runnable of(Job job, Runnable work) {
    return work instanceof Comparable ? new Ordered(job, work) : new TracedRunnable(job, work);
  }

  Job job() {
    return job;
  }

  Runnable work() {
    return work;
  }

  static Object unwrapped(Object work) {
    return work instanceof TracedRunnable traced ? traced.work : work;
  }

  @Override
  public void run() {
    job.run(work);
  }

  /** Compared also with what was given to the executor itself, hence with anything. */
  @SuppressWarnings("ComparableType")
  private static final class Ordered extends TracedRunnable implements Comparable<Object> {

    Ordered(Job job, Runnable work) {
      super(job, work);
    }

    @Override
    @SuppressWarnings("unchecked") // It compares as the work itself would, with what that throws.
    public int compareTo(Object other) {
      return ((Comparable<Object>) work()).compareTo(unwrapped(other));
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }
}
