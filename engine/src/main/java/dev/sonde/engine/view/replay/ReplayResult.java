package dev.sonde.engine.view.replay;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param observedS wall clock of the run, in seconds
 * @param replayedS what it would have been at least with the change; null where there are no tasks
 * @param savedS the difference, negative where it would have taken longer
 * @param change what was changed, in words
 * @param bound always true: what else would have changed is not known
 * @param againS the run played again without a change; the nearer to the real one, the more can be told
 * @param dependencies whether the source says what tasks depend on
 */
public record ReplayResult(
    double observedS,
    @Nullable Double replayedS,
    @Nullable Double savedS,
    List<String> change,
    boolean bound,
    @Nullable Double againS,
    boolean dependencies) {

  public ReplayResult {
    change = List.copyOf(change);
  }
}
