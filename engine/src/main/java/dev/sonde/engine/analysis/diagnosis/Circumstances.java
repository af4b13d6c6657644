package dev.sonde.engine.analysis.diagnosis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known beside the run's own times.
 *
 * @param failed tasks that ended erred
 * @param stopped tasks that have not started because of one that erred
 * @param missing what makes the answer doubtful, in sentences; empty where enough is there
 * @param open what is open while nothing has moved for long; empty where things move
 * @param stillNanos for how long nothing began or ended
 */
public record Circumstances(
    List<Failed> failed, long stopped, List<String> missing, List<Open> open, long stillNanos) {

  /** Nothing beside. */
  public static final Circumstances NONE = new Circumstances(List.of(), 0, List.of(), List.of(), 0);

  /**
   * A task that erred.
   *
   * @param root whether it failed by itself rather than with another
   * @param blocking how many others it keeps from running
   * @param nanos what its attempts took
   */
  public record Failed(
      String key,
      @Nullable String prefix,
      boolean root,
      long blocking,
      long nanos,
      @Nullable String error) {}

  /** Something without an end. */
  public record Open(String name, @Nullable String worker, long startNanos) {}

  public Circumstances {
    failed = List.copyOf(failed);
    missing = List.copyOf(missing);
    open = List.copyOf(open);
  }
}
