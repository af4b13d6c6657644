package dev.sonde.engine.view.red;

import dev.sonde.engine.analysis.Bins;
import dev.sonde.engine.store.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the rows of the store, each name followed by its bins. */
final class Read {

  private final Bins bins;
  private final double seconds;
  private final List<RedResult.Row> rows = new ArrayList<>();
  private Laid laid;
  private boolean estimated;
  private long names;

  /**
   * @param seconds length of the window
   */
  Read(Bins bins, double seconds) {
    this.bins = bins;
    this.seconds = seconds;
    this.laid = new Laid(bins.count());
  }

  /** The series of a name, filled as its bins come. */
  private static final class Laid {
    final Double[] rate;
    final Long[] errors;
    final @Nullable Double[] p50;
    final @Nullable Double[] p95;

    Laid(int bins) {
      rate = new Double[bins];
      errors = new Long[bins];
      p50 = new Double[bins];
      p95 = new Double[bins];
      Arrays.fill(rate, 0.0);
      Arrays.fill(errors, 0L);
    }

    RedResult.Series series() {
      return new RedResult.Series(
          Arrays.asList(rate), Arrays.asList(errors), Arrays.asList(p50), Arrays.asList(p95));
    }
  }

  boolean take(Row row) {
    estimated |= row.truth("estimated");
    names = row.integer("names");
    Long bin = row.integerOrNull("bin");
    if (bin == null) {
      laid = new Laid(bins.count());
      rows.add(whole(row));
      return true;
    }
    laid.rate[bin.intValue()] = row.real("n") / bins.widthSeconds();
    laid.errors[bin.intValue()] = row.integer("errors");
    laid.p50[bin.intValue()] = rank(row, 0);
    laid.p95[bin.intValue()] = rank(row, 1);
    return true;
  }

  private RedResult.Row whole(Row row) {
    long count = Math.round(row.real("n"));
    long errors = row.integer("errors");
    return new RedResult.Row(
        row.text("name"),
        count,
        seconds > 0 ? (Double) (count / seconds) : null,
        errors,
        count == 0 ? 0 : (double) errors / count,
        rank(row, 0),
        rank(row, 1),
        rank(row, 2),
        laid.series());
  }

  private static @Nullable Double rank(Row row, int place) {
    List<Double> ranks = row.reals("ranks_ns");
    return ranks.isEmpty() ? null : (Double) (ranks.get(place) / 1e9);
  }

  List<RedResult.Row> rows() {
    return List.copyOf(rows);
  }

  boolean estimated() {
    return estimated;
  }

  /** How many there are in all. */
  long names() {
    return names;
  }
}
