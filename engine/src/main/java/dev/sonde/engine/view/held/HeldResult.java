package dev.sonde.engine.view.held;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that have not started.
 *
 * @param held how many there are that fit, shown or not
 */
public record HeldResult(long held, List<Row> rows) {

  /**
   * One of them.
   *
   * @param missing dependencies that are not done; null where they are not known
   * @param sinceNs since when it is in its state
   * @param waitingFor some of the missing: those that erred first, then those that wait for nothing
   */
  public record Row(
      String key,
      @Nullable String prefix,
      @Nullable Long missing,
      @Nullable Long sinceNs,
      List<String> waitingFor) {
    public Row {
      waitingFor = List.copyOf(waitingFor);
    }
  }

  public HeldResult {
    rows = List.copyOf(rows);
  }
}
