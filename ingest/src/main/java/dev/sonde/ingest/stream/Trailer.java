package dev.sonde.ingest.stream;

import dev.sonde.ingest.Earlier;
import dev.sonde.ingest.Problems;
import dev.sonde.model.Attributes;
import dev.sonde.model.AttributesJson;
import dev.sonde.model.Problem;
import dev.sonde.model.Value;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Header and trailer of a stream. The trailer's coverage tells what was missing when the stream was
 * written; that is carried on, so that it is told again by whoever reads the stream.
 */
final class Trailer {

  static final String HEADER = "sonde";
  static final String END = "sonde_end";

  private static final int LONGEST_MARK = 24;

  private int open;

  /**
   * Whether the line is a header or a trailer, and so no record.
   *
   * @throws dev.sonde.model.JsonFormatException where it begins like one but cannot be read
   */
  boolean takes(String line, String where, Problems problems) {
    String mark = line.substring(0, Math.min(line.length(), LONGEST_MARK));
    if (!mark.contains("\"sonde\"") && !mark.contains("\"sonde_end\"")) {
      return false;
    }
    Attributes fields = AttributesJson.read(line);
    if (fields.has(END)) {
      open = Math.max(0, open - 1);
      coverage(fields, where, problems);
      return true;
    }
    open += fields.has(HEADER) ? 1 : 0;
    return fields.has(HEADER);
  }

  /** A stream that had a header ends with a trailer; plain lines of records have neither. */
  boolean isMissing() {
    return open > 0;
  }

  private static void coverage(Attributes fields, String where, Problems problems) {
    if (!(fields.get("coverage") instanceof Value.Map map)) {
      return;
    }
    Attributes coverage = map.entries();
    problems.carry(
        new Earlier(
            count(coverage, "duplicates"),
            count(coverage, "rejected"),
            count(coverage, "dropped")));
    if (coverage.get("problems") instanceof Value.Array list) {
      for (Value value : list.values()) {
        Problem problem = value instanceof Value.Map m ? problem(m.entries(), where) : null;
        if (problem != null) {
          problems.carry(problem);
        }
      }
    }
  }

  private static long count(Attributes coverage, String key) {
    Long count = coverage.integer(key);
    return count == null || count < 0 ? 0 : count;
  }

  private static @Nullable Problem problem(Attributes said, String where) {
    String word = said.text("code");
    String first = said.text("where");
    String message = said.text("message");
    for (Problem.Code code : Problem.Code.values()) {
      if (word != null && code.word().equals(word.toLowerCase(Locale.ROOT))) {
        return new Problem(
            code,
            Math.max(1, count(said, "count")),
            first == null ? where : first,
            message == null ? "" : message);
      }
    }
    return null;
  }
}
