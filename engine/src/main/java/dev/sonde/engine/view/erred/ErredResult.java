package dev.sonde.engine.view.erred;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Roots first, most blocking first.
 *
 * @param erred tasks that erred and fit the options, shown or not
 * @param roots erred tasks that nothing erred leads to, among all in the run
 * @param stopped tasks that have not started and wait, however far downstream, for one that erred
 */
public record ErredResult(long erred, long roots, long stopped, List<Row> rows) {

  /**
   * One erred task.
   *
   * @param error type and message, null where only the failure is known
   * @param trace the stack trace, null where none was recorded
   * @param root null for a root, else the key it fell with
   * @param blocking tasks downstream that erred with it or cannot start because of it
   * @param traceId of the last attempt; null where it has none
   * @param spanId of the last attempt; null where it has none
   */
  public record Row(
      String key,
      @Nullable String prefix,
      @Nullable String worker,
      @Nullable String error,
      @Nullable String trace,
      @Nullable String root,
      long blocking,
      @Nullable String traceId,
      @Nullable String spanId) {}

  public ErredResult {
    rows = List.copyOf(rows);
  }
}
