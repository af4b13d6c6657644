package dev.sonde.engine.view.criticalpath;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param wallClockS of the run, in seconds; the segments add up to it
 * @param lengthS of the segments that are work
 * @param dependencies whether the source says what tasks depend on
 * @param guessed steps for which only the order of time is known
 */
public record CriticalPathResult(
    double wallClockS,
    double lengthS,
    List<Segment> segments,
    List<Kind> byKind,
    List<Prefix> byPrefix,
    boolean dependencies,
    int guessed) {

  /**
   * @param task whose it is, for a wait the task that waited; null where it is nobody's
   * @param worker for steps of agents the agent or service
   */
  public record Segment(
      String kind,
      long startNs,
      long endNs,
      double durationS,
      @Nullable String task,
      @Nullable String prefix,
      @Nullable String name,
      @Nullable String worker,
      @Nullable String span) {}

  public record Kind(String kind, double totalS, double share) {}

  /** Work of one prefix; where there are no tasks, of one span name. */
  public record Prefix(String prefix, double totalS) {}

  public CriticalPathResult {
    segments = List.copyOf(segments);
    byKind = List.copyOf(byKind);
    byPrefix = List.copyOf(byPrefix);
  }
}
