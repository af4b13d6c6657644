package dev.sonde.engine.view.things;

import dev.sonde.engine.report.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Things, those that have not ended first, then the longest.
 *
 * @param by the keys whose values make a thing
 * @param things that were there in the window
 * @param open of them, those without an end; they stay counted
 * @param unpaired ends without a beginning
 * @param clockSkew things whose end came before their beginning by the clocks that told of them; they
 *     count as ended at their beginning
 * @param steps changes of how many there were at once; of more than {@code at_once} holds, it has the
 *     highest and the last in each of equal parts of the time
 * @param peak the most at once, and when first
 * @param durations over things that have ended and, with a window, began in it
 */
public record ThingsResult(
    List<String> by,
    long things,
    long open,
    long unpaired,
    long clockSkew,
    long records,
    List<Thing> rows,
    long steps,
    List<Step> atOnce,
    long peak,
    @Nullable Long peakNs,
    Durations durations,
    long momentary,
    long returned) {

  public ThingsResult {
    by = List.copyOf(by);
    rows = List.copyOf(rows);
    atOnce = List.copyOf(atOnce);
  }

  /**
   * One thing.
   *
   * @param id its values, joined with a comma where there are several
   * @param values one for each key
   * @param lastNs null while open
   * @param durationS from beginning to end, without the time between where it came and went; null while
   *     open
   * @param times how often it began
   * @param attributes on which all its records agree that have them; null beyond the first rows
   */
  public record Thing(
      String id,
      List<String> values,
      long firstNs,
      @Nullable Long lastNs,
      @Nullable Double durationS,
      boolean open,
      long times,
      long records,
      @Nullable Json attributes) {

    Thing with(Json agreed) {
      return new Thing(id, values, firstNs, lastNs, durationS, open, times, records, agreed);
    }
  }

  /** From this moment on there were so many. */
  public record Step(long atNs, long count) {}

  /** Null where nothing has ended. */
  public record Durations(
      @Nullable Double p50S, @Nullable Double p90S, @Nullable Double p99S, @Nullable Double maxS) {}
}
