package dev.sonde.engine.view.criticalpath;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param wallClockS of what was asked about, in seconds; the segments add up to it; of several runs the sum
 * @param lengthS of the segments that are work
 * @param segments empty where several runs were asked about
 * @param dependencies whether the source says what tasks depend on
 * @param guessed steps for which only the order of time is known
 * @param thing what was asked about instead of the run, as it was written; null for runs
 * @param near tasks beside the path that could have ended least later without moving the end
 * @param runs each of several runs that were asked about
 */
public record CriticalPathResult(
    double wallClockS,
    double lengthS,
    List<Segment> segments,
    List<Kind> byKind,
    List<Prefix> byPrefix,
    boolean dependencies,
    int guessed,
    @Nullable String thing,
    List<Near> near,
    List<Run> runs) {

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

  /**
   * A task beside the path.
   *
   * @param slackS how much later it could have ended without moving the end
   */
  public record Near(
      String task,
      @Nullable String prefix,
      @Nullable String worker,
      long startNs,
      double durationS,
      double slackS) {}

  /** One of several runs. */
  public record Run(
      String run, double wallClockS, double lengthS, @Nullable String most, double mostS) {}

  public CriticalPathResult {
    segments = List.copyOf(segments);
    byKind = List.copyOf(byKind);
    byPrefix = List.copyOf(byPrefix);
    near = List.copyOf(near);
    runs = List.copyOf(runs);
  }
}
