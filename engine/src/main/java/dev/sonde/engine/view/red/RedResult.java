package dev.sonde.engine.view.red;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rate, errors and duration of what was asked of each, those with the most requests first.
 *
 * @param by what makes a row
 * @param binS width of a bin of the series, in seconds
 * @param estimated true where spans stand for others that were sampled out; else not there
 */
public record RedResult(String by, double binS, List<Row> rows, Optional<Boolean> estimated) {

  /**
   * One party, kind or value.
   *
   * @param count requests, open ones included
   * @param ratePerS count over the length of the window; null where that has none
   * @param errorShare errors over count
   * @param p50S of requests that ended and began in the window; null where there is none
   */
  public record Row(
      String name,
      long count,
      @Nullable Double ratePerS,
      long errors,
      double errorShare,
      @Nullable Double p50S,
      @Nullable Double p95S,
      @Nullable Double p99S,
      Series series) {}

  /**
   * The same over time, one value a bin; a request counts in the bin in which it begins.
   *
   * @param p50S null in bins in which none began that has ended
   */
  public record Series(
      List<Double> ratePerS,
      List<Long> errors,
      List<@Nullable Double> p50S,
      List<@Nullable Double> p95S) {}
}
