package dev.sonde.engine.view.histogram;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a key are spread.
 *
 * @param of what has the values: attempts, spans, records or samples
 * @param scale linear or log
 * @param bins from the lowest to the highest; none where there is no value
 * @param min null where there is no value, as are the figures that follow
 * @param count records with a number
 * @param leftOut records that have the key and no number there; of durations those that have not ended
 * @param by the same for each value of a second key, those with the most records first
 * @param byInAll values of the second key there are; null where none was asked for
 */
public record HistogramResult(
    String key,
    String of,
    String scale,
    List<Bin> bins,
    @Nullable Double min,
    @Nullable Double p50,
    @Nullable Double p90,
    @Nullable Double p99,
    @Nullable Double max,
    long count,
    long leftOut,
    Map<String, Part> by,
    @Nullable Long byInAll) {

  /** What is at least {@code from} and less than {@code to}. */
  public record Bin(double from, double to, long count) {}

  /** Those with one value of the second key, in the same bins. */
  public record Part(
      long count,
      @Nullable Double p50,
      @Nullable Double p90,
      @Nullable Double p99,
      @Nullable Double max,
      List<Bin> bins) {}
}
