package dev.sonde.engine.store;

import dev.sonde.model.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an answer rests on. {@code records} = spans + events + samples, after duplicates were removed.
 *
 * @param format of the source; {@code mixed} where there were several
 * @param startNanos the first moment known of, null where there is none
 * @param endNanos the last moment known of, null where there is none
 */
public record Coverage(
    String format,
    @Nullable Long startNanos,
    @Nullable Long endNanos,
    long spans,
    long events,
    long samples,
    long duplicates,
    Map<String, Long> rejected,
    Map<String, Long> dropped,
    List<Problem> problems) {

  public Coverage {
    rejected = Map.copyOf(rejected);
    dropped = Map.copyOf(dropped);
    problems = List.copyOf(problems);
  }

  public long records() {
    return spans + events + samples;
  }
}
