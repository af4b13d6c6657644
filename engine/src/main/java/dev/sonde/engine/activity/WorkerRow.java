package dev.sonde.engine.activity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one worker over the window.
 *
 * @param status gone, paused, running or idle; null where it cannot be known
 * @param tasks whose last attempt ran there
 * @param busyS time of attempts
 * @param windowS time that it was there
 * @param utilization busy slot-seconds ÷ held slot-seconds; null where nothing was held
 * @param cpu mean of what was measured, 1 being one processor or all, as the source has it
 * @param memoryBytes the last that was measured
 * @param memoryPeakBytes the most that was measured
 * @param processing tasks handed to it that have not ended; null where the source has no tasks
 * @param ready tasks that wait there for a slot; null where nobody announced states
 * @param transferS of what it received; null where the source has no transfers
 * @param spillS to and from disk; null where the source has no spills
 * @param firstNs start of its first span, null without spans
 * @param lastNs end of its last span
 * @param top the three costliest span names there
 */
public record WorkerRow(
    String worker,
    @Nullable String status,
    long tasks,
    long attempts,
    long spans,
    double busyS,
    double windowS,
    long slots,
    @Nullable Double utilization,
    @Nullable Double cpu,
    @Nullable Long memoryBytes,
    @Nullable Long memoryPeakBytes,
    @Nullable Long memoryLimitBytes,
    @Nullable Long processing,
    @Nullable Long ready,
    @Nullable Double transferS,
    @Nullable Double spillS,
    @Nullable Long firstNs,
    @Nullable Long lastNs,
    List<Interval> intervals,
    List<Top> top) {

  public WorkerRow {
    intervals = List.copyOf(intervals);
    top = List.copyOf(top);
  }

  /** A span name with its time on the worker. */
  public record Top(String name, double totalS) {}

  /** The most memory measured as a share of the limit; null where either is unknown. */
  public @Nullable Double memoryShare() {
    return memoryPeakBytes == null || memoryLimitBytes == null || memoryLimitBytes <= 0
        ? null
        : (Double) ((double) memoryPeakBytes / memoryLimitBytes);
  }
}
