package dev.sonde.engine.view.trends;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Figures of runs, run by run.
 *
 * @param runs in the order of their beginnings
 * @param series those that changed first, by how much
 */
public record TrendsResult(List<String> runs, List<Series> series) {

  /**
   * One figure of one kind of task, or of whole runs.
   *
   * @param prefix null for whole runs
   * @param measure {@code duration_p50_s}, {@code duration_p95_s}, {@code queue_p50_s}, {@code failed},
   *     {@code cache_hit_rate}; of whole runs {@code wall_clock_s}, {@code workers}, {@code memory_bytes},
   *     {@code cpu_utilization}
   * @param points runs without the figure have none
   * @param change null where it stayed what it was, but for chance and single runs
   */
  public record Series(
      @Nullable String prefix, String measure, List<Point> points, @Nullable Change change) {}

  /** A run's figure. */
  public record Point(String run, double value) {}

  /**
   * A change that stayed.
   *
   * @param run the first with the new level
   * @param before the median of the runs before
   * @param after the median from that run on
   * @param factor after over before, null where before is 0
   */
  public record Change(String run, double before, double after, @Nullable Double factor) {}
}
