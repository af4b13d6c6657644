package dev.sonde.engine.record;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Suggestion;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds the trace that somebody means. */
public final class Traces {

  private static final Sql FIND = Sql.of(Traces.class, "trace");
  private static final Sql SOME = Sql.of(Traces.class, "some_traces");

  /**
   * A trace as the store sums it up.
   *
   * @param startNanos its first span's start; with the end, the time where its spans are found
   * @param endNanos the last end or start of its spans
   */
  public record Trace(
      String id, long high, long low, long startNanos, long endNanos, long spans, long errors) {

    /** SQL over {@code span} that finds its spans without looking everywhere; numbers alone. */
    public String condition() {
      return "trace_hi = %d AND trace_lo = %d AND start_ns >= %d AND start_ns <= %d"
          .formatted(high, low, startNanos, endNanos);
    }
  }

  private Traces() {}

  /**
   * The trace of an id as it was written.
   *
   * @throws UsageException where there is none, or several begin so
   */
  public static Trace find(Ask ask, String text) {
    for (String pattern : Ids.traces(text)) {
      List<Trace> found =
          ask.rows(
              FIND.with("condition", condition(pattern)),
              Map.of("pattern", pattern),
              Traces::trace);
      if (found.size() == 1) {
        return found.getFirst();
      } else if (!found.isEmpty()) {
        String ids = found.stream().map(Trace::id).collect(Collectors.joining(", "));
        throw new UsageException("several traces are like '" + text + "': " + ids);
      }
    }
    List<String> known = ask.rows(SOME, Map.of(), row -> Ids.brief(String.valueOf(Ids.trace(row))));
    throw new UsageException(Suggestion.unknown("trace", text, known));
  }

  /** A whole id is found by its numbers, at a hundredth of the price of its text. */
  private static String condition(String pattern) {
    return pattern.contains("%")
        ? "trace_id LIKE :pattern"
        : "trace_hi = %d AND trace_lo = %d"
            .formatted(
                Long.parseUnsignedLong(pattern, 0, 16, 16),
                Long.parseUnsignedLong(pattern, 16, 32, 16));
  }

  private static Trace trace(Row row) {
    return new Trace(
        String.valueOf(Ids.trace(row)),
        row.integer("trace_hi"),
        row.integer("trace_lo"),
        row.integer("start_ns"),
        row.integer("end_ns"),
        row.integer("spans"),
        row.integer("errors"));
  }
}
