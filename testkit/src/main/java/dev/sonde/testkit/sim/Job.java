package dev.sonde.testkit.sim;

import java.util.List;

/**
 * A task that is to be run.
 *
 * @param nanos how long its own code takes on a worker of ordinary speed
 * @param needs indices of the jobs whose results it takes
 * @param bytes of its result
 * @param failures attempts that fail before one succeeds
 * @param fatal whether no attempt succeeds; what needs it does not run
 * @param submittedNanos after the run's start
 */
public record Job(
    String key,
    String prefix,
    long nanos,
    List<Integer> needs,
    long bytes,
    int failures,
    boolean fatal,
    long submittedNanos) {

  public Job {
    needs = List.copyOf(needs);
  }

  public Job(String key, String prefix, long nanos, List<Integer> needs, long bytes) {
    this(key, prefix, nanos, needs, bytes, 0, false, 0);
  }

  public Job lasting(long newNanos) {
    return new Job(key, prefix, newNanos, needs, bytes, failures, fatal, submittedNanos);
  }

  public Job failing(int times) {
    return new Job(key, prefix, nanos, needs, bytes, times, fatal, submittedNanos);
  }

  public Job dying() {
    return new Job(key, prefix, nanos, needs, bytes, failures, true, submittedNanos);
  }

  public Job needing(List<Integer> newNeeds) {
    return new Job(key, prefix, nanos, newNeeds, bytes, failures, fatal, submittedNanos);
  }

  public Job submitted(long nanosAfterStart) {
    return new Job(key, prefix, nanos, needs, bytes, failures, fatal, nanosAfterStart);
  }
}
