package dev.sonde.engine.report;

import dev.sonde.model.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A question's answer, complete: what every surface shows, each in its own way.
 *
 * @param result the view's result record
 * @param shown rows in the result where it is a list, else null
 * @param total rows there are, null where the result is no list
 * @param commands the report's next questions as commands, with the source filled in
 */
public record Answer(
    String view,
    Source source,
    Asked scope,
    Covered coverage,
    Record result,
    @Nullable Long shown,
    @Nullable Long total,
    Report report,
    List<String> commands) {

  /** Where the data lies. */
  public record Source(String location, String format, boolean live) {}

  /**
   * What of it was asked about.
   *
   * @param widened how far records were widened first; not there where they were not
   */
  public record Asked(
      @Nullable String run, long runs, List<String> filters, Optional<List<Widened>> widened) {

    public Asked(@Nullable String run, long runs, List<String> filters) {
      this(run, runs, filters, List.of());
    }

    public Asked(@Nullable String run, long runs, List<String> filters, List<Widened> widened) {
      this(run, runs, filters, widened.isEmpty() ? Optional.empty() : Optional.of(widened));
    }
  }

  /** What the answer rests on; times as RFC 3339 with nanoseconds, null where nothing is known. */
  public record Covered(
      @Nullable String start,
      @Nullable String end,
      long records,
      long spans,
      long events,
      long samples,
      long duplicates,
      long rejected,
      long dropped,
      List<Problem> problems,
      Map<String, Long> rejectedByCause,
      Map<String, Long> droppedByCause) {}
}
