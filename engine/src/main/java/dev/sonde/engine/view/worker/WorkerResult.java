package dev.sonde.engine.view.worker;

import dev.sonde.engine.activity.Interval;
import dev.sonde.engine.activity.WorkerRow;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One worker: its row among the workers, see {@link WorkerRow}, and what that is made of.
 *
 * @param attemptsCount all that ran there
 * @param prefixes kinds of tasks it ran, most time first
 * @param attempts the last that began, latest first
 * @param transfers null where the source has none
 * @param samples measured values in time order by name; long series are thinned evenly
 */
// Error Prone takes transferS and transfers, names that the JSON prescribes, for one another.
@SuppressWarnings("InconsistentCapitalization")
public record WorkerResult(
    String worker,
    @Nullable String status,
    long tasks,
    long attemptsCount,
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
    List<WorkerRow.Top> top,
    List<Prefix> prefixes,
    List<Attempt> attempts,
    @Nullable Transfers transfers,
    Map<String, List<Double>> samples) {

  public WorkerResult {
    prefixes = List.copyOf(prefixes);
    attempts = List.copyOf(attempts);
  }

  /** A kind of task on this worker; durations are null where none is known. */
  public record Prefix(
      @Nullable String prefix,
      long attempts,
      long erred,
      @Nullable Double totalS,
      @Nullable Double meanS,
      @Nullable Double p90S,
      @Nullable Double maxS) {}

  /** An attempt; its end and duration are null while it runs and where they are unknown. */
  public record Attempt(
      String key,
      @Nullable String prefix,
      long attempt,
      @Nullable Long startNs,
      @Nullable Long endNs,
      @Nullable Double durationS,
      @Nullable String status,
      @Nullable String error) {}

  /** @param out null where transfers do not say who sent them */
  public record Transfers(Moved in, @Nullable Moved out) {}

  /** @param bytes before compression; null where no size is known */
  public record Moved(long messages, @Nullable Long bytes, double totalS) {}
}
