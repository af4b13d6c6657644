package dev.sonde.engine.view.neighbours;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tasks on the other end of a task's edges.
 *
 * @param key of the task that was meant
 * @param neighbours how many there are that fit, shown or not
 */
public record NeighboursResult(String key, long neighbours, List<Neighbour> rows) {

  /**
   * One of them; all but the key null where the key is named as a dependency and nothing else is known.
   *
   * @param startNs of the last attempt
   * @param endNs of the last attempt
   */
  public record Neighbour(
      String key,
      @Nullable String prefix,
      @Nullable String state,
      @Nullable String worker,
      @Nullable Long startNs,
      @Nullable Long endNs,
      @Nullable Long resultBytes) {}

  public NeighboursResult {
    rows = List.copyOf(rows);
  }
}
