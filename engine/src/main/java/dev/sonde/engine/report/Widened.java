package dev.sonde.engine.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a widening of records went. What does not apply to its kind is null.
 *
 * @param by the option, as it was written
 * @param keys that records were given, sorted
 * @param records that could be given something: those with the keys that it goes by
 * @param lacking records without one of these keys
 * @param matched records for which there was an answer
 * @param missed records for which there was none
 * @param outside those of the missed whose keys are known, but of things that did not live then
 * @param misses the most frequent values that found nothing
 * @param fanOut records for which there were several answers; they got what these agree on
 * @param conflicts keys that records had with another value already, which they kept
 * @param ambiguous keys that were not given, as there were several values
 * @param remarks what else is to be known
 */
public record Widened(
    String by,
    List<String> keys,
    @Nullable Long records,
    @Nullable Long lacking,
    @Nullable Long matched,
    @Nullable Long missed,
    @Nullable Long outside,
    List<String> misses,
    @Nullable Long fanOut,
    List<Conflict> conflicts,
    List<Ambiguous> ambiguous,
    List<String> remarks) {

  /** A key of which records kept their own value; one pair of values stands for all. */
  public record Conflict(String key, long records, String own, String other) {}

  /** A key that so many matched records were not given. */
  public record Ambiguous(String key, long records) {}

  public Widened {
    keys = keys.stream().sorted().toList();
    misses = List.copyOf(misses);
    conflicts = List.copyOf(conflicts);
    ambiguous = List.copyOf(ambiguous);
    remarks = List.copyOf(remarks);
  }

  /** One that gives keys and has nothing to count. */
  public static Widened set(String by, String key, List<String> remarks) {
    return new Widened(
        by,
        List.of(key),
        null,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        List.of(),
        List.of(),
        remarks);
  }
}
