package dev.sonde.engine.view.overview;

import dev.sonde.engine.activity.FoundRow;
import dev.sonde.engine.analysis.Stragglers;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run on one screen.
 *
 * @param workersIdle workers that are there and run nothing, at the moment asked about or while the run
 *     is under way; null after its end
 * @param state tasks by state; null where the source knows no tasks
 * @param memory null where nothing was measured
 * @param networkBytes moved between workers, before compression; null where no size is known
 * @param findings the first three of diagnose; null where there are too many spans to look at once more
 */
public record OverviewResult(
    double wallClockS,
    long workers,
    @Nullable Long workersIdle,
    long tasks,
    long spans,
    long runs,
    @Nullable Map<String, Long> state,
    @Nullable Memory memory,
    @Nullable Long networkBytes,
    int bins,
    double binS,
    List<Component> components,
    List<Costliest> costliest,
    List<MetricLane> lanes,
    List<Stragglers.Straggler> outliers,
    @Nullable List<FoundRow> findings) {

  /** Each null where nothing was measured. */
  public record Memory(
      @Nullable Long peakBytes,
      @Nullable Long limitBytes,
      @Nullable Long spilledBytes,
      @Nullable Long unspilledBytes) {}

  /** Spans of one component, over all workers; intensity 0 to 1 for each bin. */
  public record Component(String name, double totalS, List<Double> timeline) {}

  /** One span name among what workers did. */
  public record Costliest(
      String name,
      long count,
      double totalS,
      double meanPerWorkerS,
      double maxWorkerS,
      String maxWorker,
      List<Double> timeline) {}

  /** A measured value over time, each bin as a share of the peak (or of the limit, for memory). */
  public record MetricLane(String name, String unit, double peak, List<Double> values) {}
}
